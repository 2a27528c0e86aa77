/** Steps and ranges: when a query asks, and how fine. */
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis, type TimeRange } from '@/lib/base/time';

/** Steps that people can read off an axis, shortest first. */
const NICE_STEPS: readonly Millis[] = [
  ...[1, 2, 5, 10, 15, 30].map((count) => millis(count * SECOND)),
  ...[1, 2, 5, 10, 15, 30].map((count) => millis(count * MINUTE)),
  ...[1, 2, 3, 6, 12].map((count) => millis(count * HOUR)),
  DAY,
];

/** The shortest nice step that cuts `range` into at most `points`; whole days where none does. */
export function chooseStep(range: TimeRange, points: number): Millis {
  const least = (range.to - range.from) / Math.max(1, points);
  return NICE_STEPS.find((step) => step >= least) ?? millis(Math.ceil(least / DAY) * DAY);
}

/** `range` widened to whole steps, counted from 1970 in UTC as the store counts them. */
export function alignRange(range: TimeRange, step: Millis): TimeRange {
  return { from: millis(Math.floor(range.from / step) * step), to: millis(Math.ceil(range.to / step) * step) };
}

/** The range of the same length that ends where `range` begins. */
export function previousRange(range: TimeRange): TimeRange {
  return { from: millis(2 * range.from - range.to), to: range.from };
}
