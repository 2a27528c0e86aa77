'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { callTarget, TARGET_FIELDS } from '@/components/traces/call-target';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { CallTarget } from '@/lib/waterfall/service-path';

/** Calling spans that are read: no more can be asked for at once. */
const MOST_CALLS = 10_000;

function callsQuery(traceId: string, range: TimeRange): Query<RowsSpec> {
  const inTrace: Filter = { op: 'eq', field: record('traceId'), value: traceId };
  const calling: Filter = {
    op: 'or',
    of: [
      { op: 'in', field: record('kind'), values: ['Client', 'Producer', 'Consumer'] },
      { op: 'exists', field: record('model') },
    ],
  };
  return {
    spec: {
      ...({ kind: 'rows', source: { signal: 'spans' }, limit: MOST_CALLS, orderBy: 'oldest', traceSummary: false } as const),
      where: allOf(inTrace, calling) ?? inTrace,
      fields: [...TARGET_FIELDS],
    },
    frame: { range, step: MINUTE },
  };
}

/** What the spans of a trace call that sends no spans, by span id; `partial`: only the first 10 000 calling spans were looked at. */
export function useCallTargets(traceId: string, range: TimeRange, enabled: boolean) {
  const { data, isPlaceholderData, error, refetch } = useQuery({ ...answerOptions(callsQuery(traceId, range)), enabled });
  const targets = useMemo(() => {
    if (data?.kind !== 'rows' || isPlaceholderData) return undefined;
    const found = new Map<string, CallTarget>();
    for (const row of data.rows) {
      const target = row.signal === 'spans' ? callTarget(row) : undefined;
      if (target && row.signal === 'spans') found.set(row.spanId, target);
    }
    return found;
  }, [data, isPlaceholderData]);
  const partial = data?.kind === 'rows' && (data.partial || data.next !== undefined);
  return { targets, partial, error: error ?? undefined, retry: () => void refetch() };
}
