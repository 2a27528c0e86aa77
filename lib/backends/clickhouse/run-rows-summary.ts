/** What is shown of a row's trace beside the row: read for the rows of one page. */
import { SPENT } from '@/lib/backends/clickhouse/ddl-records';
import { notEnded } from '@/lib/backends/clickhouse/running-dialect';
import { ofTraces, type Reading } from '@/lib/backends/clickhouse/run-rows-reading';
import type { TimeRange } from '@/lib/base/time';
import type { TraceSummary } from '@/lib/model/answer';
import { record } from '@/lib/model/record-field';
import { COMMA, join, sql } from '@/lib/sql/sql';

export interface Summaries {
  /** By trace. */
  readonly traces: ReadonlyMap<string, Required<TraceSummary>>;
  /** By trace and span: see `childKey`. */
  readonly children: ReadonlyMap<string, number>;
}

/** A span among those of several traces. */
export function childKey(traceId: string, spanId: string): string {
  return `${traceId}/${spanId}`;
}

/** Of a trace of which no span has ended. */
export const NO_SPANS: Required<TraceSummary> = { spans: 0, errors: 0, inputTokens: 0, outputTokens: 0, cost: 0 };

/**
 * Of all spans of `traces` in `range`; children of the spans `shown` alone. `running`: also count children that have not ended. One
 * read for all of it: the spans of a trace stand in many places, and finding them is what takes the time.
 */
export async function readSummaries(
  { traces, shown, range, running }: { traces: readonly string[]; shown: readonly string[]; range: TimeRange; running: boolean },
  { ask, dialect }: Reading,
): Promise<Summaries> {
  if (traces.length === 0) return { traces: new Map(), children: new Map() };
  const spent = SPENT.map(({ field }) => sql`sum(ifNull(${dialect.field({ signal: 'spans' }, record(field)).number}, 0))`);
  const parent = sql`if(ParentSpanId IN ${shown}, ParentSpanId, '') AS parent`;
  const [ended, begun] = await Promise.all([
    ask(sql`SELECT TraceId, ${parent}, count(), countIf(StatusCode = 'Error'), ${join(spent, COMMA)}
FROM otel_traces WHERE ${ofTraces(traces, range)} GROUP BY TraceId, parent`),
    running
      ? ask(sql`SELECT TraceId, ParentSpanId, uniqExact(SpanId) FROM hearth_pending_spans
WHERE TraceId IN ${traces} AND ParentSpanId IN ${shown} AND ${notEnded(sql`TraceId IN ${traces}`, ofTraces(traces, range))} GROUP BY TraceId, ParentSpanId`)
      : [],
  ]);
  const summaries = new Map<string, Required<TraceSummary>>();
  const children = new Map<string, number>();
  for (const [id, parentId, ...figures] of ended) {
    const traceId = String(id);
    const [spans = 0, errors = 0, inputTokens = 0, outputTokens = 0, cost = 0] = figures.map(Number);
    const sofar = summaries.get(traceId) ?? NO_SPANS;
    summaries.set(traceId, {
      spans: sofar.spans + spans,
      errors: sofar.errors + errors,
      inputTokens: sofar.inputTokens + inputTokens,
      outputTokens: sofar.outputTokens + outputTokens,
      cost: sofar.cost + cost,
    });
    if (parentId !== '') children.set(childKey(traceId, String(parentId)), spans);
  }
  for (const [traceId, parentId, count] of begun) {
    const key = childKey(String(traceId), String(parentId));
    children.set(key, (children.get(key) ?? 0) + Number(count));
  }
  return { traces: summaries, children };
}
