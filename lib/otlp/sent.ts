/** What one request says, decoded but not yet judged: ids may have the wrong length, times may be out of range. */
import type { LogRecord, MetricPoint, Span } from '@/lib/model/telemetry';

export type Signal = 'traces' | 'logs' | 'metrics';

/** A span as it was sent; nothing of Logfire's conventions is read yet. */
export interface SentSpan extends Omit<Span, 'duration' | 'message' | 'level' | 'tags'> {
  readonly end: bigint;
}

/** A log as it was sent; `time` is the observed time, or 0, where no time was given. */
export type SentLog = Omit<LogRecord, 'tags'>;

/** What a request decodes to: exactly one signal, as the three OTLP services have it. */
export type Sent =
  | { readonly signal: 'traces'; readonly spans: readonly SentSpan[] }
  | { readonly signal: 'logs'; readonly logs: readonly SentLog[] }
  | { readonly signal: 'metrics'; readonly points: readonly MetricPoint[] };
