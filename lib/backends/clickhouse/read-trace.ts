import { setTimeout as sleep } from 'node:timers/promises';
import { PENDING, TRACE_BOUNDS_TABLE } from '@/lib/backends/clickhouse/ddl-records';
import { engineError } from '@/lib/backends/clickhouse/engine-error';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { NativeReader, type NativeBlock } from '@/lib/backends/clickhouse/native-read';
import { spanColumn, type SpanColumn } from '@/lib/backends/clickhouse/span-columns';
import { ChunkMaker } from '@/lib/backends/clickhouse/trace-chunk';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { nanosText, nanos } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { PARENT_IS_REMOTE } from '@/lib/model/semantics';
import { STATUS_CODES } from '@/lib/model/telemetry';
import type { TraceAsk, TraceHead, TracePart } from '@/lib/model/trace';

/** Rows in a block: large enough that blocks cost nothing, small enough that the first is soon there. */
const BLOCK_ROWS = 16_384;

/** ms that a small trace has to come whole, and is then counted as it came. Others are counted by the store as they are read. */
const SOON = 250;

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

const FAILED = "StatusCode IN ('Error', 'STATUS_CODE_ERROR')";
const OF_TRACE = 'TraceId = {traceId:String}';

/** Pending spans whose end has not come. */
function stillOpen(condition: string): string {
  const ended = `SELECT SpanId FROM otel_traces WHERE ${condition} AND SpanId IN (SELECT SpanId FROM ${PENDING} WHERE ${OF_TRACE})`;
  return `${OF_TRACE} AND SpanId NOT IN (${ended})`;
}

/** 8 bytes; 0 for a root. */
const id = (column: string) => `reinterpretAsUInt64(reverse(unhex(${column})))`;

/** Each of the strings that occur in a block is sent once. */
const dictionary = (text: string) => `CAST(${text} AS LowCardinality(String))`;

function slim(layout: Layout, table: string, duration: string, condition: string): string {
  const own = (column: SpanColumn) => spanColumn(layout, table, column);
  return `SELECT ${id('SpanId')} AS Id, ${id('ParentSpanId')} AS Parent, toUnixTimestamp64Nano(Timestamp) AS Start, ${duration} AS Length,
    ${dictionary('ServiceName')} AS Service, ${dictionary('SpanName')} AS Name, ${dictionary(own('Message'))} AS Text,
    ${dictionary('SpanKind')} AS Kind, ${dictionary('StatusCode')} AS Status, toUInt8(${own('Level')}) AS Severity,
    toUInt32(length(Events.Name)) AS EventCount, toUInt32(length(Links.SpanId)) AS LinkCount,
    toUInt8(bitAnd(${own('Flags')}, ${String(PARENT_IS_REMOTE)}) != 0) AS Remote
  FROM ${table} WHERE ${condition}`;
}

/** Every span of a trace, slim; one that has begun and not ended has the length -1. Throws BackendError before the head. */
export async function* readTrace(
  transport: Transport,
  layout: Layout,
  traceId: string,
  { limit }: TraceAsk,
  signal: AbortSignal,
): AsyncIterable<TracePart> {
  const { bounds, condition } = lookFor(layout);
  const read = (pending: boolean): AsyncGenerator<NativeBlock> => {
    const sources = [slim(layout, 'otel_traces', 'toInt64(Duration)', condition)];
    if (pending) sources.push(slim(layout, PENDING, 'toInt64(-1)', stillOpen(condition)));
    const text = `${bounds}SELECT * FROM (${sources.join(' UNION ALL ')})
ORDER BY Start, Id LIMIT ${String(limit)}`;
    return blocksOf(transport, text, traceId, signal);
  };
  const pending = await hasPending(transport, layout, traceId, signal);
  // nearly no trace has any: then its spans are on their way before they are counted
  const early = pending || limit === 0 ? undefined : begun(read(false));
  try {
    const small = early?.whole().then((blocks) => smallTrace(traceId, limit, blocks));
    const soon = await Promise.race([small, sleep(SOON, undefined, { ref: false })]);
    if (soon) return yield* soon;
    const counting = readHead(transport, layout, traceId, pending, signal);
    const come = async (): Promise<Found | readonly TracePart[]> => (await small) ?? (await counting);
    // a small trace may have come before it is counted
    const found = await Promise.race([counting, come()]);
    if (!('head' in found)) return yield* found;
    const { head, origin } = found;
    yield head;
    const more = head.total > limit;
    let spans = 0;
    if (head.total > 0 && limit > 0) {
      const chunks = new ChunkMaker(origin);
      try {
        for await (const block of early?.blocks() ?? read(head.open > 0)) {
          const chunk = chunks.chunkOf(block);
          spans += chunk.count;
          if (chunk.count > 0) yield chunk;
        }
      } catch (error) {
        if (!(error instanceof BackendError)) throw error;
        yield { kind: 'end', spans, more, error: error.message };
        return;
      }
    }
    yield { kind: 'end', spans, more };
  } finally {
    await early?.leave();
  }
}

