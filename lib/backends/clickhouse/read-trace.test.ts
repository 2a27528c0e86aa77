import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOn, type ClickhouseBackend } from '@/lib/backends/clickhouse/backend';
import { at, request, span, START } from '@/lib/backends/clickhouse/sample.testing';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded } from '@/lib/backends/clickhouse/transport-embedded';
import { PARENT_IS_REMOTE } from '@/lib/model/semantics';
import type { TracePart } from '@/lib/model/trace';

const folder = mkdtempSync(join(tmpdir(), 'hearth-trace-'));
const { signal } = new AbortController();
let engine: Transport;
let backend: ClickhouseBackend;

beforeAll(async () => {
  engine = openEmbedded({ folder });
  backend = await openOn(engine, { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: ['tenant.id'] });
});
afterAll(async () => {
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The head, the starts of the spans in ns since it, and the end. */
async function read(traceId: string, limit: number) {
  const parts: TracePart[] = [];
  for await (const part of backend.trace(traceId, { limit }, signal)) parts.push(part);
  const chunks = parts.filter((part) => part.kind === 'spans');
  return { head: parts[0], chunks, starts: chunks.flatMap(({ start }) => [...start]), end: parts.at(-1) };
}

const id = (number: number) => number.toString(16).padStart(16, '0');

test('gives the earliest first, and says what a limit leaves out', async () => {
  const traceId = 'b'.repeat(31) + '1';
  const spans = [40n, 10n, 30n, 20n].map((offset, index) =>
    span({ traceId, spanId: id(index + 1), start: at(offset), statusCode: offset > 20n ? 'Error' : 'Unset' }),
  );
  await backend.ingest([request({ spans })]);
  const some = await read(traceId, 3);
  expect(some.head).toEqual({ kind: 'head', traceId, origin: String(START + 10n), total: 4, errors: 2, open: 0 });
  expect(some.starts).toEqual([0, 10, 20]);
  expect(some.end).toEqual({ kind: 'end', spans: 3, more: true });
  const all = await read(traceId, 4);
  expect(all.starts).toEqual([0, 10, 20, 30]);
  expect(all.end).toEqual({ kind: 'end', spans: 4, more: false });
  // one that comes whole is counted as it came: the figures are the store's
  const whole = await read(traceId, 5);
  expect(whole).toEqual({ ...all, head: some.head });
  expect(await read(traceId, 0)).toMatchObject({ head: { total: 4, errors: 2 }, starts: [], end: { spans: 0, more: true } });
});

test('counts a span that was sent twice once', async () => {
  const traceId = 'b'.repeat(31) + '2';
  const spans = [1, 2, 3].map((number) => span({ traceId, spanId: id(number), start: at(BigInt(number)) }));
  // another request with the same spans: a sender that gave up waiting for the answer
  await backend.ingest([request({ spans }), request({ spans })]);
  const all = await read(traceId, 100);
  expect(all.starts).toEqual([0, 1, 2]);
  expect(all.chunks.map(({ spanId }) => [...spanId])).toEqual([[1, 0, 2, 0, 3, 0]]);
  expect(all.end).toEqual({ kind: 'end', spans: 3, more: false });
  // with a limit the total is exact
  expect((await read(traceId, 2)).head).toMatchObject({ total: 3 });
});

test('counts spans that have begun, each until its end comes', async () => {
  const traceId = 'b'.repeat(31) + '3';
  const [first, second] = [span({ traceId, spanId: id(1) }), span({ traceId, spanId: id(2), start: at(-5n) })];
  await backend.ingest([request({ pendingSpans: [first, second] })]);
  expect(await read(traceId, 9)).toMatchObject({ head: { total: 2, open: 2, origin: String(START - 5n) }, starts: [0, 5] });
  await backend.ingest([request({ spans: [first] })]);
  const now = await read(traceId, 9);
  expect(now).toMatchObject({ head: { total: 2, open: 1 }, starts: [0, 5] });
  expect(now.chunks.flatMap(({ duration }) => [...duration])).toEqual([-1, 1_500_000]);
});

test('has ids of 8 bytes, kinds, and what the sender said of the parent', async () => {
  const traceId = 'b'.repeat(31) + '4';
  const spanId = 'ffee0123456789ab';
  await backend.ingest([
    request({ spans: [span({ traceId, spanId, parentSpanId: id(0xabc), kind: 'Consumer', flags: PARENT_IS_REMOTE, statusCode: 'Ok' })] }),
  ]);
  const [chunk] = (await read(traceId, 9)).chunks;
  expect(chunk && [...chunk.spanId, ...chunk.parentSpanId]).toEqual([0x456789ab, 0xffee0123, 0xabc, 0]);
  expect(chunk && [chunk.spanKind[0], chunk.status[0], chunk.remote[0], chunk.level[0], chunk.links[0]]).toEqual([5, 1, 1, 9, 0]);
});

/** A trace of several blocks. */
const LONG = 'b'.repeat(31) + '5';

test('comes in several parts, in one order over all of them', async () => {
  await engine.command(
    `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, ServiceName) SELECT fromUnixTimestamp64Nano({start:Int64} + toInt64(number * 7919 % 50000)),
    {traceId:String}, leftPad(lower(hex(number + 1)), 16, '0'), 'step ' || toString(number % 5), 'a' FROM numbers(50000)`,
    { start: START, traceId: LONG },
  );
  const { starts, chunks, end } = await read(LONG, 100_000);
  expect(starts).toEqual(Array.from({ length: 50_000 }, (_, index) => index));
  expect(chunks.length).toBeGreaterThan(1);
  // the names of each part stand in it once
  for (const { strings } of chunks) expect(strings.length).toBeLessThan(20);
  expect(end).toEqual({ kind: 'end', spans: 50_000, more: false });
});

test('many are read at once', async () => {
  const reads = await Promise.all(Array.from({ length: 4 }, () => read(LONG, 100_000)));
  for (const { head, end } of reads) {
    expect(head).toMatchObject({ total: 50_000, origin: String(START) });
    expect(end).toEqual({ kind: 'end', spans: 50_000, more: false });
  }
});

test('a trace that is not here has no spans', async () => {
  const traceId = 'b'.repeat(31) + '6';
  expect(await read(traceId, 100)).toEqual({
    head: { kind: 'head', traceId, origin: '0', total: 0, errors: 0, open: 0 },
    chunks: [],
    starts: [],
    end: { kind: 'end', spans: 0, more: false },
  });
});

test('a query that fails on the way ends the trace with the reason', async () => {
  const parts: TracePart[] = [];
  const stop = new AbortController();
  for await (const part of backend.trace(LONG, { limit: 50_000 }, stop.signal)) {
    parts.push(part);
    stop.abort();
  }
  const spans = parts.reduce((sum, part) => sum + (part.kind === 'spans' ? part.count : 0), 0);
  expect(spans).toBeLessThan(50_000);
  expect(parts.at(-1)).toEqual({ kind: 'end', spans, more: false, error: 'The query was cancelled.' });
});

test('who leaves after the head holds nothing up', async () => {
  // as many queries at once as the engine lets in, and as many again
  for (let turn = 0; turn < 6; turn += 1) {
    for await (const part of backend.trace(LONG, { limit: 50_000 }, signal)) if (part.kind === 'head') break;
  }
  expect((await read(LONG, 1)).end).toEqual({ kind: 'end', spans: 1, more: true });
});
