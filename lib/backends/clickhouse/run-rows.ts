/** The records themselves, page by page. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { instant } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { DAY, HOUR, millis, MINUTE, nanosFromText, millisFromNanos, type Millis, type NanosText, type TimeRange } from '@/lib/base/time';
import type { Answer, LogRow, RecordRow, SpanRow } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Query, RowsSpec } from '@/lib/model/query';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import { compileRows } from '@/lib/sql/compile-rows';
import type { Dialect } from '@/lib/sql/dialect';
import { cursorAfter, parseCursor, printCursor, type RowCursor } from '@/lib/sql/row-cursor';
import { printSql, sql, type Sql } from '@/lib/sql/sql';

type Cells = ReadonlyMap<string, unknown>;

/** Lengths of the windows that are looked through one after another, newest first. */
const WINDOWS: readonly Millis[] = [millis(15 * MINUTE), millis(2 * HOUR), millis(12 * HOUR), millis(3 * DAY)];

/**
 * `range` cut into windows, newest first. Most pages are full after the first, and then a month costs as much as minutes.
 * The windows together are the range, so a page of rare records costs one read of it and little more.
 */
export function windowsOf(range: TimeRange): TimeRange[] {
  const windows: TimeRange[] = [];
  let { to } = range;
  for (const length of WINDOWS) {
    if (to - length <= range.from) break;
    windows.push({ from: millis(to - length), to });
    to = millis(to - length);
  }
  return [...windows, { from: range.from, to }];
}

/** The range that is left behind `cursor` when rows are in order of time. */
function behind(range: TimeRange, cursor: RowCursor | undefined): TimeRange {
  const [time] = cursor?.keys ?? [];
  if (time === undefined || !/^\d{1,19}$/.test(time)) return range;
  // The cursor's own millisecond is still to be read.
  const to = Math.min(range.to, Math.floor(millisFromNanos(nanosFromText(time as NanosText))) + 1);
  return { from: range.from, to: millis(Math.max(range.from, to)) };
}

async function page({ spec, frame }: Query<RowsSpec>, cursor: RowCursor | undefined, ask: Ask, dialect: Dialect): Promise<Cells[]> {
  const names = [...dialect.row(spec.source).map(({ name }) => name), 'fields'];
  const read = async (range: TimeRange, from: RowCursor | undefined, count: number) => {
    const rows = await ask(compileRows(spec, range, from, count, dialect));
    return rows.map((row) => new Map(names.map((name, index) => [name, row[index]])));
  };
  const wanted = spec.limit + 1;
  if (spec.orderBy !== 'time') return read(frame.range, cursor, wanted);
  const found: Cells[] = [];
  for (const [index, window] of windowsOf(behind(frame.range, cursor)).entries()) {
    // Rows that the cursor has seen lie in the newest window alone: all of them have the cursor's own time.
    found.push(...(await read(window, index === 0 ? cursor : undefined, wanted - found.length)));
    if (found.length >= wanted) break;
  }
  return found;
}

function text(cells: Cells, name: string): string {
  return String(cells.get(name) ?? '');
}

function list(cells: Cells, name: string): string[] {
  const value = cells.get(name);
  return Array.isArray(value) ? value.map(String) : [];
}

function oneOf<T extends string>(names: readonly [T, ...T[]], value: string): T {
  return names.find((name) => name === value) ?? names[0];
}

function spanRow(cells: Cells, trace: SpanRow['trace']): SpanRow {
  return {
    signal: 'spans',
    traceId: text(cells, 'traceId'),
    spanId: text(cells, 'spanId'),
    parentSpanId: text(cells, 'parentSpanId'),
    time: text(cells, 'time') as NanosText,
    duration: text(cells, 'duration') as NanosText,
    service: text(cells, 'service'),
    name: text(cells, 'spanName'),
    message: text(cells, 'message'),
    kind: oneOf(SPAN_KINDS, text(cells, 'kind')),
    status: oneOf(STATUS_CODES, text(cells, 'status')),
    level: Number(cells.get('level')),
    tags: list(cells, 'tags'),
    httpStatus: Number(cells.get('httpStatus')),
    exceptionType: text(cells, 'exceptionType'),
    values: list(cells, 'fields'),
    ...(trace ? { trace } : {}),
  };
}

function logRow(cells: Cells): LogRow {
  return {
    signal: 'logs',
    id: text(cells, 'id'),
    time: text(cells, 'time') as NanosText,
    traceId: text(cells, 'traceId'),
    spanId: text(cells, 'spanId'),
    service: text(cells, 'service'),
    severity: Number(cells.get('severity')),
    severityText: text(cells, 'severityText'),
    body: text(cells, 'body'),
    eventName: text(cells, 'eventName'),
    values: list(cells, 'fields'),
  };
}

const BOUNDS = 'otel_traces_trace_id_ts';

/** How many spans and errors each of `traces` has, over its whole life where the store keeps its bounds, else over `range`. */
function compileSummary(traces: readonly string[], range: TimeRange, layout: Layout): Sql {
  // The bounds are whole seconds, rounded down.
  const within = layout.tables.has(BOUNDS)
    ? sql`Timestamp >= (SELECT min(Start) FROM otel_traces_trace_id_ts WHERE TraceId IN ${traces}) AND Timestamp < (SELECT max(End) + 1 FROM otel_traces_trace_id_ts WHERE TraceId IN ${traces})`
    : sql`Timestamp >= ${instant(range.from)} AND Timestamp < ${instant(range.to)}`;
  return sql`SELECT TraceId, count(), countIf(StatusCode = 'Error') FROM otel_traces WHERE TraceId IN ${traces} AND ${within} GROUP BY TraceId`;
}

async function summaries(rows: readonly Cells[], query: Query<RowsSpec>, ask: Ask, layout: Layout): Promise<Map<string, SpanRow['trace']>> {
  const traces = [...new Set(rows.map((cells) => text(cells, 'traceId')))].filter((id) => id !== '');
  if (!query.spec.traceSummary || query.spec.source.signal !== 'spans' || traces.length === 0) return new Map();
  const found = await ask(compileSummary(traces, query.frame.range, layout));
  return new Map(found.map(([id, spans, errors]) => [String(id), { spans: Number(spans), errors: Number(errors) }]));
}

/** A page of rows, and the cursor of the next where there is one. `executed` asks for the page over the whole range at once. */
export async function runRows(query: Query<RowsSpec>, ask: Ask, dialect: Dialect, layout: Layout): Promise<Answer> {
  const { spec, frame } = query;
  if (spec.source.signal === 'metrics')
    throw new BackendError('unsupported', 'The points of a metric are not listed one by one; ask for a series.');
  const keys = dialect.rowKeys(spec.source, spec.orderBy);
  const cursor = spec.after === undefined ? undefined : parseCursor(spec.after, keys.length);
  const found = await page(query, cursor, ask, dialect);
  const shown = found.slice(0, spec.limit);
  const traces = await summaries(shown, query, ask, layout);
  const isLog = (cells: Cells) => spec.source.signal === 'logs' || text(cells, 'signal') === 'log';
  const rows: RecordRow[] = shown.map((cells) => (isLog(cells) ? logRow(cells) : spanRow(cells, traces.get(text(cells, 'traceId')))));
  const next = cursorAfter(
    shown.map((cells) => keys.map(({ name }) => text(cells, name))),
    cursor,
  );
  const more = found.length > spec.limit && next !== undefined;
  return {
    kind: 'rows',
    rows,
    ...(more ? { next: printCursor(next) } : {}),
    executed: printSql(compileRows(spec, frame.range, cursor, spec.limit, dialect)),
    partial: false,
  };
}
