import { expect, it } from 'vitest';
import type { Dictionary, NativeBlock } from '@/lib/backends/clickhouse/native-read';
import { ChunkMaker } from '@/lib/backends/clickhouse/trace-chunk';
import { SPAN_KINDS, STATUS_CODES } from '@/lib/model/telemetry';
import type { TraceChunk } from '@/lib/model/trace';

interface Row {
  readonly id: bigint;
  readonly parent: bigint;
  /** ns since 1970. */
  readonly start: bigint;
  readonly length: bigint;
  readonly service: string;
  readonly name: string;
  readonly text: string;
  readonly kind: string;
  readonly status: string;
  readonly events: number;
}

const ORIGIN = 1_700_000_000_123_456_789n;

const ROOT: Row = {
  ...{ id: 0xfedcba9876543210n, parent: 0n, start: ORIGIN, length: 5_000_000_001n },
  ...{ service: 'web', name: 'GET /', text: 'GET / of a shop', kind: 'Server', status: 'Error', events: 2 },
};
const CHILD: Row = {
  ...{ id: 7n, parent: ROOT.id, start: ORIGIN + 4_294_967_296n, length: -1n },
  ...{ service: 'db', name: 'SELECT', text: '', kind: 'Client', status: 'Unset', events: 0 },
};

function words(values: readonly bigint[]): Uint32Array {
  return new Uint32Array(BigUint64Array.from(values, (value) => BigInt.asUintN(64, value)).buffer);
}

function dictionary(texts: readonly string[]): Dictionary {
  const keys = [...new Set(texts)];
  return { keys, indexes: Uint8Array.from(texts, (text) => keys.indexOf(text)) };
}

/** A block as the engine sends it. */
function blockOf(rows: readonly Row[]): NativeBlock {
  const integers = { Id: 'id', Parent: 'parent', Start: 'start', Length: 'length' } as const;
  const texts = { Service: 'service', Name: 'name', Text: 'text', Kind: 'kind', Status: 'status' } as const;
  return {
    rows: rows.length,
    words: (name) => words(rows.map((row) => row[integers[name as keyof typeof integers]])),
    numbers: (name) => Uint32Array.from(rows, (row) => (name === 'EventCount' ? row.events : 0)),
    dictionary: (name) => dictionary(rows.map((row) => row[texts[name as keyof typeof texts]])),
  };
}

/** The spans that a chunk has, read back one by one. */
function spansOf(chunk: TraceChunk): Row[] {
  const id = (from: Uint32Array, at: number) => (BigInt(from[at * 2 + 1] ?? 0) << 32n) | BigInt(from[at * 2] ?? 0);
  return Array.from({ length: chunk.count }, (_, at) => ({
    ...{ id: id(chunk.spanId, at), parent: id(chunk.parentSpanId, at) },
    ...{ start: ORIGIN + BigInt(chunk.start[at] ?? 0), length: BigInt(chunk.duration[at] ?? 0) },
    service: chunk.strings[chunk.service[at] ?? -1] ?? '?',
    name: chunk.strings[chunk.name[at] ?? -1] ?? '?',
    text: chunk.strings[chunk.message[at] ?? -1] ?? '?',
    kind: SPAN_KINDS[chunk.spanKind[at] ?? -1] ?? '?',
    status: STATUS_CODES[chunk.status[at] ?? -1] ?? '?',
    events: chunk.events[at] ?? -1,
  }));
}

it('counts starts from the origin, and tells strings and codes by their numbers', () => {
  const chunk = new ChunkMaker(ORIGIN).chunkOf(blockOf([ROOT, CHILD]));
  // the strings of each column stand one after another
  expect(chunk.strings).toEqual(['web', 'db', 'GET /', 'SELECT', 'GET / of a shop', '']);
  expect(chunk).toMatchObject({ count: 2, service: Uint32Array.of(0, 1), name: Uint32Array.of(2, 3), message: Uint32Array.of(4, 5) });
  expect(chunk).toMatchObject({ start: Float64Array.of(0, 4_294_967_296), duration: Float64Array.of(5_000_000_001, -1) });
  expect(chunk.spanId).toEqual(Uint32Array.of(0x76543210, 0xfedcba98, 7, 0));
  expect(spansOf(chunk)).toEqual([ROOT, CHILD]);
});

it('has nothing of a block without rows', () => {
  expect(new ChunkMaker(0n).chunkOf(blockOf([]))).toMatchObject({ count: 0, strings: [] });
});

it('takes one of those that were sent twice, also where they come in two blocks, and not of spans that only share their start', () => {
  const chunks = new ChunkMaker(ORIGIN);
  const twin: Row = { ...CHILD, id: 8n };
  expect(spansOf(chunks.chunkOf(blockOf([ROOT, ROOT, CHILD])))).toEqual([ROOT, CHILD]);
  expect(spansOf(chunks.chunkOf(blockOf([CHILD, twin, twin, twin])))).toEqual([twin]);
  expect(chunks.chunkOf(blockOf([twin])).count).toBe(0);
  // the same span at another time is another one
  expect(spansOf(chunks.chunkOf(blockOf([{ ...twin, start: twin.start + 1n }])))).toHaveLength(1);
});

it('keeps what a list without doubles has, however the spans are spread over blocks', () => {
  // each of 40 spans comes one to three times in a row; blocks are cut anywhere
  const spans = Array.from({ length: 40 }, (_, at): Row => {
    const [service, events] = [`service-${at % 3}`, at % 5];
    return {
      ...(at % 2 === 0 ? ROOT : CHILD),
      id: BigInt(at + 1),
      start: ORIGIN + BigInt(at - (at % 2)) * 1_000_000_007n,
      service,
      events,
    };
  });
  const sent = spans.flatMap((span, at) => Array.from({ length: 1 + (at % 3) }, () => span));
  for (const size of [1, 2, 7, 30, sent.length]) {
    const chunks = new ChunkMaker(ORIGIN);
    const come: Row[] = [];
    for (let from = 0; from < sent.length; from += size) come.push(...spansOf(chunks.chunkOf(blockOf(sent.slice(from, from + size)))));
    expect(come).toEqual(spans);
  }
});
