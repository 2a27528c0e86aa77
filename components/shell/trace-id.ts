/** The trace id in `text` as a person pastes it: 32 hex digits in any case, with or without dashes; undefined for anything else. */
export function traceIdIn(text: string): string | undefined {
  const id = text.trim().replaceAll('-', '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(id) ? id : undefined;
}
