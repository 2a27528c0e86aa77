/** A range cut into windows, of which most pages of rows need only the first. */
import { DAY, HOUR, millis, MINUTE, nanosFromText, millisFromNanos, type Millis, type NanosText, type TimeRange } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { RowCursor } from '@/lib/sql/row-cursor';

/** Lengths of the windows that are looked through one after another. */
const WINDOWS: readonly Millis[] = [millis(MINUTE), millis(15 * MINUTE), millis(2 * HOUR), millis(12 * HOUR), millis(3 * DAY)];

/**
 * `range` cut into windows, newest first, or oldest first. Most pages are full after the first, and then a month costs as much as
 * minutes. The windows together are the range, so a page of rare records costs one read of it and little more.
 */
export function windowsOf({ from, to }: TimeRange, oldestFirst = false): TimeRange[] {
  const windows: TimeRange[] = [];
  let rest: TimeRange = { from, to };
  for (const length of WINDOWS) {
    if (rest.to - rest.from <= length) break;
    const edge = oldestFirst ? millis(rest.from + length) : millis(rest.to - length);
    windows.push(oldestFirst ? { from: rest.from, to: edge } : { from: edge, to: rest.to });
    rest = oldestFirst ? { from: edge, to: rest.to } : { from: rest.from, to: edge };
  }
  return [...windows, rest];
}

/** The range that is left behind `cursor` when rows are in order of time; the cursor's own millisecond is still to be read. Throws BackendError. */
export function behind(range: TimeRange, cursor: RowCursor | undefined, oldestFirst = false): TimeRange {
  const [time] = cursor?.keys ?? [];
  if (time === undefined) return range;
  if (!/^\d{1,19}$/.test(time)) throw new BackendError('invalid', 'The list cannot go on from here: load it again.');
  const at = Math.floor(millisFromNanos(nanosFromText(time as NanosText)));
  const within = (instant: number) => millis(Math.min(range.to, Math.max(range.from, instant)));
  return oldestFirst ? { from: within(at), to: range.to } : { from: range.from, to: within(at + 1) };
}
