/** Traces for tests: columns from a short list of spans. */
import { assert } from '@/lib/base/assert';
import type { NanosText } from '@/lib/base/time';
import type { SpanKind, StatusCode } from '@/lib/model/telemetry';
import type { TraceChunk } from '@/lib/model/trace';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { chunkOf, columnsOf, type SlimSpan } from '@/lib/waterfall/slim-span';

export interface SampleSpan {
  /** A short name; its id is `sampleId(id)`. */
  readonly id: string;
  readonly parent?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly service?: string;
  readonly name?: string;
  readonly message?: string;
  readonly status?: StatusCode;
  readonly kind?: SpanKind;
}

/** The id of a short name of at most 8 characters: 16 hex digits that sort as the names do. One that is an id stays itself. */
export function sampleId(name: string): string {
  if (name === '' || /^[0-9a-f]{16}$/.test(name)) return name;
  assert(name.length <= 8, `${name} has at most 8 characters`);
  const digits = Array.from(name, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  return digits.join('').padEnd(16, '0');
}

/** The name that an id was made from. */
export function sampleName(id: string): string {
  const bytes = id.match(/../g) ?? [];
  return String.fromCharCode(...bytes.map((byte) => parseInt(byte, 16)).filter((byte) => byte !== 0));
}

/** One chunk of the wire. */
export function sampleChunk(spans: readonly SampleSpan[]): TraceChunk {
  return chunkOf(spans.map(slim));
}

/** The columns of a trace that came in one chunk. */
export function sampleColumns(spans: readonly SampleSpan[]): SpanColumns {
  return columnsOf('t', '0' as NanosText, spans.map(slim));
}

function slim(span: SampleSpan): SlimSpan {
  return {
    spanId: sampleId(span.id),
    parentSpanId: sampleId(span.parent ?? ''),
    start: span.start ?? 0,
    duration: span.duration ?? 1,
    service: span.service ?? 'api',
    name: span.name ?? span.id,
    message: span.message ?? '',
    kind: span.kind ?? 'Internal',
    status: span.status ?? 'Unset',
    level: 9,
    events: 0,
    links: 0,
    remote: false,
  };
}

/** The same numbers from 0 to 1 for the same seed, on every machine (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A trace of `count` spans with several roots, lost parents, circles, equal starts and errors, in no order. */
export function randomSpans(count: number, seed: number): SampleSpan[] {
  const random = randomFrom(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  return Array.from({ length: count }, (_, index) => {
    const luck = random();
    const parent = luck < 0.08 ? '' : luck < 0.16 ? `lost${pick(3)}` : `s${pick(luck < 0.25 ? count : Math.max(1, index))}`;
    return {
      id: `s${index}`,
      parent,
      start: pick(40),
      duration: pick(10) === 0 ? -1 : pick(30),
      status: pick(6) === 0 ? 'Error' : 'Unset',
      service: `service ${pick(4)}`,
    };
  });
}
