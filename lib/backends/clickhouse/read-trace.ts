import { PENDING_TABLE, TRACE_BOUNDS_TABLE } from '@/lib/backends/clickhouse/ddl-records';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { spanColumn, spanKindOf, statusCodeOf } from '@/lib/backends/clickhouse/span-columns';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { NanosText } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { TraceChunk, TraceLine } from '@/lib/model/trace';

/** A browser that draws more is of no use to anybody; the head says how many there are. */
const MOST_SPANS = 100_000;
const CHUNK_ROWS = 2_000;

/**
 * Where to look for the trace {traceId:String}: a WITH clause and a condition. Without bounds every day's index is asked;
 * with them, one or two. A trace without a row of bounds (it came before the view did) is looked for everywhere.
 */
export function lookFor(layout: Layout): { readonly bounds: string; readonly condition: string } {
  const condition = 'TraceId = {traceId:String}';
  if (!layout.tables.has(TRACE_BOUNDS_TABLE.name)) return { bounds: '', condition };
  return {
    bounds: `WITH (SELECT if(count() = 0, (0, 4294967295), (toUnixTimestamp(min(Start)), toUnixTimestamp(max(End)) + 1))
  FROM ${TRACE_BOUNDS_TABLE.name} WHERE TraceId = {traceId:String}) AS Bounds
`,
    // Compared with a DateTime of whole seconds, `Timestamp <` misses rows of the second before (26.7, index analysis).
    condition: `${condition} AND Timestamp >= toDateTime64(Bounds.1, 9) AND Timestamp < toDateTime64(Bounds.2, 9)`,
  };
}

function slim(layout: Layout, table: string, pending: 0 | 1, condition: string): string {
  return `SELECT SpanId, ParentSpanId, toUnixTimestamp64Nano(Timestamp) AS Start, ${pending ? '-1' : 'toInt64(Duration)'} AS Length,
    ServiceName, SpanName, ${spanColumn(layout, table, 'Message')} AS Text, toString(SpanKind) AS Kind, toString(StatusCode) AS Status,
    ${spanColumn(layout, table, 'Level')} AS Severity, length(Events.Name) AS EventCount, ${String(pending)} AS Pending
  FROM ${table} WHERE ${condition}`;
}

/** Every span of a trace, slim; one that has begun and not ended has the length -1. Throws BackendError. */
export async function* readTrace(transport: Transport, layout: Layout, traceId: string, signal: AbortSignal): AsyncIterable<TraceLine> {
  const { bounds, condition } = lookFor(layout);
  const sources = [slim(layout, 'otel_traces', 0, condition)];
  if (layout.tables.has(PENDING_TABLE.name)) sources.push(slim(layout, PENDING_TABLE.name, 1, 'TraceId = {traceId:String}'));
  // A span that was sent twice counts once, and the real one replaces the pending one.
  const text = `${bounds}SELECT SpanId, ParentSpanId, Start, Length, ServiceName, SpanName, Text, Kind, Status, Severity, EventCount, count() OVER () AS Total
FROM (SELECT * FROM (${sources.join(' UNION ALL ')}) ORDER BY Pending, Start LIMIT 1 BY SpanId)
ORDER BY Start, SpanId LIMIT ${String(MOST_SPANS)}`;

  const strings = new Map<string, number>();
  let origin: bigint | undefined;
  let sent = 0;
  try {
    for await (const rows of transport.stream(text, { traceId }, { signal, settings: { max_block_size: CHUNK_ROWS } })) {
      const first = rows[0];
      if (!first) continue;
      if (origin === undefined) {
        origin = BigInt(String(first[2]));
        yield { kind: 'head', traceId, origin: String(origin) as NanosText, total: Number(first[11]) };
      }
      yield chunkOf(rows, origin, strings);
      sent += rows.length;
    }
  } catch (error) {
    if (origin === undefined || !(error instanceof BackendError)) throw error;
    yield { kind: 'end', spans: sent, error: error.message };
    return;
  }
  if (origin === undefined) yield { kind: 'head', traceId, origin: '0' as NanosText, total: 0 };
  yield { kind: 'end', spans: sent };
}

function chunkOf(rows: readonly (readonly unknown[])[], origin: bigint, strings: Map<string, number>): TraceChunk {
  const fresh: string[] = [];
  const number = (value: unknown): number => {
    const text = String(value);
    let known = strings.get(text);
    if (known === undefined) {
      known = strings.size;
      strings.set(text, known);
      fresh.push(text);
    }
    return known;
  };
  return {
    kind: 'spans',
    spanId: rows.map((row) => String(row[0])),
    parentSpanId: rows.map((row) => String(row[1])),
    start: rows.map((row) => Number(BigInt(String(row[2])) - origin)),
    duration: rows.map((row) => Number(row[3])),
    service: rows.map((row) => number(row[4])),
    name: rows.map((row) => number(row[5])),
    message: rows.map((row) => number(row[6])),
    spanKind: rows.map((row) => spanKindOf(String(row[7]))),
    status: rows.map((row) => statusCodeOf(String(row[8]))),
    level: rows.map((row) => Number(row[9])),
    events: rows.map((row) => Number(row[10])),
    strings: fresh,
  };
}
