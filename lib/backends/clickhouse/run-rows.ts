/** The records themselves, page by page. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { createRunningDialect } from '@/lib/backends/clickhouse/running-dialect';
import { logRow, spanRow, text, type Cells } from '@/lib/backends/clickhouse/run-rows-cells';
import { begunOf, type Begun } from '@/lib/backends/clickhouse/run-rows-begun';
import { lostOf } from '@/lib/backends/clickhouse/run-rows-lost';
import {
  findTraces,
  printableTraces,
  readTraceRows,
  TRACE_KEYS,
  traceKeys,
  type TraceMatch,
} from '@/lib/backends/clickhouse/run-rows-per-trace';
import { boundsOf, placesOf, type Reading } from '@/lib/backends/clickhouse/run-rows-reading';
import { childKey, NO_SPANS, readSummaries } from '@/lib/backends/clickhouse/run-rows-summary';
import { behind, windowsOf } from '@/lib/backends/clickhouse/run-rows-windows';
import { nowMillis, type Millis, type NanosText, type TimeRange } from '@/lib/base/time';
import type { Answer, RecordRow, SpanRow } from '@/lib/model/answer';
import { BackendError } from '@/lib/model/backend';
import type { Query, RowsSpec } from '@/lib/model/query';
import { asksForRunning } from '@/lib/query/filter-fields';
import { rowsFault } from '@/lib/query/unsupported';
import { compileRows } from '@/lib/sql/compile-rows';
import type { Dialect } from '@/lib/sql/dialect';
import { cursorAfter, parseCursor, printCursor, type RowCursor } from '@/lib/sql/row-cursor';
import { printSql, type Sql } from '@/lib/sql/sql';

/** A page: the cells of its rows, where the next one begins, and the question as one statement. */
interface Page {
  readonly shown: readonly Cells[];
  readonly matches?: readonly TraceMatch[];
  /** Where the rows' traces are, and what of them has not ended, when that is asked already. */
  readonly range?: TimeRange;
  readonly begun?: Promise<readonly Begun[]>;
  readonly next: RowCursor | undefined;
  readonly statement: Sql;
}

async function recordPage({ spec, frame }: Query<RowsSpec>, reading: Reading): Promise<Page> {
  const { ask, dialect, running } = reading;
  const keys = dialect.rowKeys(spec.source, spec.orderBy);
  const cursor = spec.after === undefined ? undefined : parseCursor(spec.after, keys.length);
  const placesIn = await placesOf(spec, frame.range, reading);
  const names = [...dialect.row(spec.source).map(({ name }) => name), 'fields'];
  const read = async (range: TimeRange, from: RowCursor | undefined, count: number) => {
    const rows = await ask(compileRows(spec, range, from, count, placesIn(range)));
    return rows.map((row): Cells => new Map(names.map((name, index) => [name, row[index]])));
  };
  const wanted = spec.limit + 1;
  const oldestFirst = spec.orderBy === 'oldest';
  const found: Cells[] = [];
  const share = () => found.length / wanted;
  const windows = spec.orderBy === 'duration' ? [frame.range] : windowsOf(behind(frame.range, cursor, oldestFirst), share, oldestFirst);
  // Rows that the cursor has seen lie in the first window alone: all of them have the cursor's own time.
  let from = cursor;
  for (const window of windows) {
    found.push(...(await read(window, from, wanted - found.length)));
    if (found.length >= wanted) break;
    from = undefined;
  }
  const shown = found.slice(0, spec.limit);
  const next = cursorAfter(
    shown.map((cells) => keys.map(({ name }) => text(cells, name))),
    cursor,
  );
  return {
    shown,
    next: found.length > spec.limit ? next : undefined,
    statement: compileRows(spec, frame.range, cursor, spec.limit, running && asksForRunning(spec) ? [dialect, running] : [dialect]),
  };
}

