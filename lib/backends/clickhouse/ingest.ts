import { exceptionsOfLogs, exceptionsOfSpans, insertMissing } from '@/lib/backends/clickhouse/ddl-exceptions';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { PENDING, TRACE_BOUNDS_TABLE } from '@/lib/backends/clickhouse/ddl-records';
import { encodeLogs } from '@/lib/backends/clickhouse/encode-logs';
import { encodePoints } from '@/lib/backends/clickhouse/encode-metrics';
import { encodeSpans, type Batch } from '@/lib/backends/clickhouse/encode-spans';
import { storingError } from '@/lib/backends/clickhouse/engine-error';
import { tableDefinitions, type SchemaSettings } from '@/lib/backends/clickhouse/migrate';
import { readLayout } from '@/lib/backends/clickhouse/layout';
import type { Block } from '@/lib/backends/clickhouse/native';
import { QUARTER_NANOS, RecentRequests, storedQuarters } from '@/lib/backends/clickhouse/recent-requests';
import { RollupKeeper } from '@/lib/backends/clickhouse/rollup-level';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { IngestRequest, MetricData } from '@/lib/model/telemetry';
import { COMMA, join, render, sql } from '@/lib/sql/sql';

/** What requests have for one table, and how it gets there. */
interface Destination<T> {
  readonly table: string;
  /** Column of the instant that decides the partition. */
  readonly timeColumn: string;
  of(request: IngestRequest): readonly T[];
  time(record: T): bigint;
  encode(batches: readonly Batch<T>[]): Block;
}

/** Hides the type of a destination's records, so that all of them fit one list. */
type Route = <R>(use: <T>(destination: Destination<T>) => R) => R;

function route<T>(destination: Destination<T>): Route {
  return (use) => use(destination);
}

const SPANS = 'otel_traces';

const ROUTES: readonly Route[] = [
  route({
    table: SPANS,
    timeColumn: 'Timestamp',
    of: ({ spans }) => spans,
    time: ({ start }) => start,
    encode: (batches) => encodeSpans(SPANS, batches),
  }),
  route({
    table: PENDING,
    timeColumn: 'Timestamp',
    of: ({ pendingSpans }) => pendingSpans,
    time: ({ start }) => start,
    encode: (batches) => encodeSpans(PENDING, batches),
  }),
  route({ table: 'otel_logs', timeColumn: 'Timestamp', of: ({ logs }) => logs, time: ({ time }) => time, encode: encodeLogs }),
  ...(Object.keys(METRIC_TABLES) as MetricData['type'][]).map((type) =>
    route({
      table: METRIC_TABLES[type],
      timeColumn: 'TimeUnix',
      of: ({ points }) => points.filter(({ data }) => data.type === type),
      time: ({ time }) => time,
      encode: (batches) => encodePoints(type, batches),
    }),
  ),
];

/** Stores requests; each exactly once, also when it is sent again after a crash or a failure in the middle. */
export type Ingest = (requests: readonly IngestRequest[]) => Promise<void>;

/** Opens the way in: the tables must be there. Throws BackendError, and so does the function it returns. */
export async function openIngest(transport: Transport, settings: SchemaSettings): Promise<Ingest> {
  const tables = tableDefinitions(settings).filter(({ added }) => added.some(({ name }) => name === 'IngestRequest'));
  const recent = await RecentRequests.load(transport, tables);
  const underWay = new Map<bigint, Promise<void>>();
  const rollups = new RollupKeeper(transport, await readLayout(transport, { signal: new AbortController().signal }));

  async function store(requests: readonly IngestRequest[]): Promise<void> {
    const doubtful = new Set(requests.filter(({ id }) => recent.of(id) === 'maybe').map(({ id }) => id));
    // Until all of it is in, an attempt counts as one that may have left something.
    for (const { id } of requests) recent.note(id, false);
    const blocks = await Promise.all(ROUTES.map((to) => to((destination) => missing(transport, destination, requests, doubtful))));
    const startsOf = (these: readonly IngestRequest[]) => these.flatMap(({ spans }) => spans.map(({ start }) => start));
    try {
      for (const block of blocks) if (block) await transport.insert(block.table, block.columns, block.bytes);
    } catch (error) {
      rollups.doubt(startsOf(requests));
      throw error;
    }
    rollups.doubt(startsOf(requests.filter(({ id }) => doubtful.has(id))));
    await rollups.settle();
    if (doubtful.size > 0) {
      await repairBounds(transport, requests, doubtful);
      await repairExceptions(transport, requests, doubtful);
    }
    for (const { id } of requests) recent.note(id, true);
  }

  return async (given) => {
    // The same bytes twice at once: the second waits to see how the first ends.
    await Promise.allSettled(given.map(({ id }) => underWay.get(id)));
    const requests = [...new Map(given.map((request) => [request.id, request])).values()].filter(({ id }) => recent.of(id) !== 'stored');
    if (requests.length === 0) return;
    const done = store(requests).catch((error: unknown) => {
      throw storingError(error);
    });
    for (const { id } of requests) underWay.set(id, done);
    try {
      await done;
    } finally {
      for (const { id } of requests) underWay.delete(id);
    }
  };
}

