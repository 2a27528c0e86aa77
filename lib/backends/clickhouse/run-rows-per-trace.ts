/** One row for each trace in which a span passes the filter. */
import type { Begun } from '@/lib/backends/clickhouse/run-rows-begun';
import { text, type Cells } from '@/lib/backends/clickhouse/run-rows-cells';
import { boundsOf, ofTraces, placesOf, type Reading } from '@/lib/backends/clickhouse/run-rows-reading';
import { behind, windowsOf } from '@/lib/backends/clickhouse/run-rows-windows';
import { millisFromNanos, millis, nanosFromText, type NanosText, type TimeRange } from '@/lib/base/time';
import type { Match } from '@/lib/model/answer';
import type { Query, RowsSpec } from '@/lib/model/query';
import { asksForRunning } from '@/lib/query/filter-fields';
import { rowColumns, rowConditions, type Places } from '@/lib/sql/compile-rows';
import type { RowCursor } from '@/lib/sql/row-cursor';
import { join, sql, type Sql } from '@/lib/sql/sql';

/** A trace, and its newest span that passes the filter. */
export interface TraceMatch {
  readonly traceId: string;
  readonly match: Match;
}

/** Keys of a cursor of traces: the time of the match, and the trace's id. */
export const TRACE_KEYS = 2;

/** The keys of a cursor behind `found`. */
export function traceKeys({ traceId, match }: TraceMatch): readonly string[] {
  return [match.time, traceId];
}

const NEWEST = sql`toUnixTimestamp64Nano(max(at))`;

/** Every span of `range` that passes the filter, in every place: its time and ids. */
function matching(spec: RowsSpec, range: TimeRange, also: readonly Sql[], places: Places): Sql {
  const each = places.map(
    (dialect) =>
      sql`SELECT Timestamp AS at, TraceId, SpanId FROM ${dialect.table(spec.source)} WHERE ${rowConditions(spec, range, also, dialect)}`,
  );
  return sql`(${join(each, sql`\nUNION ALL `)})`;
}

/** At most `count` traces by their newest match in `range`, newest first, behind `cursor`. Columns: newest (ns), TraceId, span. */
export function compileMatches(
  spec: RowsSpec,
  range: TimeRange,
  { cursor, without, count }: { cursor: RowCursor | undefined; without: readonly string[]; count: number },
  places: Places,
): Sql {
  const [time, traceId] = places[0].rowKeys(spec.source, 'time');
  const after = cursor && time && traceId ? [time.bind(cursor.keys[0] ?? ''), traceId.bind(cursor.keys[1] ?? '')] : undefined;
  const also = [...(after?.[0] ? [sql`Timestamp <= ${after[0]}`] : []), ...(without.length > 0 ? [sql`TraceId NOT IN ${without}`] : [])];
  const having = after?.[0] && after[1] ? sql`\nHAVING (max(at), TraceId) < (${after[0]}, ${after[1]})` : sql``;
  return sql`SELECT ${NEWEST} AS newest, TraceId, argMax(SpanId, (at, SpanId)) AS span FROM ${matching(spec, range, also, places)}
GROUP BY TraceId${having}
ORDER BY newest DESC, TraceId DESC LIMIT ${BigInt(count)}`;
}

/** Those of `found` that have no newer match in `range`: the others were listed for it on a page before this one. */
async function stillNewest(found: readonly TraceMatch[], { spec, frame: { range } }: Query<RowsSpec>, places: Places, reading: Reading) {
  const oldest = found.at(-1);
  if (!oldest) return [];
  const traces = found.map(({ traceId }) => traceId);
  const bounds = places.length === 1 ? await boundsOf(traces, reading) : undefined;
  const from = millis(Math.floor(millisFromNanos(nanosFromText(oldest.match.time))));
  const until = { from, to: millis(Math.min(range.to, bounds?.to ?? Infinity)) };
  const also = [sql`TraceId IN ${traces}`];
  const rows = await reading.ask(sql`SELECT TraceId, ${NEWEST} FROM ${matching(spec, until, also, places)} GROUP BY TraceId`);
  const newest = new Map(rows.map(([traceId, at]) => [String(traceId), String(at)]));
  return found.filter(({ traceId, match }) => newest.get(traceId) === match.time);
}