async function tracePage(query: Query<RowsSpec>, reading: Reading): Promise<Page> {
  const { spec, frame } = query;
  const cursor = spec.after === undefined ? undefined : parseCursor(spec.after, TRACE_KEYS);
  const found = await findTraces(query, cursor, reading);
  const matches = found.slice(0, spec.limit);
  const traces = matches.map(({ traceId }) => traceId);
  const range = (await boundsOf(traces, reading)) ?? frame.range;
  const begun = openOf(spec, traces, range, reading);
  const last = matches.at(-1);
  return {
    shown: await readTraceRows(spec, matches, { range, begun }, reading),
    matches,
    range,
    begun,
    next: found.length > spec.limit && last ? { keys: traceKeys(last), seen: 0 } : undefined,
    statement: printableTraces(query, cursor, reading),
  };
}

/** What of `traces` has not ended; nothing where nobody asks for that. */
function openOf(spec: RowsSpec, traces: readonly string[], range: TimeRange, reading: Reading): Promise<readonly Begun[]> {
  return asksForRunning(spec) ? begunOf(traces, range, reading) : Promise.resolve([]);
}

/** The page's spans, with what was asked for beside them. */
async function spanRows({ spec, frame }: Query<RowsSpec>, { shown, matches, range, begun }: Page, reading: Reading): Promise<SpanRow[]> {
  const traces = spec.traceSummary ? [...new Set(shown.map((cells) => text(cells, 'traceId')))].filter((id) => id !== '') : [];
  const open = shown.filter((cells) => text(cells, 'duration') === '-1');
  const within = range ? Promise.resolve(range) : boundsOf(traces, reading);
  const [summaries, lost] = await Promise.all([
    within.then((around = frame.range) =>
      readSummaries(
        {
          traces,
          shown: shown.map((cells) => text(cells, 'spanId')),
          range: around,
          begun: begun ?? openOf(spec, traces, around, reading),
        },
        reading,
      ),
    ),
    lostOf(
      open.map((cells) => ({ traceId: text(cells, 'traceId'), spanId: text(cells, 'spanId'), time: text(cells, 'time') as NanosText })),
      reading,
    ),
  ]);
  const byTrace = new Map(matches?.map(({ traceId, match }) => [traceId, match]));
  return shown.map((cells) => {
    const [traceId, spanId] = [text(cells, 'traceId'), text(cells, 'spanId')];
    const match = byTrace.get(traceId);
    const trace = summaries.traces.get(traceId);
    return spanRow(cells, {
      ...(traces.length > 0 && traceId !== ''
        ? { trace: trace ?? NO_SPANS, children: summaries.children.get(childKey(traceId, spanId)) ?? 0 }
        : {}),
      ...(match ? { match } : {}),
      ...(lost.has(spanId) ? { lost: true as const } : {}),
    });
  });
}

/** A page of rows, and the cursor of the next where there is one. `executed` asks for the page over the whole range at once. */
export async function runRows(
  query: Query<RowsSpec>,
  ask: Ask,
  dialect: Dialect,
  layout: Layout,
  now: Millis = nowMillis(),
): Promise<Answer> {
  const { spec } = query;
  const { signal } = spec.source;
  if (signal === 'metrics') throw new BackendError('unsupported', 'The points of a metric are not listed one by one; ask for a series.');
  const fault = rowsFault(spec);
  if (fault !== undefined) throw new BackendError('unsupported', fault);
  const reading = { ask, layout, dialect, running: createRunningDialect(layout), now };
  const page = spec.per === 'trace' ? await tracePage(query, reading) : await recordPage(query, reading);
  const isLog = (cells: Cells) => signal === 'logs' || text(cells, 'signal') === 'log';
  const rows: RecordRow[] =
    signal === 'spans' ? await spanRows(query, page, reading) : page.shown.map((cells) => (isLog(cells) ? logRow(cells) : spanRow(cells)));
  return {
    kind: 'rows',
    rows,
    ...(page.next ? { next: printCursor(page.next) } : {}),
    executed: printSql(page.statement),
    partial: false,
  };
}
