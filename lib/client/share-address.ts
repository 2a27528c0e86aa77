import type { TimeRange } from '@/lib/base/time';

/** `address` with `range` in place of a window that moves with the clock, and without the auto refresh and the zoom's way back. */
export function shareAddress(address: string, range: TimeRange): string {
  const url = new URL(address);
  for (const name of ['t', 'out', 'every']) url.searchParams.delete(name);
  url.searchParams.set('from', Math.floor(range.from).toString());
  url.searchParams.set('to', Math.ceil(range.to).toString());
  return url.toString();
}
