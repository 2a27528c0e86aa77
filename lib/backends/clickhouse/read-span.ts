import { attributesOf } from '@/lib/backends/clickhouse/attribute-types';
import { PENDING } from '@/lib/backends/clickhouse/ddl-records';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { lookFor } from '@/lib/backends/clickhouse/read-trace';
import { spanColumn, spanKindOf, statusCodeOf, type SpanColumn } from '@/lib/backends/clickhouse/span-columns';
import type { ResultSet, Transport } from '@/lib/backends/clickhouse/transport';
import type { NanosText } from '@/lib/base/time';
import type { SpanDetail } from '@/lib/model/trace';

/** A row of `detail`, by the names of its columns. JSON keeps an attribute map's order and its keys apart this way. */
interface DetailRow {
  readonly TraceId: string;
  readonly SpanId: string;
  readonly ParentSpanId: string;
  readonly TraceState: string;
  readonly SpanFlags: number;
  readonly Start: string;
  readonly Length: string;
  readonly ServiceName: string;
  readonly SpanName: string;
  readonly Text: string;
  readonly SpanKind: string;
  readonly StatusCode: string;
  readonly StatusMessage: string;
  readonly Severity: number;
  readonly Labels: readonly string[];
  readonly ScopeName: string;
  readonly ScopeVersion: string;
  readonly Own: readonly [readonly string[], readonly string[], string];
  readonly Resource: readonly [readonly string[], readonly string[], string];
  readonly EventList: readonly (readonly [string, string, readonly string[], readonly string[], string])[];
  readonly LinkList: readonly (readonly [string, string, string, readonly string[], readonly string[], string])[];
}

/** All of `detail`, for every span that is `where` besides. */
function detail(layout: Layout, table: string, where: string): string {
  const { bounds, condition } = table === PENDING ? { bounds: '', condition: 'TraceId = {traceId:String}' } : lookFor(layout);
  const column = (name: SpanColumn) => spanColumn(layout, table, name);
  return `${bounds}SELECT TraceId, SpanId, ParentSpanId, TraceState, ${column('Flags')} AS SpanFlags, toUnixTimestamp64Nano(Timestamp) AS Start,
  ${table === PENDING ? "'-1'" : 'toString(Duration)'} AS Length, ServiceName, SpanName, ${column('Message')} AS Text, SpanKind, StatusCode,
  StatusMessage, ${column('Level')} AS Severity, ${column('Tags')} AS Labels, ScopeName, ScopeVersion,
  (mapKeys(SpanAttributes), mapValues(SpanAttributes), ${column('SpanAttributeTypes')}) AS Own,
  (mapKeys(ResourceAttributes), mapValues(ResourceAttributes), ${column('ResourceAttributeTypes')}) AS Resource,
  arrayMap((time, name, map, types) -> (toString(toUnixTimestamp64Nano(time)), name, mapKeys(map), mapValues(map), types),
    Events.Timestamp, Events.Name, Events.Attributes, ${column('Events.AttributeTypes')}) AS EventList,
  arrayMap((trace, span, state, map, types) -> (trace, span, state, mapKeys(map), mapValues(map), types),
    Links.TraceId, Links.SpanId, Links.TraceState, Links.Attributes, ${column('Links.AttributeTypes')}) AS LinkList
FROM ${table} WHERE ${condition} ${where}`;
}

/** All that is stored of one span, or of its beginning while its end hasn't come. Throws BackendError. */
export async function readSpan(
  transport: Transport,
  layout: Layout,
  traceId: string,
  spanId: string,
  signal: AbortSignal,
): Promise<SpanDetail | undefined> {
  for (const table of ['otel_traces', PENDING]) {
    if (!layout.tables.has(table)) continue;
    const { columns, rows } = await transport.query(
      detail(layout, table, 'AND SpanId = {spanId:String} ORDER BY Timestamp LIMIT 1'),
      { traceId, spanId },
      { signal },
    );
    const row = rows[0];
    if (row) return detailOf(named(columns, row));
  }
  return undefined;
}

/** Spans that are read at once: whole ones are large. */
const PAGE = 5_000;

/** Everything of every span of a trace that has ended, in order of start; one that was sent twice comes once. Throws BackendError. */
export async function* readSpans(
  transport: Transport,
  layout: Layout,
  traceId: string,
  signal: AbortSignal,
): AsyncIterable<readonly SpanDetail[]> {
  const behind = 'AND (Timestamp, SpanId) > (fromUnixTimestamp64Nano({time:Int64}), {spanId:String})';
  const text = detail(layout, 'otel_traces', `${behind} ORDER BY Timestamp, SpanId LIMIT 1 BY SpanId LIMIT ${String(PAGE)}`);
  let last: Pick<SpanDetail, 'time' | 'spanId'> | undefined;
  do {
    const { columns, rows } = await transport.query(text, { traceId, time: last?.time ?? '0', spanId: last?.spanId ?? '' }, { signal });
    const spans = rows.map((row) => detailOf(named(columns, row)));
    if (spans.length > 0) yield spans;
    last = spans.length === PAGE ? spans.at(-1) : undefined;
  } while (last);
}

function named(columns: ResultSet['columns'], row: readonly unknown[]): DetailRow {
  return Object.fromEntries(columns.map(({ name }, index) => [name, row[index]])) as unknown as DetailRow;
}

function detailOf(row: DetailRow): SpanDetail {
  return {
    traceId: row.TraceId,
    spanId: row.SpanId,
    parentSpanId: row.ParentSpanId,
    traceState: row.TraceState,
    flags: row.SpanFlags,
    time: row.Start as NanosText,
    duration: row.Length as NanosText,
    service: row.ServiceName,
    name: row.SpanName,
    message: row.Text,
    kind: spanKindOf(row.SpanKind),
    status: statusCodeOf(row.StatusCode),
    statusMessage: row.StatusMessage,
    level: row.Severity,
    tags: row.Labels,
    scope: { name: row.ScopeName, version: row.ScopeVersion },
    attributes: attributesOf(...row.Own),
    resource: attributesOf(...row.Resource),
    events: row.EventList.map(([time, name, ...attributes]) => ({
      time: time as NanosText,
      name,
      attributes: attributesOf(...attributes),
    })),
    links: row.LinkList.map(([trace, span, traceState, ...attributes]) => ({
      traceId: trace,
      spanId: span,
      traceState,
      attributes: attributesOf(...attributes),
    })),
  };
}
