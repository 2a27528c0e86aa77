'use client';

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { withoutFacet } from '@/components/records/facet-filter';
import { facetValue, type FacetSignal } from '@/components/records/facet-fields';
import type { TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import { allOf } from '@/lib/model/all-of';
import type { Answer } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Filter, Scalar } from '@/lib/model/filter';
import type { Query, TableSpec } from '@/lib/model/query';
import { chooseStep } from '@/lib/query/frame';

/** What a page lists, of which facets count the values. */
export interface FacetScope {
  readonly signals: readonly FacetSignal[];
  /** What the filter says. */
  readonly filter: Filter | undefined;
  /** What holds for all that the page lists, whatever the filter says. */
  readonly base?: Filter | undefined;
  readonly range: TimeRange;
}

export interface FacetValue {
  readonly value: Scalar;
  /** undefined for a value that was not counted. */
  readonly count: number | undefined;
}

export interface FacetCounts {
  /** The most frequent ones first; undefined until they have been counted. */
  readonly values: readonly FacetValue[] | undefined;
  /** There are more values. */
  readonly more: boolean;
  /** The counts are those of the question before. */
  readonly old: boolean;
  readonly error: Error | undefined;
  readonly retry: () => void;
}

/** How often each value of `field` is there, with all that the filter says of other fields. */
function facetQuery(field: Field, signal: FacetSignal, scope: FacetScope, limit: number, narrow?: Filter): Query<TableSpec> {
  const { filter, base, range } = scope;
  const where = allOf(base, withoutFacet(filter, field), { op: 'exists', field }, narrow);
  const spec: TableSpec = {
    kind: 'table',
    source: { signal },
    ...(where ? { where } : {}),
    measures: [{ fn: 'count' }],
    by: [field],
    orderBy: 0,
    limit,
  };
  return { spec, frame: { range, step: chooseStep(range, 1) } };
}

/** The values of several answers as one list, the most frequent first. */
function addedUp(field: Field, answers: readonly (Answer | undefined)[]): FacetValue[] {
  const counts = new Map<string, { readonly value: Scalar; readonly count: number }>();
  for (const answer of answers) {
    if (answer?.kind !== 'table') continue;
    for (const [cell, count] of answer.table.rows) {
      const value = facetValue(field, cell);
      const key = String(value);
      counts.set(key, { value, count: (counts.get(key)?.count ?? 0) + Number(count) });
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** The most frequent values of `field`, `limit` at most, asked while `enabled`; `narrow` is what the values have to be like. */
export function useFacetCounts(field: Field, scope: FacetScope, limit: number, enabled: boolean, narrow?: Filter): FacetCounts {
  const ofSpans = useSignalCounts('spans', field, scope, limit, enabled, narrow);
  const ofLogs = useSignalCounts('logs', field, scope, limit, enabled, narrow);
  const results = [...(scope.signals.includes('spans') ? [ofSpans] : []), ...(scope.signals.includes('logs') ? [ofLogs] : [])];
  const answers = results.map(({ data }) => data);
  const values = answers.includes(undefined) ? undefined : addedUp(field, answers);
  return {
    values: values?.slice(0, limit),
    more: answers.some((answer) => answer?.partial) || (values?.length ?? 0) > limit,
    old: results.some(({ isPlaceholderData }) => isPlaceholderData),
    error: results.find(({ error }) => error !== null)?.error ?? undefined,
    retry: () => results.forEach((result) => void (result.isError && result.refetch())),
  };
}

function useSignalCounts(
  signal: FacetSignal,
  field: Field,
  scope: FacetScope,
  limit: number,
  enabled: boolean,
  narrow: Filter | undefined,
): Pick<UseQueryResult<Answer>, 'data' | 'error' | 'isError' | 'isPlaceholderData' | 'refetch'> {
  const query = useMemo(() => facetQuery(field, signal, scope, limit, narrow), [field, signal, scope, limit, narrow]);
  return useQuery({ ...answerOptions(query), enabled: enabled && scope.signals.includes(signal) });
}
