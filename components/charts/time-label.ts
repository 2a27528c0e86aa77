/** Texts on a time axis. */
import { DAY, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { formatClock, formatInstant, formatMinute, type Zone } from '@/lib/client/format-time';

/** `at` as finely as ticks `spacing` apart need it: 21 Nov, 15:02, 15:02:41 or 15:02:41.207. */
export function tickLabel(at: Millis, spacing: number, zone: Zone): string {
  if (spacing >= DAY) return formatInstant(at, zone, at).replace(/ [\d:]+$/, '');
  if (spacing >= MINUTE) return formatMinute(at, zone);
  const clock = formatClock(at, zone);
  return spacing >= SECOND ? clock.slice(0, -4) : clock;
}

/** Local time minus UTC at `at`, in milliseconds. */
export function zoneOffset(at: Millis, zone: Zone): number {
  return zone === 'utc' ? 0 : -new Date(at).getTimezoneOffset() * MINUTE;
}
