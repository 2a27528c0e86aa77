/** Time windows as people type them into the picker. */
import { millis, type Millis } from '@/lib/base/time';
import { fail, ok, type Result } from '@/lib/base/result';
import type { TimeWindow } from '@/lib/query/time-window';
import { instantOf, wallTime, type WallTime } from '@/lib/query/zoned-time';

const LENGTHS: readonly (readonly [pattern: RegExp, size: number])[] = [
  [/^(s|secs?|seconds?)$/, 1_000],
  [/^(m|mins?|minutes?)$/, 60_000],
  [/^(h|hrs?|hours?)$/, 3_600_000],
  [/^(d|days?)$/, 86_400_000],
  [/^(w|weeks?)$/, 604_800_000],
];
const RELATIVE = /^(?:(?:the )?(?:last|past) )?(?:(\d+(?:\.\d+)?) ?)?([a-z]+)(?: ago)?$/;
const HINT = 'Try “last 3h”, “today”, or “2026-11-21 10:00 to 11:30”.';

function parseLength(text: string): Millis | undefined {
  const [, figure, unit = ''] = RELATIVE.exec(text) ?? [];
  const size = LENGTHS.find(([pattern]) => pattern.test(unit))?.[1];
  if (size === undefined || (figure === undefined && !/(last|past) /.test(text))) return undefined;
  return millis(Math.round(Number(figure ?? 1) * size));
}

const MIDNIGHT = { hour: 0, minute: 0, second: 0 };
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
}

function parseClock(text: string): Clock | undefined {
  const [, hour, minute, second = '0', fraction = '0'] = CLOCK.exec(text) ?? [];
  if (hour === undefined) return undefined;
  const clock = { hour: Number(hour), minute: Number(minute), second: Number(second), fraction: Math.floor(Number(fraction) * 1_000) };
  const midnightAsEnd = clock.hour === 24 && clock.minute === 0 && clock.second === 0;
  return (clock.hour < 24 || midnightAsEnd) && clock.minute < 60 && clock.second < 60 ? clock : undefined;
}

/** One end of a window. `date`: the wall date that it names, for "10:00 to 11:30" to go on from; `day`: a date without a clock. */
interface Moment {
  readonly at: Millis;
  readonly date: WallTime;
  readonly day: boolean;
}

function parseMoment(text: string, now: Millis, zone: string, onDate?: WallTime): Moment | undefined {
  const today = wallTime(now, zone);
  if (text === 'now') return { at: now, date: today, day: false };
  if (/(z|[+-]\d{2}:?\d{2})$/.test(text) && /^\d{4}-\d{2}-\d{2}t/.test(text)) {
    const at = Date.parse(text.toUpperCase());
    return Number.isNaN(at) ? undefined : { at: millis(at), date: wallTime(millis(at), zone), day: false };
  }
  const length = / ago$/.test(text) ? parseLength(text) : undefined;
  if (length !== undefined) return { at: millis(now - length), date: wallTime(millis(now - length), zone), day: false };
  const [first = '', second] = text.split(/[t ]+/);
  let date: WallTime | undefined;
  const named = DATE.exec(first);
  // "today" holds a t, which separates date and time elsewhere.
  const [word = '', wordClock] = text.split(/ +/);
  if (word === 'today' || word === 'yesterday') date = { ...today, ...MIDNIGHT, day: today.day - (word === 'today' ? 0 : 1) };
  else if (named) {
    date = { ...MIDNIGHT, year: Number(named[1]), month: Number(named[2]), day: Number(named[3]) };
    const real = new Date(Date.UTC(date.year, date.month - 1, date.day));
    if (real.getUTCMonth() !== date.month - 1 || real.getUTCDate() !== date.day) return undefined;
  }
  const clockText = date ? (named ? second : wordClock) : text;
  const clock = clockText === undefined ? undefined : parseClock(clockText);
  if (clockText !== undefined && !clock) return undefined;
  date ??= { ...(onDate ?? today), ...MIDNIGHT };
  const at = instantOf({ ...date, ...(clock ? { hour: clock.hour, minute: clock.minute, second: clock.second } : {}) }, zone);
  return { at: millis(at + (clock?.fraction ?? 0)), date, day: clock === undefined };
}

/** The instant at which the day of `moment` ends: the next midnight in `zone`, which may be 23 or 25 hours away. */
function endOf(moment: Moment, zone: string): Millis {
  return moment.day ? instantOf({ ...moment.date, ...MIDNIGHT, day: moment.date.day + 1 }, zone) : moment.at;
}

/**
 * Reads `last 3h`, `15m`, `today`, `yesterday`, `2026-11-21`, `2026-11-21 10:00 to 11:30`, `10:00 - now`, or two ISO
 * instants with a slash between. Clock times are those of `zone` (an IANA name). A day is the whole of it; today ends now.
 * The error is a sentence.
 */
export function parseTimeText(text: string, now: Millis, zone: string): Result<TimeWindow, string> {
  const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (plain === '') return fail(`Write a time. ${HINT}`);
  const length = / ago$/.test(plain) ? undefined : parseLength(plain);
  if (length !== undefined) return length > 0 ? ok({ last: length }) : fail('The time must be longer than nothing.');
  const ends = plain.split(/ ?\/ ?| (?:to|until|till|-|–|—) | ?(?:→|\.\.) ?/).filter((part) => part !== '');
  const [first, second] = ends;
  if (ends.length > 2 || first === undefined) return fail(`“${text.trim()}” has more than two ends. ${HINT}`);
  const from = parseMoment(first.replace(/^(from|since) /, ''), now, zone);
  if (!from) return fail(`“${first}” is not a time. ${HINT}`);
  if (second === undefined) {
    const until = from.day && endOf(from, zone) <= now ? endOf(from, zone) : now;
    return from.at < until ? ok({ from: from.at, to: until }) : fail('That time is still to come.');
  }
  const to = parseMoment(second, now, zone, from.date);
  if (!to) return fail(`“${second}” is not a time. ${HINT}`);
  const until = endOf(to, zone);
  return from.at < until ? ok({ from: from.at, to: until }) : fail('The end must be after the start.');
}
