/** A trace as the viewer reads it: slim columns for all spans, streamed; the whole of one span when it is selected. */
import type { NanosText } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { SpanKind, StatusCode } from '@/lib/model/telemetry';

/** How much of a trace is wanted. */
export interface TraceAsk {
  /** Spans at most, the earliest first: so parents come before their children. 0: the head alone. */
  readonly limit: number;
}

/** How many spans of a trace are read when nobody says. */
export const DEFAULT_TRACE_LIMIT = 100_000;

/** More than any browser holds: this stands for all of them. */
export const MOST_TRACE_LIMIT = 10_000_000;

/** Numbers in as few bytes as the largest of them needs. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** First of the stream: what the store has of the trace. The same figures later mean that nothing has come since. */
export interface TraceHead {
  readonly kind: 'head';
  readonly traceId: string;
  /** Every `start` below counts from here: numbers of nanoseconds then stay exact for 104 days (2^53 ns). */
  readonly origin: NanosText;
  /** Spans in the store; more than are sent where a limit cuts the stream. Exact where it does, else one sent twice may count twice. */
  readonly total: number;
  /** How many of them failed. */
  readonly errors: number;
  /** How many of them have begun and not ended. */
  readonly open: number;
}

/** Some spans, column by column, in order of start, then id. */
export interface TraceChunk {
  readonly kind: 'spans';
  readonly count: number;
  /** The strings of this chunk, which its columns number. One may stand here twice. */
  readonly strings: readonly string[];
  /** Two numbers a span: the lower 32 bits of the id, then the upper ones. */
  readonly spanId: Uint32Array;
  /** The same; 0 for a root. */
  readonly parentSpanId: Uint32Array;
  /** ns since the head's origin. */
  readonly start: Float64Array;
  /** ns. -1: begun and no end received yet. */
  readonly duration: Float64Array;
  /** Numbers into the strings. */
  readonly service: Numbers;
  readonly name: Numbers;
  readonly message: Numbers;
  /** Numbers into SPAN_KINDS and STATUS_CODES. */
  readonly spanKind: Numbers;
  readonly status: Numbers;
  readonly level: Numbers;
  /** How many events and links the span has. */
  readonly events: Numbers;
  readonly links: Numbers;
  /** 1 where the sender said that the parent is in another process. */
  readonly remote: Numbers;
}

/** Last of the stream, so that a broken connection is never taken for the end. `error`: why it stopped short. */
export interface TraceEnd {
  readonly kind: 'end';
  /** How many were sent. */
  readonly spans: number;
  /** True where the store has more than were asked for. */
  readonly more: boolean;
  readonly error?: string;
}

export type TracePart = TraceHead | TraceChunk | TraceEnd;

export interface SpanEventDetail {
  readonly time: NanosText;
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface SpanLinkDetail {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: readonly Attribute[];
}

/** Everything that is stored of one span. */
export interface SpanDetail {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly time: NanosText;
  /** '-1': begun and no end received yet. */
  readonly duration: NanosText;
  readonly service: string;
  readonly name: string;
  readonly message: string;
  readonly kind: SpanKind;
  readonly status: StatusCode;
  readonly statusMessage: string;
  readonly level: number;
  readonly tags: readonly string[];
  readonly scope: { readonly name: string; readonly version: string };
  readonly attributes: readonly Attribute[];
  readonly resource: readonly Attribute[];
  readonly events: readonly SpanEventDetail[];
  readonly links: readonly SpanLinkDetail[];
}

/** POST /api/trace-files: the spans of a file. `left`: how many were not taken, and why ('' for none). */
export interface FileSpans {
  readonly spans: readonly SpanDetail[];
  readonly left: number;
  readonly reason: string;
}
