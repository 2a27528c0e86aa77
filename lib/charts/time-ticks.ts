/** Round local times along a chart. */
import { DAY, HOUR, MINUTE, SECOND, millis, type Millis, type TimeRange } from '@/lib/base/time';

const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14, 28, 91, 364].map((count) => count * DAY),
];

/**
 * At most `most` instants in the range, equally far apart, on round times of the local clock. `offsetAt` gives local time
 * minus UTC in milliseconds; it is read once, at the range's start, so ticks stay equally far apart over a clock change.
 */
export function timeTicks(range: TimeRange, most: number, offsetAt: (at: Millis) => number): Millis[] {
  const length = range.to - range.from;
  const step = STEPS.find((candidate) => length / candidate <= most) ?? DAY * Math.ceil(length / DAY / most);
  const offset = offsetAt(range.from);
  const first = Math.ceil((range.from + offset) / step) * step - offset;
  const ticks: Millis[] = [];
  for (let at = first; at <= range.to; at += step) ticks.push(millis(at));
  return ticks;
}
