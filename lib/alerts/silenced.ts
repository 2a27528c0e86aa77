/** Which silence holds a group back, and when a silence holds. */
import { labelOf } from '@/lib/alerts/label-of';
import { labelPattern, type LabelPattern } from '@/lib/alerts/label-pattern';
import { DAY, millis, MINUTE, type Millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Matcher, Silence, SilenceTime } from '@/lib/model/alert-silence';
import type { AlertLabels } from '@/lib/model/alert-state';
import { instantOf, wallTime } from '@/lib/query/zoned-time';

/** Half open: `from` is in, `to` is not. */
export interface Span {
  readonly from: Millis;
  readonly to: Millis;
}

type Weekly = Extract<SilenceTime, { kind: 'weekly' }>;

/** 1 Monday … 7 Sunday, of a date on the calendar. */
function dayOfWeek(year: number, month: number, day: number): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/**
 * The windows of `time` that begin on the days from `back` days before `at` to `ahead` days after it, as its zone counts days. A window
 * begins when its zone's clock first shows `start` (in the hour that the clock skips: as much later), and lasts `minutes` as they
 * pass, whatever the clock does meanwhile.
 */
function windowsAround({ days, start, minutes, zone, until }: Weekly, at: Millis, back: number, ahead: number): Span[] {
  const { year, month, day } = wallTime(at, zone);
  const [hour = 0, minute = 0] = start.split(':').map(Number);
  return Array.from({ length: back + ahead + 1 }, (_, index) => day - back + index)
    .filter((each) => days.includes(dayOfWeek(year, month, each)))
    .map((each) => {
      const from = instantOf({ year, month, day: each, hour, minute, second: 0 }, zone);
      return { from, to: millis(Math.min(from + minutes * MINUTE, until ?? Infinity)) };
    })
    .filter(({ from, to }) => from < to);
}

/** Windows that overlap or touch are one. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const span of spans.toSorted((one, other) => one.from - other.from)) {
    const last = whole.at(-1);
    if (last && span.from <= last.to) whole[whole.length - 1] = { from: last.from, to: millis(Math.max(last.to, span.to)) };
    else whole.push(span);
  }
  return whole;
}

/** Days that the longest window can have begun before. */
const LONGEST = 7;

/** Of each weekly time the spans around one day: they cost a millisecond, and every group of every rule asks for them. */
const known = new WeakMap<Weekly, { readonly day: Millis; readonly spans: readonly Span[] }>();

function spansAround(time: SilenceTime, at: Millis): readonly Span[] {
  if (time.kind === 'once') return [time];
  const day = millis(Math.floor(at / DAY) * DAY);
  const found = known.get(time);
  if (found?.day === day) return found.spans;
  // so far on either side that the longest windows are met whole
  const spans = joined(windowsAround(time, day, 2 * LONGEST + 1, 2 * LONGEST + 2));
  known.set(time, { day, spans });
  return spans;
}

/** The span that holds at `at`; undefined: none does. Windows that overlap are one span, shown at most about two weeks to either side. */
export function activeSpan(time: SilenceTime, at: Millis): Span | undefined {
  return spansAround(time, at).find(({ from, to }) => from <= at && at < to);
}

/** The first span that begins after `at`; undefined: none does any more. */
export function nextSpan(time: SilenceTime, at: Millis): Span | undefined {
  return spansAround(time, at).find(({ from }) => from > at);
}

/** Each matcher is held against every group of every rule: its pattern is read once. */
const patterns = new WeakMap<Matcher, LabelPattern | undefined>();

/** The pattern of a matcher; undefined: it is none, and describes nothing. */
function patternOf(matcher: Matcher): LabelPattern | undefined {
  if (patterns.has(matcher)) return patterns.get(matcher);
  const read = labelPattern(matcher.value);
  const pattern = read.ok ? read.value : undefined;
  patterns.set(matcher, pattern);
  return pattern;
}

/** Whether a label's value passes `matcher`; a label that is missing is as one that is empty. */
function passes(matcher: Matcher, label: string): boolean {
  switch (matcher.op) {
    case 'eq':
      return label === matcher.value;
    case 'neq':
      return label !== matcher.value;
    case 'matches':
      return patternOf(matcher)?.matches(label) ?? false;
  }
}

/** Whether `silence` is about the group, whatever the time: it is of one of its rules, and passes all of its matchers. */
export function concerns({ rules, matchers }: Pick<Silence, 'rules' | 'matchers'>, rule: AlertRule, labels: AlertLabels): boolean {
  if (rules.length > 0 && !rules.includes(rule.id)) return false;
  // the group's own labels say more than its rule's
  const all: AlertLabels = { rule: rule.id, ...rule.labels, ...labels };
  return matchers.every((matcher) => passes(matcher, labelOf(all, matcher.label)));
}

/** The silence that holds the group back at `at`, of several the one that holds longest; undefined: none does. */
export function silencedBy(rule: AlertRule, labels: AlertLabels, silences: readonly Silence[], at: Millis): Silence | undefined {
  let longest: { silence: Silence; to: Millis } | undefined;
  for (const silence of silences) {
    if (!concerns(silence, rule, labels)) continue;
    const span = activeSpan(silence.time, at);
    if (span && (!longest || span.to > longest.to)) longest = { silence, to: span.to };
  }
  return longest?.silence;
}
