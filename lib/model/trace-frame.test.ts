import { expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import type { TraceChunk, TracePart } from '@/lib/model/trace';
import { encodeFrame, FrameReader } from '@/lib/model/trace-frame';

const HEAD: TracePart = { kind: 'head', traceId: 'a'.repeat(32), origin: '1' as NanosText, total: 5, errors: 1, open: 1 };
const END: TracePart = { kind: 'end', spans: 5, more: true };

/** Starts `from` ns after the origin; the durations and the numbers of strings are given. */
function chunk(from: number, durations: readonly number[], strings: readonly string[]): TraceChunk {
  const count = durations.length;
  const each = (value: (at: number) => number) => Uint32Array.from({ length: count }, (_, at) => value(at));
  return {
    kind: 'spans',
    count,
    strings,
    spanId: Uint32Array.from({ length: count * 2 }, (_, at) => 0xffff_fff0 + at),
    parentSpanId: new Uint32Array(count * 2),
    start: Float64Array.from({ length: count }, (_, at) => from + at * 250),
    duration: Float64Array.from(durations),
    service: each(() => 0),
    name: each((at) => at % strings.length),
    message: each(() => strings.length - 1),
    spanKind: each(() => 5),
    status: each((at) => at % 3),
    level: each(() => 9),
    events: each((at) => at * 300),
    links: each((at) => at * 70_000),
    remote: each((at) => at % 2),
  };
}

const CHUNKS = [
  chunk(0, [5, -1, 0], ['api', 'größer 🌋', '']),
  // longer than 32 bits, before the origin, and not whole
  chunk(-7e9, [2 ** 52, 5e9, -1, 0.5], ['a'.repeat(70_000), 'x']),
  chunk(3, [], ['no spans']),
];

/** Typed arrays of any width as plain lists. */
function plain(part: TracePart): unknown {
  if (part.kind !== 'spans') return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, ArrayBuffer.isView(value) ? [...(value as Uint8Array)] : value]),
  );
}

function joined(parts: readonly TracePart[]): Uint8Array {
  return Buffer.concat(parts.map(encodeFrame));
}

it('reads what was written, wherever the bytes are cut', () => {
  const parts = [HEAD, ...CHUNKS, END];
  const bytes = joined(parts);
  for (let size = 1; size < bytes.length + 40; size += 1 + Math.floor(size / 3)) {
    const reader = new FrameReader();
    const read: TracePart[] = [];
    for (let at = 0; at < bytes.length; at += size) read.push(...reader.push(bytes.subarray(at, at + size)));
    expect(read.map(plain), `in pieces of ${size}`).toEqual(parts.map(plain));
  }
});

it('gives nothing for half a frame', () => {
  const bytes = joined([HEAD, END]);
  const reader = new FrameReader();
  expect([...reader.push(bytes.subarray(0, bytes.length - 1))]).toEqual([HEAD]);
  expect([...reader.push(bytes.subarray(bytes.length - 1))]).toEqual([END]);
});

it('takes a byte or two for each small number', () => {
  const count = 10_000;
  const many = chunk(
    0,
    Array.from({ length: count }, () => 60_000),
    ['api', ''],
  );
  // ids 16, start 4 (2 499 750), duration 2, events 4 and links 4 as the samples have them, 7 columns of one byte
  expect(encodeFrame(many).length / count).toBeCloseTo(37, 1);
});

it('throws on what is no trace', () => {
  expect(() => [...new FrameReader().push(Uint8Array.of(0, 0, 0, 0, 9))]).toThrow('reload the page');
  expect(() => [...new FrameReader().push(Uint8Array.of(3, 0, 0, 0, 1, 7, 0, 0))]).toThrow('a chunk has all its bytes');
});
