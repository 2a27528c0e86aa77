/** Traces for tests: columns from a short list of spans. */
import type { NanosText } from '@/lib/base/time';
import type { StatusCode } from '@/lib/model/telemetry';
import type { TraceChunk } from '@/lib/model/trace';
import { SpanColumns } from '@/lib/waterfall/columns';

export interface SampleSpan {
  readonly id: string;
  readonly parent?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly service?: string;
  readonly name?: string;
  readonly message?: string;
  readonly status?: StatusCode;
}

/** One chunk of the wire; string numbers go on from those in `known`, which grows. */
export function sampleChunk(spans: readonly SampleSpan[], known: string[]): TraceChunk {
  const from = known.length;
  const numbers = new Map(known.map((text, at) => [text, at]));
  const number = (text: string): number => {
    const at = numbers.get(text) ?? known.push(text) - 1;
    numbers.set(text, at);
    return at;
  };
  const columns = {
    spanId: spans.map((span) => span.id),
    parentSpanId: spans.map((span) => span.parent ?? ''),
    start: spans.map((span) => span.start ?? 0),
    duration: spans.map((span) => span.duration ?? 1),
    service: spans.map((span) => number(span.service ?? 'api')),
    name: spans.map((span) => number(span.name ?? span.id)),
    message: spans.map((span) => number(span.message ?? '')),
    spanKind: spans.map(() => 'Internal' as const),
    status: spans.map((span) => span.status ?? 'Unset'),
    level: spans.map(() => 9),
    events: spans.map(() => 0),
  };
  return { kind: 'spans', strings: known.slice(from), ...columns };
}

/** The columns of a trace that came in one chunk. */
export function sampleColumns(spans: readonly SampleSpan[]): SpanColumns {
  const columns = new SpanColumns({ kind: 'head', traceId: 't', origin: '0' as NanosText, total: spans.length });
  columns.append(sampleChunk(spans, []));
  return columns;
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
