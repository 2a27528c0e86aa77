/** The time that a page looks at: a length that moves along with now, or two fixed instants. */
import { millis, type Millis, type TimeRange } from '@/lib/base/time';

export type TimeWindow = { readonly last: Millis } | { readonly from: Millis; readonly to: Millis };

/** The range that `window` means at `now`; half open, so one that moves ends just before now. */
export function resolveWindow(window: TimeWindow, now: Millis): TimeRange {
  return 'last' in window ? { from: millis(now - window.last), to: now } : window;
}

const UNITS = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const;

/** `3h`, `90m`: the largest unit that leaves a whole number. */
function printLength(length: Millis): string {
  const [unit, size] = UNITS.find(([, each]) => length % each === 0) ?? ['s', 1_000];
  return `${length / size}${unit}`;
}

/** Text that `parseTimeText` reads back as the same window (to the millisecond), in any zone. */
export function printWindow(window: TimeWindow): string {
  if ('last' in window) return `last ${printLength(window.last)}`;
  return `${new Date(window.from).toISOString()}/${new Date(window.to).toISOString()}`;
}
