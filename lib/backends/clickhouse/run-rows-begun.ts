/** Which spans of a page's traces have begun and not ended. */
import { notEnded } from '@/lib/backends/clickhouse/running-dialect';
import { ofTraces, type Reading } from '@/lib/backends/clickhouse/run-rows-reading';
import type { TimeRange } from '@/lib/base/time';
import { sql } from '@/lib/sql/sql';

export interface Begun {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

/** The running spans of `traces`, whose ended ones are in `range`: their ids alone, for the rest of a beginning is wide. */
export async function begunOf(traces: readonly string[], range: TimeRange, { ask, running }: Reading): Promise<readonly Begun[]> {
  if (!running || traces.length === 0) return [];
  const rows = await ask(sql`SELECT DISTINCT TraceId, SpanId, ParentSpanId FROM hearth_pending_spans
WHERE TraceId IN ${traces} AND ${notEnded(sql`TraceId IN ${traces}`, ofTraces(traces, range))}`);
  return rows.map(([traceId, spanId, parentSpanId]) => ({
    traceId: String(traceId),
    spanId: String(spanId),
    parentSpanId: String(parentSpanId),
  }));
}
