'use client';

import { useQuery } from '@tanstack/react-query';
import { DAY, millis, millisFromNanos, nanosFromText, nowMillis, type TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import { allOf } from '@/lib/model/all-of';
import type { Answer, SpanRow } from '@/lib/model/answer';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { Trace } from '@/lib/waterfall/tree';

/** Newest traces that are offered. */
const NEWEST = 5;

/** A trace to compare with, and why it is offered. */
export interface Candidate {
  readonly why: 'newest' | 'slowest' | 'fastest';
  readonly span: SpanRow;
}

/** Roots like that of the open trace, in the day before it and the day behind it. */
function like({ columns }: Trace, root: number): { where: Filter; range: TimeRange } {
  const at = millisFromNanos(nanosFromText(columns.origin));
  const named = allOf(
    { op: 'eq', field: record('service'), value: columns.serviceOf(root) },
    { op: 'eq', field: record('name'), value: columns.nameOf(root) },
  );
  const isRoot: Filter = { op: 'eq', field: record('root'), value: true };
  return {
    where: allOf(isRoot, named) ?? isRoot,
    // to a whole minute, so that the question stays the same for a while
    range: { from: millis(at - DAY), to: millis(Math.ceil(Math.min(nowMillis(), at + DAY) / 60_000 + 1) * 60_000) },
  };
}

function rowsQuery(where: Filter, range: TimeRange, orderBy: 'time' | 'duration', limit: number): Query<RowsSpec> {
  return {
    spec: { kind: 'rows', source: { signal: 'spans' }, where, limit, fields: [], orderBy, traceSummary: false },
    frame: { range, step: millis(60_000) },
  };
}

function shortestQuery(where: Filter, range: TimeRange): Query<TableSpec> {
  const measures: TableSpec['measures'] = [{ fn: 'min', of: record('duration') }];
  return {
    spec: { kind: 'table', source: { signal: 'spans' }, where, measures, by: [], limit: 1, orderBy: 0 },
    frame: { range, step: millis(60_000) },
  };
}

function spans(answer: Answer | undefined, besides: string): SpanRow[] {
  if (answer?.kind !== 'rows') return [];
  return answer.rows.filter((row): row is SpanRow => row.signal === 'spans' && row.traceId !== besides);
}

/** Other traces of the same root: the slowest, the fastest and the newest. Undefined until they are known. */
export function useCandidates(trace: Trace, root: number) {
  const { where, range } = like(trace, root);
  const newest = useQuery(answerOptions(rowsQuery(where, range, 'time', NEWEST + 1)));
  const slowest = useQuery(answerOptions(rowsQuery(where, range, 'duration', 2)));
  const shortest = useQuery(answerOptions(shortestQuery(where, range)));
  const cell = shortest.data?.kind === 'table' ? shortest.data.table.rows[0]?.[0] : undefined;
  const least = cell === undefined || cell === null ? undefined : Number(cell);
  const asShort: Filter = { op: 'lte', field: record('duration'), value: least ?? 0 };
  const fastest = useQuery({
    ...answerOptions(rowsQuery(allOf(where, asShort) ?? where, range, 'time', 2)),
    enabled: least !== undefined,
  });
  const error = newest.error ?? slowest.error ?? shortest.error ?? fastest.error ?? undefined;
  const { traceId } = trace.columns;
  const ready = newest.data !== undefined && slowest.data !== undefined && shortest.data !== undefined && !fastest.isLoading;
  const offered = (why: Candidate['why'], answer: Answer | undefined, most: number): Candidate[] =>
    spans(answer, traceId)
      .slice(0, most)
      .map((span) => ({ why, span }));
  const candidates = ready
    ? [...offered('slowest', slowest.data, 1), ...offered('fastest', fastest.data, 1), ...offered('newest', newest.data, NEWEST)]
    : undefined;
  return { candidates, error, retry: () => void Promise.all([newest, slowest, shortest, fastest].map(({ refetch }) => refetch())) };
}
