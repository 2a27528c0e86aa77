/** A trace as the viewer reads it: slim columns for all spans, streamed; the whole of one span when it is selected. */
import type { NanosText } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { SpanKind, StatusCode } from '@/lib/model/telemetry';

/** First line of the stream. */
export interface TraceHead {
  readonly kind: 'head';
  readonly traceId: string;
  /** Every `start` below counts from here: numbers of nanoseconds then stay exact for 104 days (2^53 ns). */
  readonly origin: NanosText;
  /** Spans in the store; more than are sent where a limit cut the stream. */
  readonly total: number;
}

/** Some spans, column by column, in order of start. Strings are numbered in the order of `strings` over all chunks. */
export interface TraceChunk {
  readonly kind: 'spans';
  /** Strings that are new in this chunk; they continue the numbering. */
  readonly strings: readonly string[];
  readonly spanId: readonly string[];
  /** '' for a root. */
  readonly parentSpanId: readonly string[];
  /** ns since the head's origin. */
  readonly start: readonly number[];
  /** ns. -1: begun and no end received yet. */
  readonly duration: readonly number[];
  /** Numbers into the strings. */
  readonly service: readonly number[];
  readonly name: readonly number[];
  readonly message: readonly number[];
  readonly spanKind: readonly SpanKind[];
  readonly status: readonly StatusCode[];
  readonly level: readonly number[];
  /** How many events the span has. */
  readonly events: readonly number[];
}

/** Last line, so that a broken connection is never taken for the end. `error`: why it stopped short. */
export interface TraceEnd {
  readonly kind: 'end';
  readonly spans: number;
  readonly error?: string;
}

export type TraceLine = TraceHead | TraceChunk | TraceEnd;

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