/** What `destination` lacks of `requests`, encoded: everything, but for the doubtful ones what it has is left out. */
async function missing<T>(
  transport: Transport,
  destination: Destination<T>,
  requests: readonly IngestRequest[],
  doubtful: ReadonlySet<bigint>,
): Promise<Block | undefined> {
  const batches = requests
    .map((request): Batch<T> => ({ request: request.id, records: destination.of(request) }))
    .filter(({ records }) => records.length > 0);
  const open = batches.filter(({ request }) => doubtful.has(request));
  const stored = open.length === 0 ? new Set<string>() : await storedOf(transport, destination, open);
  const wanted = batches
    .map(({ request, records }) => ({
      request,
      records: doubtful.has(request)
        ? records.filter((record) => !stored.has(`${String(request)}/${String(quarter(destination.time(record)))}`))
        : records,
    }))
    .filter(({ records }) => records.length > 0);
  return wanted.length === 0 ? undefined : destination.encode(wanted);
}

function quarter(time: bigint): bigint {
  return time / QUARTER_NANOS;
}

function storedOf<T>(
  transport: Transport,
  { table, timeColumn, time }: Destination<T>,
  batches: readonly Batch<T>[],
): Promise<Set<string>> {
  return storedQuarters(
    transport,
    table,
    timeColumn,
    batches.map(({ request }) => request),
    bounds(batches.flatMap(({ records }) => records.map(time))),
  );
}

function bounds(times: readonly bigint[]): { from: bigint; to: bigint } {
  return times.reduce(({ from, to }, time) => ({ from: time < from ? time : from, to: time > to ? time : to }), {
    from: times[0] ?? 0n,
    to: times[0] ?? 0n,
  });
}

/** A crash can fall between a part of spans and its row of bounds. Bounds are minima and maxima: written twice, they stay the same. */
async function repairBounds(transport: Transport, requests: readonly IngestRequest[], doubtful: ReadonlySet<bigint>): Promise<void> {
  const spans = requests.filter(({ id }) => doubtful.has(id)).flatMap((request) => request.spans);
  if (spans.length === 0) return;
  await transport.command(
    `INSERT INTO ${TRACE_BOUNDS_TABLE.name} SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End FROM ${SPANS}
      WHERE IngestRequest IN {requests:Array(UInt64)}
        AND Timestamp >= fromUnixTimestamp64Nano({from:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({to:Int64}) AND TraceId != ''
      GROUP BY TraceId`,
    { requests: [...doubtful], ...bounds(spans.map(({ start }) => start)) },
  );
}

/** The same of exceptions, which are counted: only those that are not there are put in. */
async function repairExceptions(transport: Transport, requests: readonly IngestRequest[], doubtful: ReadonlySet<bigint>): Promise<void> {
  const open = requests.filter(({ id }) => doubtful.has(id));
  const ids = sql`IngestRequest IN (${join(
    open.map(({ id }) => sql`toUInt64(${String(id)})`),
    COMMA,
  )})`;
  const during = (times: readonly bigint[]) => {
    const { from, to } = bounds(times);
    return sql`${ids} AND Timestamp >= fromUnixTimestamp64Nano(${from}) AND Timestamp <= fromUnixTimestamp64Nano(${to})`;
  };
  const spans = open.flatMap((request) => request.spans).filter(({ events }) => events.some(({ name }) => name === 'exception'));
  const logs = open.flatMap((request) => request.logs);
  for (const rows of [
    ...(spans.length > 0 ? [exceptionsOfSpans(undefined, during(spans.map(({ start }) => start)))] : []),
    ...(logs.length > 0 ? [exceptionsOfLogs(undefined, during(logs.map(({ time }) => time)))] : []),
  ]) {
    const { text, params } = render(insertMissing(rows, ids));
    await transport.command(text, params);
  }
}
