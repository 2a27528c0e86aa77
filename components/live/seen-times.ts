/** Which time the part of the list that is seen is of, as the histogram marks it. */
import { create } from 'zustand';
import { lineAt, type Below, type Lines } from '@/components/live/lines';
import { millisFromNanos, nanos, type TimeRange } from '@/lib/base/time';

/** From the oldest to the newest record among lines `first` up to, not including, `end`; undefined where there is none. */
export function timesOf<B extends Below>(lines: Lines<B>, first: number, end: number): TimeRange | undefined {
  const newest = lineAt(lines, Math.max(0, first))?.block.record;
  const oldest = lineAt(lines, Math.min(lines.count, end) - 1)?.block.record;
  return newest && oldest && { from: millisFromNanos(nanos(oldest.time)), to: millisFromNanos(nanos(newest.time)) };
}

/** Told by the list as it scrolls, and heard by the mark alone: the page is not drawn anew for it. */
export const useSeenTimes = create<{ readonly times: TimeRange | undefined }>(() => ({ times: undefined }));

/** Says what is seen now. */
export function noteSeen(times: TimeRange | undefined): void {
  const { times: before } = useSeenTimes.getState();
  if (before?.from !== times?.from || before?.to !== times?.to) useSeenTimes.setState({ times });
}
