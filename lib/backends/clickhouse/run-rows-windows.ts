/** A range cut into windows, of which most pages of rows need only the first. */
import { DAY, millis, millisFromNanos, MINUTE, nanosFromText, type NanosText, type TimeRange } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { RowCursor } from '@/lib/sql/row-cursor';

/** The first window, which is enough where there is much. */
const FIRST = MINUTE;

/**
 * How much longer than all before it a window is, at most. A store reads a day nearly as fast as an hour of it, so few and long windows
 * cost less than many: for a value of one span in 500 the windows of a page over 30 days cost 2.5 s of CPU at 6, 1.1 s at 16.
 */
const GROWTH = 16;

/**
 * The same where nothing was found so far, in less than a day: the newest record may be hours old, and a window that begins minutes before
 * it and ends days before reads all of these. Of 10 M spans over 30 days, the newest 6 hours old, a page takes 600 ms at 16, 190 at 4.
 */
const GROWTH_OF_NOTHING = 4;

/** The shortest and how much is added to what is expected to be needed: records do not come evenly. */
const LEAST = 0.5;
const SPARE = 1.25;

/**
 * `range` cut into windows, newest first, or oldest first, each as long as it has to be by what the windows before it had: `share` says
 * how much of the page is found so far, from 0 to 1. Most pages are full after the first two, and then a month costs as much as
 * minutes. The windows together are the range, so a page of rare records costs one read of it and little more.
 */
export function* windowsOf({ from, to }: TimeRange, share: () => number, oldestFirst = false): Generator<TimeRange> {
  let covered = 0;
  let length: number = FIRST;
  while (covered + length < to - from) {
    yield oldestFirst
      ? { from: millis(from + covered), to: millis(from + covered + length) }
      : { from: millis(to - covered - length), to: millis(to - covered) };
    covered += length;
    const found = share();
    const needed = found > 0 ? (SPARE * (1 - found)) / found : covered < DAY ? GROWTH_OF_NOTHING : GROWTH;
    length = Math.ceil(covered * Math.min(GROWTH, Math.max(LEAST, needed)));
  }
  yield oldestFirst ? { from: millis(from + covered), to } : { from, to: millis(to - covered) };
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
