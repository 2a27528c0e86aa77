/** The time that a page looks at: a length that moves along with now, or two fixed instants. */
import { millis, type Millis, type TimeRange } from '@/lib/base/time';

export type TimeWindow = { readonly last: Millis } | { readonly from: Millis; readonly to: Millis };

/** The range that `window` means at `now`; half open, so one that moves ends just before now. */
export function resolveWindow(window: TimeWindow, now: Millis): TimeRange {
  return 'last' in window ? { from: millis(now - window.last), to: now } : window;
}
