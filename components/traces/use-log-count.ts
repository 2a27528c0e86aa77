'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ShownTrace } from '@/components/traces/shown-trace';
import { MINUTE, type TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';
import type { Filter } from '@/lib/model/filter';
import type { Query, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { SpanColumns } from '@/lib/waterfall/columns';

/** Records of one trace. */
export function ofTrace(traceId: string): Filter {
  return { op: 'eq', field: record('traceId'), value: traceId };
}

function countQuery(traceId: string, range: TimeRange): Query<TableSpec> {
  return {
    spec: { kind: 'table', source: { signal: 'logs' }, where: ofTrace(traceId), measures: [{ fn: 'count' }], by: [], limit: 1, orderBy: 0 },
    frame: { range, step: MINUTE },
  };
}

function eventsOf({ columns }: { columns: SpanColumns }): number {
  let events = 0;
  for (let span = 0; span < columns.count; span += 1) events += columns.events[span] ?? 0;
  return events;
}

/** How many logs and span events a trace has; undefined until that is known. */
export function useLogCount({ trace, loading, range }: Pick<ShownTrace, 'trace' | 'loading' | 'range'>): number | undefined {
  const events = useMemo(() => eventsOf(trace), [trace]);
  const { data } = useQuery({ ...answerOptions(countQuery(trace.columns.traceId, range)), enabled: !loading });
  const logs = data?.kind === 'table' ? Number(data.table.rows[0]?.[0] ?? 0) : undefined;
  return logs === undefined ? undefined : logs + events;
}
