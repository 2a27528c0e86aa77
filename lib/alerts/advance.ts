/** One group, one window: from what it was to what it is. Pure; the clock matters only through the window's end. */
import { DAY, millis, type Millis } from '@/lib/base/time';
import type { AlertRule, Severity } from '@/lib/model/alert';
import type { AlertLabels, AlertState, Instance } from '@/lib/model/alert-state';
import { badness, judge, levelsOf, type Reading } from '@/lib/alerts/judge';

/** A group without a value for this long is forgotten. */
export function forgottenAfter({ over }: Pick<AlertRule, 'over'>): Millis {
  return millis(Math.max(DAY, 10 * over));
}

/** A value is what can be compared; a window without one says nothing about the group. */
function isValue(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

/** Nothing is beyond anything. */
const FINE: Reading = { beyond: { warn: false, critical: false }, back: true };

/** How a window without a value is read where that is a judgement of its own; undefined: it leaves the group as it is. */
function readingOfNothing({ noData, condition }: AlertRule): Reading | undefined {
  if (noData === 'ok') return FINE;
  if (noData !== 'fire') return undefined;
  const levels = levelsOf(condition);
  return { beyond: { warn: levels.includes('warn'), critical: levels.includes('critical') }, back: levels.length === 0 };
}

/**
 * The group `labels` after the window that ends at `at`, in which it had `value` (in the rule's unit, of `change` a share; null:
 * none). `was`: what it was after the window before; undefined for a group that is new. Undefined: there is nothing to keep, since
 * the group is new and has no value, or has had none for `forgottenAfter`. A question without groups is never forgotten. What was
 * told stays as it was: who says so to channels changes that. `few`: there is no value because there were fewer records than the rule judges, which is
 * fine.
 */
export function advance(
  rule: AlertRule,
  was: Instance | undefined,
  labels: AlertLabels,
  value: number | null,
  at: Millis,
  few = false,
): Instance | undefined {
  const known = isValue(value) ? value : null;
  const grouped = Object.keys(labels).length > 0;
  if (known === null && !few && grouped && (was === undefined || at - was.seenAt >= forgottenAfter(rule))) return undefined;
  const reading = known !== null ? judge(rule.condition, known) : few ? FINE : readingOfNothing(rule);
  const { few: _, ...before }: Instance = was ?? { labels, state: 'ok', since: at, value: null, seenAt: at, beyond: {} };
  const thin = known === null && few;
  const seen = {
    ...before,
    labels,
    value: known,
    seenAt: known !== null || thin ? at : before.seenAt,
    ...(thin ? { few: true as const } : {}),
  };
  if (reading) return judged(rule, seen, reading, at);
  // Nothing is known to the contrary, so what was beyond still is, once there is a value again.
  return rule.noData === 'noData' && was?.state !== 'noData' ? came(seen, 'noData', undefined, at) : seen;
}

/** Into another state, or another severity of the same one; `since` stays where neither is another. */
function came(group: Instance, state: AlertState, severity: Severity | undefined, at: Millis): Instance {
  const { severity: before, backSince, worst, ...rest } = group;
  const firing = state === 'firing';
  return {
    ...rest,
    state,
    ...(severity ? { severity } : {}),
    since: state === group.state && severity === before ? group.since : at,
    ...(firing && backSince !== undefined ? { backSince } : {}),
    ...(firing && worst !== undefined ? { worst } : {}),
  };
}

/** `group` has its new value already; `reading` is what that says. */
function judged(rule: AlertRule, group: Instance, reading: Reading, at: Millis): Instance {
  const { condition } = rule;
  const beyond = {
    ...(reading.beyond.warn ? { warn: group.beyond.warn ?? at } : {}),
    ...(reading.beyond.critical ? { critical: group.beyond.critical ?? at } : {}),
  };
  const { backSince: _, ...rest } = group;
  const now: Instance = { ...rest, beyond };
  /** When each level that is passed fires. */
  const due = (severity: Severity) => {
    const since = beyond[severity];
    const level = condition[severity];
    return since === undefined || level === undefined ? Infinity : since + level.for;
  };
  const reached: Severity | undefined = due('critical') <= at ? 'critical' : due('warn') <= at ? 'warn' : undefined;

  if (group.state === 'firing') {
    if (!reading.back) return fires(rule, now, heldSeverity(rule, group, reading, reached), at);
    const backSince = group.backSince ?? at;
    if (at - backSince < rule.keepFiring) return fires(rule, { ...now, backSince }, heldSeverity(rule, group, reading, reached), at);
    return came(now, 'ok', undefined, at);
  }
  if (reached) return fires(rule, now, reached, at);
  // the level that would fire first; of two at one time the worse
  if (beyond.warn !== undefined || beyond.critical !== undefined)
    return came(now, 'pending', due('critical') <= due('warn') ? 'critical' : 'warn', at);
  return came(now, 'ok', undefined, at);
}

/**
 * As what a firing group goes on. It gets worse once the worse level has lasted its time, is less bad as soon as only the lesser
 * level is passed, and between the levels and the bound to recover at it stays what it was.
 */
function heldSeverity({ condition }: AlertRule, group: Instance, { beyond }: Reading, reached: Severity | undefined): Severity {
  const was = group.severity ?? 'warn';
  if (reached === 'critical' || (was === 'critical' && beyond.critical)) return 'critical';
  if (was === 'critical' && beyond.warn) return 'warn';
  // a changed rule may have lost the level
  return condition[was] ? was : (levelsOf(condition)[0] ?? was);
}

function fires({ condition }: AlertRule, group: Instance, severity: Severity, at: Millis): Instance {
  const now = came(group, 'firing', severity, at);
  const { value, worst } = now;
  if (value === null || (worst !== undefined && badness(condition, worst) >= badness(condition, value))) return now;
  return { ...now, worst: value };
}
