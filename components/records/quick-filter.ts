/** Conditions that a button puts into a filter and takes out of it. */

import type { Filter } from '@/lib/model/filter';
import { record } from '@/lib/model/record-field';
import { allOf } from '@/lib/model/all-of';

/** Spans with an error. */
export const ERRORS: Filter = { op: 'eq', field: record('error'), value: true };
/** Spans of a second or more (in ns). */
export const SLOW: Filter = { op: 'gte', field: record('duration'), value: 1e9 };

/** The conditions of `filter` that must all hold. */
export function conditionsOf(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return filter.op === 'and' ? filter.of : [filter];
}

function same(one: Filter, other: Filter): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Whether `condition` is one of the conditions that must all hold. */
export function hasCondition(filter: Filter | undefined, condition: Filter): boolean {
  return conditionsOf(filter).some((part) => same(part, condition));
}

/** `filter` with `condition` added, or without it when it was there. */
export function withToggled(filter: Filter | undefined, condition: Filter): Filter | undefined {
  const kept = conditionsOf(filter).filter((part) => !same(part, condition));
  return hasCondition(filter, condition) ? allOf(...kept) : allOf(...kept, condition);
}
