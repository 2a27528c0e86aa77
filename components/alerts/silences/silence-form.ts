/** What stands in the fields of the silence dialog, and the silence that it means. */
import { labelPattern } from '@/lib/alerts/label-pattern';
import { fail, ok, type Result } from '@/lib/base/result';
import { DAY, HOUR, millis, MINUTE, type Millis } from '@/lib/base/time';
import type { Matcher, SilenceDraft, SilenceTime } from '@/lib/model/alert-silence';
import { instantOf, wallTime } from '@/lib/query/zoned-time';

/** Lengths that are a click away. */
export const LENGTHS: readonly { readonly length: Millis; readonly name: string }[] = [
  { length: millis(30 * MINUTE), name: '30 min' },
  { length: HOUR, name: '1 h' },
  { length: millis(4 * HOUR), name: '4 h' },
  { length: DAY, name: '1 d' },
  { length: millis(7 * DAY), name: '1 w' },
];

/** Fields as they are typed. Instants are wall-clock times of a zone, `2026-11-21T14:30`. */
export interface SilenceForm {
  readonly rules: readonly string[];
  readonly matchers: readonly Matcher[];
  readonly reason: string;
  readonly repeats: boolean;
  /** Of one that has begun: when, which cannot be changed. */
  readonly began?: Millis;
  /** '' begins now. */
  readonly start: string;
  /** Undefined: until `end`. */
  readonly length: Millis | undefined;
  readonly end: string;
  readonly days: readonly number[];
  /** `22:30` */
  readonly clock: string;
  readonly hours: string;
  readonly minutes: string;
  /** IANA name that `clock` and `until` are of. */
  readonly zone: string;
  /** '' for ever. */
  readonly until: string;
}

/** What is wrong, and in which field. */
export interface FormFault {
  readonly field: 'reason' | 'matchers' | 'start' | 'end' | 'days' | 'clock' | 'length' | 'zone' | 'until';
  readonly message: string;
}

const pad = (figure: number) => String(figure).padStart(2, '0');

/** `at` as a field for date and time takes it, in `zone`: 2026-11-21T14:30. */
export function fieldOf(at: Millis, zone: string): string {
  const { year, month, day, hour, minute } = wallTime(at, zone);
  return `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`;
}

const FIELD = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::\d\d)?$/;

/** The instant that such a field means in `zone`; undefined for what is none. */
export function instantOfField(text: string, zone: string): Millis | undefined {
  const [, year, month, day, hour, minute] = (FIELD.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined) return undefined;
  return instantOf({ year, month, day, hour, minute, second: 0 }, zone);
}

/** Whether Intl knows the zone. */
export function isZone(zone: string): boolean {
  try {
    return wallTime(millis(0), zone).year > 0;
  } catch {
    // that it throws is the answer
    return false;
  }
}

/** A new silence of these rules (none: any): for an hour from now. `zone`: the reader's. */
export function newForm(rules: readonly string[], zone: string): SilenceForm {
  return {
    rules,
    matchers: [],
    reason: '',
    repeats: false,
    start: '',
    length: HOUR,
    end: '',
    days: [],
    clock: '22:00',
    hours: '2',
    minutes: '0',
    zone,
    until: '',
  };
}

/** A silence to be changed. */
export function formOf({ rules, matchers, reason, time }: SilenceDraft, now: Millis, zone: string): SilenceForm {
  const form = { ...newForm(rules, zone), matchers, reason };
  if (time.kind === 'once') {
    const begun = time.from <= now;
    return {
      ...form,
      ...(begun ? { began: time.from } : {}),
      start: begun ? '' : fieldOf(time.from, zone),
      length: undefined,
      end: fieldOf(time.to, zone),
    };
  }
  return {
    ...form,
    repeats: true,
    days: time.days,
    clock: time.start,
    hours: String(Math.floor(time.minutes / 60)),
    minutes: String(time.minutes % 60),
    zone: time.zone,
    until: time.until === undefined ? '' : fieldOf(time.until, time.zone),
  };
}

function onceOf(form: SilenceForm, now: Millis, zone: string): Result<SilenceTime, FormFault> {
  const from = form.began ?? (form.start === '' ? now : instantOfField(form.start, zone));
  if (from === undefined) return fail({ field: 'start', message: 'Give the day and the time at which it begins.' });
  // whole minutes, so that what the dialog shows is what it means
  const to = form.length === undefined ? instantOfField(form.end, zone) : millis(Math.ceil((from + form.length) / MINUTE) * MINUTE);
  if (to === undefined) return fail({ field: 'end', message: 'Give the day and the time at which it ends.' });
  if (to <= from) return fail({ field: 'end', message: 'It must end after it begins.' });
  if (to <= now) return fail({ field: 'end', message: 'That end has passed.' });
  return ok({ kind: 'once', from, to });
}

const WEEK_MINUTES = 7 * 24 * 60;

/** The recurring window that the fields mean. `zone` is its own. */
export function weeklyOf({ days, clock, hours, minutes, zone, until }: SilenceForm): Result<SilenceTime, FormFault> {
  if (days.length === 0) return fail({ field: 'days', message: 'Choose at least one day.' });
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return fail({ field: 'clock', message: 'Give a time of day such as 22:30.' });
  const length = Number(hours) * 60 + Number(minutes);
  if (!Number.isInteger(length) || length < 1) return fail({ field: 'length', message: 'It must last at least a minute.' });
  if (length > WEEK_MINUTES) return fail({ field: 'length', message: 'It may last a week at most.' });
  if (!isZone(zone)) return fail({ field: 'zone', message: 'No time zone is called that. One is Europe/Prague, another UTC.' });
  const time = { kind: 'weekly' as const, days: [...days].sort((a, b) => a - b), start: clock, minutes: length, zone };
  if (until === '') return ok(time);
  const end = instantOfField(until, zone);
  return end === undefined ? fail({ field: 'until', message: 'Give the day and the time of the end.' }) : ok({ ...time, until: end });
}

function matchersOf(rows: readonly Matcher[]): Result<Matcher[], FormFault> {
  const matchers: Matcher[] = [];
  for (const { label, op, value } of rows) {
    const name = label.trim();
    // a row that nobody filled in
    if (name === '' && value === '') continue;
    if (name === '') return fail({ field: 'matchers', message: 'Say which label.' });
    const pattern = op === 'matches' ? labelPattern(value) : undefined;
    if (pattern && !pattern.ok) return fail({ field: 'matchers', message: pattern.error });
    matchers.push({ label: name, op, value });
  }
  return ok(matchers);
}

/** The silence that the fields mean, or the first thing that is wrong. `zone`: the reader's, of `start` and `end`. */
export function draftOf(form: SilenceForm, now: Millis, zone: string): Result<SilenceDraft, FormFault> {
  const matchers = matchersOf(form.matchers);
  if (!matchers.ok) return matchers;
  const time = form.repeats ? weeklyOf(form) : onceOf(form, now, zone);
  if (!time.ok) return time;
  const reason = form.reason.trim();
  if (reason === '') return fail({ field: 'reason', message: 'Say why, for whoever finds it.' });
  return ok({ rules: [...form.rules], matchers: matchers.value, time: time.value, reason });
}
