/** One large trace, made by the engine itself: a million spans within seconds. */
import type { Transport } from '@/lib/backends/clickhouse/transport';

/** `tree`: 3 to 30 children, up to 10 levels. `chain`: each span in the one before. `siblings`: all under one root. */
export type TraceShape = 'tree' | 'chain' | 'siblings';

const id = (expression: string) => `leftPad(lower(hex(${expression})), 16, '0')`;

/**
 * n: the span's number in pre-order, reach: how many spans its subtree has. In a tree that is a power of 4: a span's parent is
 * its number with the last digit that is not 0, on base 4, made 0. Each span begins 10 µs after the one before it.
 */
const REACH: Readonly<Record<TraceShape, string>> = {
  tree: 'if(n = 0, {count:UInt64}, bitShiftLeft(1::UInt64, 2 * intDiv(bitCount(bitXor(n, n - 1)) - 1, 2)))',
  chain: '{count:UInt64} - n',
  siblings: 'if(n = 0, {count:UInt64}, 1)',
};
const PARENT: Readonly<Record<TraceShape, string>> = { tree: 'n - n % (reach * 4)', chain: 'n - 1', siblings: '0' };

const statement = (
  shape: TraceShape,
) => `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName,
  ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode, Flags, Level, Events.Timestamp, Events.Name, Events.Attributes, Events.AttributeTypes)
WITH number + {first:UInt64} AS n, sipHash64(n, {trace:String}) AS h, ${REACH[shape]} AS reach, ${PARENT[shape]} AS parent, h % 50 = 0 AS failed, h % 8 = 0 AS told,
  'service-' || toString(h % 20) AS service, fromUnixTimestamp64Nano({start:Int64} + toInt64(n) * 10000) AS at,
  ['GET /api/v1/streams/{id}', 'SELECT streams', 'redis:publish_event', 'validate', 'probe_stream', 'transcode', 'GET', 'send default'] AS names
SELECT at, {trace:String}, ${id("sipHash64(n, {trace:String}, 'id')")}, if(n = 0, '', ${id("sipHash64(toUInt64(parent), {trace:String}, 'id')")}),
  if(n = 0, 'POST /v1/orders', names[1 + intDiv(h, 20) % 8]), multiIf(n = 0, 'Server', h % 3 = 0, 'Client', 'Internal'), service,
  map('service.name', service, 'host.name', 'host-1'), 'bench', map('tenant.id', 'tenant-1', 'thread.id', toString(h % 8), 'code.function', 'handler',
  'db.system.name', 'postgresql', 'server.address', 'db', 'server.port', '5432', 'step', toString(n), 'method', 'ai', 'platform', 'twitch', 'session.id', toString(h % 2000)),
  toUInt64(reach) * 10000 - 2000, if(failed, 'Error', 'Unset'), 257, if(failed, 17, 9), if(told, [at], []), if(told, ['a step was done'], []), if(told, [map('step', toString(n))], []), if(told, [''], [])
FROM numbers({count:UInt64} - {first:UInt64}) LIMIT {slice:UInt64} SETTINGS max_insert_threads = 2`;

const SLICE = 250_000;

/** Inserts a trace of `count` spans with 12 attributes each that began an hour ago; 2 % of them failed, one in 8 has an event. */
export async function fillTrace(transport: Transport, trace: string, count: number, shape: TraceShape): Promise<void> {
  const start = (BigInt(Date.now()) - 3_600_000n) * 1_000_000n;
  for (let first = 0; first < count; first += SLICE)
    await transport.command(statement(shape), { trace, count, first, slice: SLICE, start });
}
