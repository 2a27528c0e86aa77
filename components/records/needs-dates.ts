import { DAY, type TimeRange } from '@/lib/base/time';

/** Whether times within `range` need their date: in more than half a day the same hour is soon met twice. */
export function needsDates({ from, to }: TimeRange): boolean {
  return to - from > DAY / 2;
}
