/**
 * Telemetry as it comes in: what `lib/otlp` decodes and a backend stores. Times are exact nanoseconds. What screens read
 * back is in `answer.ts` and `trace.ts`.
 */
import type { Nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';

export interface Resource {
  readonly attributes: readonly Attribute[];
  readonly schemaUrl: string;
}

export interface Scope {
  readonly name: string;
  readonly version: string;
  readonly attributes: readonly Attribute[];
  readonly schemaUrl: string;
}

/** OTLP's SpanKind, by the names that the Collector's ClickHouse exporter stores. */
export const SPAN_KINDS = ['Unspecified', 'Internal', 'Server', 'Client', 'Producer', 'Consumer'] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

/** OTLP's status code, by the names that the Collector's ClickHouse exporter stores. */
export const STATUS_CODES = ['Unset', 'Ok', 'Error'] as const;
export type StatusCode = (typeof STATUS_CODES)[number];

export interface SpanEvent {
  readonly time: Nanos;
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface SpanLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly attributes: readonly Attribute[];
}

export interface Span {
  readonly resource: Resource;
  readonly scope: Scope;
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  /** '' for a root. */
  readonly parentSpanId: string;
  readonly traceState: string;
  /** OTLP flags; bit 0x200 says that the parent is in another process. */
  readonly flags: number;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start: Nanos;
  readonly duration: Nanos;
  readonly statusCode: StatusCode;
  readonly statusMessage: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly SpanEvent[];
  readonly links: readonly SpanLink[];
  /** What to show instead of the name, when the sender gave one (`logfire.msg`); '' when not. */
  readonly message: string;
  /** On the scale of OpenTelemetry's severity numbers: 9 info, 13 warn, 17 error. */
  readonly level: number;
  readonly tags: readonly string[];
}

export interface LogRecord {
  readonly resource: Resource;
  readonly scope: Scope;
  /** When it happened; the observed time where the sender gave no other. */
  readonly time: Nanos;
  readonly traceId: string;
  /** The span that was open when it was written, '' for none. */
  readonly spanId: string;
  readonly flags: number;
  /** OpenTelemetry severity number, 0 when not given. */
  readonly severity: number;
  readonly severityText: string;
  /** The body as an attribute without a key: a string, or JSON text for a structured one. */
  readonly body: Omit<Attribute, 'key'>;
  readonly eventName: string;
  readonly attributes: readonly Attribute[];
  readonly tags: readonly string[];
}

export interface Exemplar {
  readonly time: Nanos;
  readonly value: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: readonly Attribute[];
}

/** OTLP's AggregationTemporality by its number: 0 unspecified, 1 delta, 2 cumulative. */
export type Temporality = 0 | 1 | 2;

/** The half of an exponential histogram on one side of zero. Bucket i spans (base^(offset+i), base^(offset+i+1)]. */
export interface ExponentialBuckets {
  readonly offset: number;
  readonly counts: readonly bigint[];
}

export type MetricData =
  | { readonly type: 'gauge'; readonly value: number }
  | { readonly type: 'sum'; readonly value: number; readonly temporality: Temporality; readonly monotonic: boolean }
  | {
      readonly type: 'histogram';
      readonly count: bigint;
      readonly sum: number;
      readonly min: number | undefined;
      readonly max: number | undefined;
      readonly bounds: readonly number[];
      readonly counts: readonly bigint[];
      readonly temporality: Temporality;
    }
  | {
      readonly type: 'exponentialHistogram';
      readonly count: bigint;
      readonly sum: number;
      readonly min: number | undefined;
      readonly max: number | undefined;
      /** base = 2^(2^-scale). */
      readonly scale: number;
      readonly zeroCount: bigint;
      readonly zeroThreshold: number;
      readonly positive: ExponentialBuckets;
      readonly negative: ExponentialBuckets;
      readonly temporality: Temporality;
    }
  | {
      readonly type: 'summary';
      readonly count: bigint;
      readonly sum: number;
      readonly quantiles: readonly { readonly quantile: number; readonly value: number }[];
    };

/** One data point of one metric series. */
export interface MetricPoint {
  readonly resource: Resource;
  readonly scope: Scope;
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly attributes: readonly Attribute[];
  readonly start: Nanos;
  readonly time: Nanos;
  readonly flags: number;
  readonly exemplars: readonly Exemplar[];
  readonly data: MetricData;
}

/** All that one accepted request holds. */
export interface IngestRequest {
  /** 64-bit hash of the request's decompressed body: the same bytes sent again are the same request. */
  readonly id: bigint;
  readonly spans: readonly Span[];
  /** Spans that have begun and not ended (Logfire's pending spans), under the ids of the real span. */
  readonly pendingSpans: readonly Span[];
  readonly logs: readonly LogRecord[];
  readonly points: readonly MetricPoint[];
}