interface Begun {
  /** All blocks where they are one at most, else undefined; `blocks` has them all the same. */
  whole(): Promise<readonly NativeBlock[] | undefined>;
  blocks(): AsyncIterable<NativeBlock>;
  leave(): Promise<unknown>;
}

/** What is read from now on, not from when the first block is asked for. Whoever does not want all of it has to leave it. */
function begun(read: AsyncGenerator<NativeBlock>): Begun {
  const ahead = [read.next(), read.next()] as const;
  // whoever asks for a block is told why it failed
  ahead.forEach((next) => void next.catch(() => undefined));
  return {
    async whole() {
      const [first, second] = await Promise.all(ahead);
      return first.done ? [] : second.done ? [first.value] : undefined;
    },
    async *blocks() {
      for (const next of ahead) {
        const { done, value } = await next;
        if (done) return;
        yield value;
      }
      for (let next = await read.next(); !next.done; next = await read.next()) yield next.value;
    },
    leave: () => read.return(undefined),
  };
}

/** All of a trace that has come in one block, so that the store need not count it; undefined for any other, and for one with a span twice. */
function smallTrace(traceId: string, limit: number, blocks: readonly NativeBlock[] | undefined): readonly TracePart[] | undefined {
  const block = blocks?.[0];
  if (!blocks || (block && block.rows >= limit)) return undefined;
  const [low = 0, high = 0] = block?.words('Start') ?? [];
  const origin = block ? BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low)) : 0n;
  const chunk = block && new ChunkMaker(origin).chunkOf(block);
  if (chunk && chunk.count < (block?.rows ?? 0)) return undefined;
  let errors = 0;
  for (const status of chunk?.status ?? []) if (STATUS_CODES[status] === 'Error') errors += 1;
  const total = chunk?.count ?? 0;
  const head = { kind: 'head', traceId, origin: nanosText(nanos(origin)), total, errors, open: 0 } as const;
  return [head, ...(chunk ? [chunk] : []), { kind: 'end', spans: total, more: false }];
}

interface Found {
  readonly head: TraceHead;
  /** ns since 1970. */
  readonly origin: bigint;
}

/** Whether the trace has spans that began; most or all of them may have ended since. */
async function hasPending(transport: Transport, layout: Layout, traceId: string, signal: AbortSignal): Promise<boolean> {
  if (!layout.tables.has(PENDING)) return false;
  return (await transport.query(`SELECT 1 FROM ${PENDING} WHERE ${OF_TRACE} LIMIT 1`, { traceId }, { signal })).rows.length > 0;
}

/** Counts before it reads. A span that was sent twice counts once. `pending`: some spans are said to have begun. */
async function readHead(transport: Transport, layout: Layout, traceId: string, pending: boolean, signal: AbortSignal): Promise<Found> {
  const { bounds, condition } = lookFor(layout);
  const rows = async (text: string) => (await transport.query(text, { traceId }, { signal, alongside: true })).rows;
  const first = 'toUnixTimestamp64Nano(min(Timestamp))';
  const figures = `uniqExact(SpanId, Timestamp), countIf(${FAILED}), ${first}`;
  const ended = counted(await rows(`${bounds}SELECT ${figures} FROM otel_traces WHERE ${condition}`));
  let open = { count: 0, errors: 0, first: 0n };
  if (pending) {
    const statement = `${bounds}SELECT uniqExact(SpanId), 0, ${first} FROM ${PENDING} WHERE ${stillOpen(condition)}`;
    open = counted(await rows(statement));
  }
  const begins = [ended, open].filter(({ count }) => count > 0).map((part) => part.first);
  const origin = begins.length === 0 ? 0n : begins.reduce((least, begin) => (begin < least ? begin : least));
  const total = ended.count + open.count;
  const head = { kind: 'head', traceId, origin: nanosText(nanos(origin)), total, errors: ended.errors, open: open.count } as const;
  return { head, origin };
}

function counted([row]: readonly (readonly unknown[])[]): { count: number; errors: number; first: bigint } {
  const [count, errors, first] = row ?? [];
  return { count: Number(count), errors: Number(errors), first: BigInt(String(first)) };
}

/** The answer block by block. A server that fails on the way writes why behind the last whole block. */
async function* blocksOf(transport: Transport, text: string, traceId: string, signal: AbortSignal): AsyncGenerator<NativeBlock> {
  const reader = new NativeReader();
  try {
    for await (const bytes of transport.stream(text, { traceId }, { signal, settings: { max_block_size: BLOCK_ROWS } })) {
      yield* reader.push(bytes);
    }
    if (yield* reader.end()) return;
  } catch (error) {
    if (error instanceof BackendError) throw error;
    throw engineError(reader.tail().includes('DB::Exception') ? new Error(reasonIn(reader.tail())) : error, text);
  }
  throw engineError(new Error(reasonIn(reader.tail())), text);
}

function reasonIn(tail: string): string {
  return /Code: \d+\. DB::Exception: [^\0]*/.exec(tail)?.[0] ?? 'The store broke off before the whole trace had come.';
}
