const ADDRESS = String.raw`([^\s<>@,]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)`;
const MAILBOX = new RegExp(String.raw`^(?:[^<>\r\n]*<${ADDRESS}>|${ADDRESS})$`);

/** The address in `Hearth <hearth@example.com>`, or in `hearth@example.com`; undefined where there is none. */
export function mailboxOf(text: string): { readonly address: string; readonly domain: string } | undefined {
  const found = MAILBOX.exec(text.trim());
  const address = found?.[1] ?? found?.[2];
  return address === undefined ? undefined : { address, domain: address.slice(address.lastIndexOf('@') + 1) };
}
