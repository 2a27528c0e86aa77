/** Instants and ages for a person: 24 hours, in the browser's zone or in UTC. */
import { DAY, HOUR, millisFromNanos, MINUTE, nanosFromText, SECOND, type Millis, type NanosText } from '@/lib/base/time';

/** The browser's own zone, or UTC. */
export type Zone = 'local' | 'utc';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const NBSP = '\u00a0';

function pad(value: number, length = 2): string {
  return value.toString().padStart(length, '0');
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly milli: number;
}

function parts(at: Millis, zone: Zone): Parts {
  const date = new Date(at);
  return zone === 'utc'
    ? {
        year: date.getUTCFullYear(),
        month: date.getUTCMonth(),
        day: date.getUTCDate(),
        hour: date.getUTCHours(),
        minute: date.getUTCMinutes(),
        second: date.getUTCSeconds(),
        milli: date.getUTCMilliseconds(),
      }
    : {
        year: date.getFullYear(),
        month: date.getMonth(),
        day: date.getDate(),
        hour: date.getHours(),
        minute: date.getMinutes(),
        second: date.getSeconds(),
        milli: date.getMilliseconds(),
      };
}

/** 15:02:41.207 */
export function formatClock(at: Millis, zone: Zone): string {
  const { hour, minute, second, milli } = parts(at, zone);
  return `${pad(hour)}:${pad(minute)}:${pad(second)}.${pad(milli, 3)}`;
}

/** 15:02 */
export function formatMinute(at: Millis, zone: Zone): string {
  const { hour, minute } = parts(at, zone);
  return `${pad(hour)}:${pad(minute)}`;
}

/** 21 Nov 15:02:41, with the year when it is not that of `now`. */
export function formatInstant(at: Millis, zone: Zone, now: Millis): string {
  const { year, month, day, hour, minute, second } = parts(at, zone);
  const date = `${day} ${MONTHS[month] ?? ''}${year === parts(now, zone).year ? '' : ` ${year}`}`;
  return `${date} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** Saturday 21 Nov 2026 */
export function formatDay(at: Millis, zone: Zone): string {
  const { year, month, day } = parts(at, zone);
  return `${WEEKDAYS[new Date(Date.UTC(year, month, day)).getUTCDay()] ?? ''} ${day} ${MONTHS[month] ?? ''} ${year}`;
}

/** A range in as few words as tell it: 21 Nov 14:00 – 15:00, or with both days. Seconds only where one end has them. */
export function formatRange(from: Millis, to: Millis, zone: Zone): string {
  const [a, b] = [parts(from, zone), parts(to, zone)];
  const seconds = a.second !== 0 || b.second !== 0;
  const clock = (at: Parts) => `${pad(at.hour)}:${pad(at.minute)}${seconds ? `:${pad(at.second)}` : ''}`;
  const day = (at: Parts) => `${at.day} ${MONTHS[at.month] ?? ''}`;
  const sameDay = a.year === b.year && a.month === b.month && a.day === b.day;
  return `${day(a)} ${clock(a)} – ${sameDay ? '' : `${day(b)} `}${clock(b)}`;
}

/** 2026-11-21 15:02:44.790 118 402 UTC: the whole instant to the nanosecond, for a tooltip. */
export function formatNanos(text: NanosText, zone: Zone): string {
  const time = nanosFromText(text);
  const at = Math.floor(millisFromNanos(time)) as Millis;
  const { year, month, day } = parts(at, zone);
  const below = pad(Number(time % 1_000_000n), 6);
  const name = zone === 'utc' ? 'UTC' : offset(at);
  return `${year}-${pad(month + 1)}-${pad(day)} ${formatClock(at, zone)}${NBSP}${below.slice(0, 3)}${NBSP}${below.slice(3)} ${name}`;
}

/** The browser's distance from UTC at `at`: +02:00. */
function offset(at: Millis): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '−' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/** 2026-11-21 15:02:41, as the time picker's fields take it; a fraction of a second is dropped. */
export function formatField(at: Millis, zone: Zone): string {
  const { year, month, day, hour, minute, second } = parts(at, zone);
  return `${year}-${pad(month + 1)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`;
}

/** The zone by its IANA name: Europe/Prague, UTC. */
export function zoneName(zone: Zone): string {
  return zone === 'utc' ? 'UTC' : Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** How long ago: now, 2 s ago, 5 min ago, 3 h ago, 12 d ago. Whole units, rounded down. */
export function formatAgo(at: Millis, now: Millis): string {
  const age = now - at;
  if (age < SECOND) return 'now';
  const [size, unit] = age < MINUTE ? [SECOND, 's'] : age < HOUR ? [MINUTE, 'min'] : age < DAY ? [HOUR, 'h'] : [DAY, 'd'];
  return `${Math.floor(age / size)}${NBSP}${unit} ago`;
}

/** How long until `at`: 48 s, 5 min, 3 h, 12 d; 0 s where it has come. Whole units, rounded up. */
export function formatLeft(at: Millis, now: Millis): string {
  const left = Math.max(0, at - now);
  const [size, unit] = left <= MINUTE ? [SECOND, 's'] : left <= HOUR ? [MINUTE, 'min'] : left <= DAY ? [HOUR, 'h'] : [DAY, 'd'];
  return `${Math.ceil(left / size)}${NBSP}${unit}`;
}
