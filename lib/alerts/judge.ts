/** What one value says about a rule's condition. Pure: neither time nor what was before matters here. */
import { assertUnreachable } from '@/lib/base/assert';
import type { Band, Condition, Severity } from '@/lib/model/alert';

export interface Reading {
  /** Strictly beyond the bound of each level; a level that is not set is never passed. */
  readonly beyond: { readonly warn: boolean; readonly critical: boolean };
  /** No longer beyond the bound to recover at, nor beyond any level: a firing group may end. */
  readonly back: boolean;
}

/** The levels that are set, the lowest first. */
export function levelsOf(condition: Condition): readonly Severity[] {
  return (['warn', 'critical'] as const).filter((severity) => condition[severity] !== undefined);
}

/** How far on the bad side `value` is: the larger, the worse. Only to compare values under one condition; it has no unit. */
export function badness(condition: Condition, value: number): number {
  switch (condition.is) {
    case 'above':
      return value;
    case 'below':
      return -value;
    case 'outside': {
      const band = condition.warn?.at ?? condition.critical?.at ?? condition.recover;
      return band ? Math.max(band.low - value, value - band.high) : Math.abs(value);
    }
    case 'change':
      return condition.direction === 'up' ? value : condition.direction === 'down' ? -value : Math.abs(value);
    default:
      return assertUnreachable(condition);
  }
}

/** The one of two values that is further on the bad side; null is none. */
export function furtherOf(condition: Condition, one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return badness(condition, one) >= badness(condition, other) ? one : other;
}

const outside = ({ low, high }: Band, value: number) => value < low || value > high;

/** Whether `value` is beyond a bound of a condition that has one. */
function passes(condition: Exclude<Condition, { is: 'outside' }>, bound: number, value: number): boolean {
  // below 5 is -value above -5; a change's bounds are sizes already
  return badness(condition, value) > (condition.is === 'below' ? -bound : bound);
}

/** Reads `value`, a finite figure in the unit that the rule's question answers in (of `change`: the share by which it differs). */
export function judge(condition: Condition, value: number): Reading {
  const lowest = levelsOf(condition)[0];
  const level = lowest && condition[lowest];
  let beyond: Reading['beyond'];
  let beyondRecover: boolean;
  if (condition.is === 'outside') {
    const passed = (band: Band | undefined) => band !== undefined && outside(band, value);
    beyond = { warn: passed(condition.warn?.at), critical: passed(condition.critical?.at) };
    beyondRecover = passed(condition.recover ?? (lowest && condition[lowest]?.at));
  } else {
    const passed = (bound: number | undefined) => bound !== undefined && passes(condition, bound, value);
    beyond = { warn: passed(condition.warn?.at), critical: passed(condition.critical?.at) };
    beyondRecover = passed(condition.recover ?? (typeof level?.at === 'number' ? level.at : undefined));
  }
  return { beyond, back: !beyondRecover && !beyond.warn && !beyond.critical };
}