/** One trace more than the page has, where there is one, in order. */
export async function findTraces(query: Query<RowsSpec>, cursor: RowCursor | undefined, reading: Reading): Promise<TraceMatch[]> {
  const { spec, frame } = query;
  const wanted = spec.limit + 1;
  const placesIn = await placesOf(spec, frame.range, reading);
  const all = placesIn(frame.range);
  const found: TraceMatch[] = [];
  const seen: string[] = [];
  let after = cursor;
  let asked = wanted;
  for (const window of windowsOf(behind(frame.range, cursor), () => found.length / wanted)) {
    for (;;) {
      const rows = await reading.ask(compileMatches(spec, window, { cursor: after, without: seen, count: asked }, placesIn(window)));
      const page = rows.map(([time, traceId, spanId]) => ({
        traceId: String(traceId),
        match: { time: String(time) as NanosText, spanId: String(spanId) },
      }));
      seen.push(...page.map(({ traceId }) => traceId));
      found.push(...(cursor ? await stillNewest(page, query, all, reading) : page));
      if (found.length >= wanted) return found.slice(0, wanted);
      const last = page.at(-1);
      if (!last || page.length < asked) break;
      after = { keys: traceKeys(last), seen: 0 };
      // so many were listed on pages before: a trace that goes on for long is met again on every page
      asked *= 2;
    }
  }
  return found;
}

/** Whether a row is its trace's root. */
const isRoot = (cells: Cells) => text(cells, 'parentSpanId') === '';

/**
 * The row of each of `found`, by trace: its earliest root, one that has ended before one that has not; its match where none has come.
 * `begun`: what of the traces has not ended. What beginnings say is read only of those that can be shown, which are mostly none.
 */
export async function readTraceRows(
  spec: RowsSpec,
  found: readonly TraceMatch[],
  { range, begun }: { range: TimeRange; begun: Promise<readonly Begun[]> },
  { dialect, running, ask }: Reading,
): Promise<Cells[]> {
  if (found.length === 0) return [];
  const names = [...dialect.row(spec.source).map(({ name }) => name), 'fields'];
  const read = async (statement: Sql) => {
    const rows = await ask(sql`${statement}\nORDER BY parentSpanId != '', time LIMIT 1 BY traceId`);
    const cells = rows.map((row): Cells => new Map(names.map((name, index) => [name, row[index]])));
    return new Map(cells.map((each) => [text(each, 'traceId'), each]));
  };
  const traces = found.map(({ traceId }) => traceId);
  const matches = found.map(({ traceId, match }) => traceId + match.spanId);
  const shown = sql`(ParentSpanId = '' OR concat(TraceId, SpanId) IN ${matches})`;
  const [ended, open] = await Promise.all([
    read(sql`SELECT ${rowColumns(spec, dialect)} FROM otel_traces WHERE ${ofTraces(traces, range)} AND ${shown}`),
    begun.then((all) => {
      const of = all.filter(({ traceId, spanId, parentSpanId }) => parentSpanId === '' || matches.includes(traceId + spanId));
      if (!running || of.length === 0) return new Map<string, Cells>();
      const ids = of.map(({ traceId, spanId }) => traceId + spanId);
      return read(sql`SELECT ${rowColumns(spec, running)} FROM hearth_pending_spans
WHERE TraceId IN ${[...new Set(of.map(({ traceId }) => traceId))]} AND concat(TraceId, SpanId) IN ${ids}`);
    }),
  ]);
  return traces.flatMap((traceId) => {
    const [done, running] = [ended.get(traceId), open.get(traceId)];
    return (running && isRoot(running) && !(done && isRoot(done)) ? running : (done ?? running)) ?? [];
  });
}

/** The whole question at once, for people to read and run. */
export function printableTraces({ spec, frame }: Query<RowsSpec>, cursor: RowCursor | undefined, { dialect, running }: Reading): Sql {
  const places: Places = running && asksForRunning(spec) ? [dialect, running] : [dialect];
  return compileMatches(spec, frame.range, { cursor, without: [], count: spec.limit }, places);
}
