/** What a window is compared with. */
import { DAY, millis, type Millis, type TimeRange } from '@/lib/base/time';

export const COMPARES = ['none', 'previous', 'day', 'week'] as const;
/** `previous`: the window of the same length that ends where this one begins. */
export type Compare = (typeof COMPARES)[number];

/**
 * How far back to look, in ms: a day is always 24 hours and a week 168, also where a clock was changed in between, so that as
 * many steps are compared with as many. Rounded up to whole steps, which changes nothing up to steps of a day.
 */
export function compareShift(compare: Exclude<Compare, 'none'>, range: TimeRange, step: Millis): Millis {
  const back = { previous: range.to - range.from, day: DAY, week: 7 * DAY }[compare];
  return millis(Math.ceil(back / step) * step);
}

/** `range` as it was `shift` ms before. */
export function earlier(range: TimeRange, shift: Millis): TimeRange {
  return { from: millis(range.from - shift), to: millis(range.to - shift) };
}

const NAMES = { none: 'the window before', previous: 'the window before', day: '24 hours before', week: '7 days before' } as const;

/** In words, for "against …". Statistics are compared with the window before even where nothing was chosen. */
export function compareName(compare: Compare): string {
  return NAMES[compare];
}
