/** The address of two traces side by side. */
export function compareAddress(first: string, second: string): string {
  return `/traces/${encodeURIComponent(first)}/compare/${encodeURIComponent(second)}`;
}
