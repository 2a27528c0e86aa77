/** When a silence holds, in words. */
import { nextSpan, activeSpan, type Span } from '@/lib/alerts/silenced';
import type { Millis } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { formatRange, type Zone } from '@/lib/client/format-time';
import type { Silence, SilenceTime } from '@/lib/model/alert-silence';

/** ISO 8601: 1 is Monday. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** `Mon, Sat 23:30 for 1.5 h, Europe/Prague`; of one that comes once its range in the reader's zone. */
export function timeText(time: SilenceTime, zone: Zone): string {
  if (time.kind === 'once') return formatRange(time.from, time.to, zone);
  const days = time.days.length === 7 ? 'every day' : time.days.map((day) => WEEKDAYS[day - 1]?.slice(0, 3) ?? '').join(', ');
  return `${days} ${time.start} for ${formatUnit(time.minutes * 60, 'seconds')}, ${time.zone}`;
}

/** The span that holds now, if one does, and those that come next: `most` in all, in order. */
export function comingSpans(time: SilenceTime, now: Millis, most: number): Span[] {
  const spans: Span[] = [];
  let span = activeSpan(time, now) ?? nextSpan(time, now);
  while (span && spans.length < most) {
    spans.push(span);
    span = nextSpan(time, span.from);
  }
  return spans;
}

/** Where a silence stands now. One that comes every week is `recurring` until it has come to its end, also while it holds. */
export type Standing = 'active' | 'scheduled' | 'recurring' | 'ended';

/** Where a silence stands at `now`. */
export function standingOf({ time }: Pick<Silence, 'time'>, now: Millis): Standing {
  if (comingSpans(time, now, 1).length === 0) return 'ended';
  if (time.kind === 'weekly') return 'recurring';
  return time.from <= now ? 'active' : 'scheduled';
}

/** The same silence, ended at `now`; undefined for one that has not begun, of which nothing would be left. */
export function endedAt(time: SilenceTime, now: Millis): SilenceTime | undefined {
  if (time.kind === 'weekly') return { ...time, until: now };
  return time.from < now ? { ...time, to: now } : undefined;
}
