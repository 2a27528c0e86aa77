/** What a filter says about one field by the values that a facet chooses and leaves out, and how a facet changes it. */

import { allOf } from '@/lib/model/all-of';
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar, Value } from '@/lib/model/filter';
import { conditionsOf } from '@/components/records/quick-filter';
import { sameField } from '@/lib/query/field-name';

/** A field's values in a filter. */
export interface FacetChoice {
  /** The values of which a record has one; none: any. */
  readonly chosen: readonly Scalar[];
  /** The values that no record has. */
  readonly excluded: readonly Scalar[];
}

const scalars = (values: readonly Value[]): values is readonly Scalar[] => values.every((value) => typeof value !== 'object');

/** The values that `condition` chooses or leaves out, where that is all that it says, and says it of `field`. */
function readCondition(condition: Filter, field: Field): Partial<FacetChoice> | undefined {
  switch (condition.op) {
    case 'eq':
    case 'ne': {
      const values = [condition.value];
      if (!sameField(condition.field, field) || !scalars(values)) return undefined;
      return condition.op === 'eq' ? { chosen: values } : { excluded: values };
    }
    case 'in':
      return sameField(condition.field, field) && scalars(condition.values) ? { chosen: condition.values } : undefined;
    case 'not': {
      const { chosen } = (condition.of.op === 'not' ? undefined : readCondition(condition.of, field)) ?? {};
      return chosen && { excluded: chosen };
    }
    default:
      return undefined;
  }
}

/**
 * The values of `field` that a filter chooses and leaves out by the conditions that must all hold. What stands in an `or`, or says
 * something else of the field (`contains`, `>=`), is no facet's to change. Of two conditions that choose, the first is read.
 */
export function facetChoice(filter: Filter | undefined, field: Field): FacetChoice {
  const read = conditionsOf(filter).flatMap((condition) => readCondition(condition, field) ?? []);
  return { chosen: read.find(({ chosen }) => chosen)?.chosen ?? [], excluded: read.flatMap(({ excluded }) => excluded ?? []) };
}

/** `filter` without what it chooses and leaves out of `field`: all else still holds. */
export function withoutFacet(filter: Filter | undefined, field: Field): Filter | undefined {
  return allOf(...conditionsOf(filter).filter((condition) => readCondition(condition, field) === undefined));
}

/** The conditions that say `choice`. */
function conditionsFor(field: Field, { chosen, excluded }: FacetChoice): Filter[] {
  const one = (values: readonly Scalar[], op: 'eq' | 'ne'): Filter[] => {
    const [value, ...others] = values;
    if (value === undefined) return [];
    if (others.length === 0) return [{ op, field, value }];
    const among: Filter = { op: 'in', field, values: [...values] };
    return [op === 'eq' ? among : { op: 'not', of: among }];
  };
  return [...one(chosen, 'eq'), ...one(excluded, 'ne')];
}

/** `filter` that says `choice` of `field` where it said something else before, or at its end. */
function withChoice(filter: Filter | undefined, field: Field, choice: FacetChoice): Filter | undefined {
  const conditions = conditionsOf(filter);
  const at = conditions.findIndex((condition) => readCondition(condition, field) !== undefined);
  const others = (part: Filter[]) => part.filter((condition) => readCondition(condition, field) === undefined);
  const before = at < 0 ? conditions : conditions.slice(0, at);
  const after = at < 0 ? [] : others(conditions.slice(at));
  return allOf(...before, ...conditionsFor(field, choice), ...after);
}

const without = (values: readonly Scalar[], value: Scalar): Scalar[] => values.filter((each) => !sameValue(each, value));

/** Whether two values of a field are one: `500` and `"500"` are, for a field whose values are text. */
export function sameValue(one: Scalar, other: Scalar): boolean {
  return String(one) === String(other);
}

/** Only this value; where it is the only one already, any. */
export function withOnly(filter: Filter | undefined, field: Field, value: Scalar): Filter | undefined {
  const { chosen, excluded } = facetChoice(filter, field);
  const alone = chosen.length === 1 && chosen.some((each) => sameValue(each, value));
  return withChoice(filter, field, { chosen: alone ? [] : [value], excluded: without(excluded, value) });
}

/** This value beside those that are chosen; where it is one of them, no longer. */
export function withAlso(filter: Filter | undefined, field: Field, value: Scalar): Filter | undefined {
  const { chosen, excluded } = facetChoice(filter, field);
  const others = without(chosen, value);
  const next = others.length < chosen.length ? others : [...chosen, value];
  return withChoice(filter, field, { chosen: next, excluded: without(excluded, value) });
}

/** Not this value; where it is left out already, no longer. */
export function withExcluded(filter: Filter | undefined, field: Field, value: Scalar): Filter | undefined {
  const { chosen, excluded } = facetChoice(filter, field);
  const others = without(excluded, value);
  const next = others.length < excluded.length ? others : [...excluded, value];
  return withChoice(filter, field, { chosen: without(chosen, value), excluded: next });
}
