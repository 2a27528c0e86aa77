/** What is shown of a row's trace beside the row: read for the rows of one page. */
import { SPENT } from '@/lib/backends/clickhouse/ddl-records';
import type { Begun } from '@/lib/backends/clickhouse/run-rows-begun';
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

export interface Summarised {
  readonly traces: readonly string[];
  /** The spans whose children are counted. */
  readonly shown: readonly string[];
  readonly range: TimeRange;
  /** Children that have not ended are counted, too. */
  readonly begun: Promise<readonly Begun[]>;
}

/**
 * Of all spans of the traces in the range. One read for all of it: the spans of a trace stand in many places, and finding them is what
 * takes the time.
 */
export async function readSummaries({ traces, shown, range, begun }: Summarised, { ask, dialect }: Reading): Promise<Summaries> {
  if (traces.length === 0) return { traces: new Map(), children: new Map() };
  const spent = SPENT.map(({ field }) => sql`sum(ifNull(${dialect.field({ signal: 'spans' }, record(field)).number}, 0))`);
  const parent = sql`if(ParentSpanId IN ${shown}, ParentSpanId, '') AS parent`;
  const [ended, open] = await Promise.all([
    ask(sql`SELECT TraceId, ${parent}, count(), countIf(StatusCode = 'Error'), ${join(spent, COMMA)}
FROM otel_traces WHERE ${ofTraces(traces, range)} GROUP BY TraceId, parent`),
    begun,
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
  const parents = new Set(shown);
  for (const { traceId, parentSpanId } of open) {
    if (!parents.has(parentSpanId)) continue;
    const key = childKey(traceId, parentSpanId);
    children.set(key, (children.get(key) ?? 0) + 1);
  }
  return { traces: summaries, children };
}
