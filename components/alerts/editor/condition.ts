/** A rule's condition as it is edited: its bounds one by one, whatever its kind. */
import { millis, type Millis } from '@/lib/base/time';
import type { Band, Condition, Severity } from '@/lib/model/alert';

/** Which bound: of a level, or of the recovery. */
export type BoundName = Severity | 'recover';
/** Which end of it: a band has two. */
export type Side = 'at' | 'low' | 'high';

export interface Bound {
  readonly name: BoundName;
  readonly side: Side;
  readonly value: number;
}

/** The bounds that are set, the mildest first, each end of a band by itself. */
export function boundsOf(condition: Condition): Bound[] {
  return (['recover', 'warn', 'critical'] as const).flatMap((name): Bound[] => {
    const value = boundAt(condition, name);
    if (value === undefined) return [];
    if (typeof value === 'number') return [{ name, side: 'at', value }];
    return [
      { name, side: 'low', value: value.low },
      { name, side: 'high', value: value.high },
    ];
  });
}

/** The bound `name`: a figure, a band, or undefined where it is not set. */
export function boundAt(condition: Condition, name: BoundName): number | Band | undefined {
  return name === 'recover' ? condition.recover : condition[name]?.at;
}

/** How long the value must be beyond a level; 0 where it is not set. */
export function forOf(condition: Condition, name: Severity): Millis {
  return condition[name]?.for ?? millis(0);
}

/** `condition` with the bound `name` at `value`, or without it. A level that is new fires at once. */
export function withBound(condition: Condition, name: BoundName, value: number | Band | undefined): Condition {
  const { [name]: _before, ...others } = condition;
  if (value === undefined) return others as Condition;
  if (name === 'recover') return { ...others, recover: value } as Condition;
  return { ...others, [name]: { at: value, for: forOf(condition, name) } } as Condition;
}

/** `condition` with one end of a bound moved. A band's ends do not pass each other: then it stays as it is. */
export function withSide(condition: Condition, { name, side, value }: Bound): Condition {
  const before = boundAt(condition, name);
  if (side === 'at' || typeof before !== 'object') return withBound(condition, name, value);
  const band = { ...before, [side]: value };
  return band.low < band.high ? withBound(condition, name, band) : condition;
}

/** `condition` with the time that a set level waits. */
export function withFor(condition: Condition, name: Severity, length: Millis): Condition {
  const level = condition[name];
  return level ? ({ ...condition, [name]: { ...level, for: length } } as Condition) : condition;
}

export type Kind = Condition['is'];

/** `condition` of another kind: its levels stay where their bounds can mean the same, between above and below; else only their times to wait would, so they go. */
export function withKind(condition: Condition, is: Kind): Condition {
  if (condition.is === is) return condition;
  switch (is) {
    case 'above':
    case 'below': {
      if (condition.is !== 'above' && condition.is !== 'below') return { is };
      const { warn, critical } = condition;
      // the recovery lies on the other side now
      return { is, ...(warn ? { warn } : {}), ...(critical ? { critical } : {}) };
    }
    case 'outside':
      return { is };
    case 'change':
      return { is, against: 'week', direction: 'either' };
  }
}

/** What does not fit between a condition's bounds, by the bound that it is said beside. */
export function conditionFaults(condition: Condition): Partial<Record<BoundName, string>> {
  const faults: Partial<Record<BoundName, string>> = {};
  const { warn, critical, recover } = condition;
  if (condition.is === 'outside') {
    const [mild, bad] = [condition.warn?.at, condition.critical?.at];
    if (mild && bad && (bad.low > mild.low || bad.high < mild.high)) faults.critical = 'Critical lies further out than warn.';
    const widest = mild ?? bad;
    const back = condition.recover;
    if (back && widest && (back.low < widest.low || back.high > widest.high)) faults.recover = 'It recovers inside the band that fires.';
    return faults;
  }
  const sign = condition.is === 'below' ? -1 : 1;
  const mild = typeof warn?.at === 'number' ? warn.at : undefined;
  const bad = typeof critical?.at === 'number' ? critical.at : undefined;
  if (mild !== undefined && bad !== undefined && sign * bad < sign * mild) {
    faults.critical = condition.is === 'below' ? 'Critical lies below warn.' : 'Critical lies above warn.';
  }
  const lowest = mild ?? bad;
  if (typeof recover === 'number' && lowest !== undefined && sign * recover > sign * lowest) {
    faults.recover = condition.is === 'below' ? 'It recovers above the level that fires.' : 'It recovers below the level that fires.';
  }
  if (condition.is === 'change') {
    for (const { name, value } of boundsOf(condition)) if (value < 0) faults[name] = 'A size, without a sign.';
  }
  return faults;
}
