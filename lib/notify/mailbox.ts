/** The address in `Hearth <hearth@example.com>`, or in `hearth@example.com`; undefined where there is none. */
export function mailboxOf(text: string): { readonly address: string; readonly domain: string } | undefined {
  const address = /^(?:[^<>\r\n]*<)?([^\s<>@,]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>?$/.exec(text.trim())?.[1];
  return address === undefined ? undefined : { address, domain: address.slice(address.lastIndexOf('@') + 1) };
}
