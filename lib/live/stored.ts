/** A record that was just stored. */
import type { IngestRequest, LogRecord, Span } from '@/lib/model/telemetry';

export type Stored =
  | { readonly signal: 'spans'; readonly record: Span; /** It has begun and not ended. */ readonly running: boolean }
  | { readonly signal: 'logs'; readonly record: LogRecord };

/** How many records a request has that can be tailed. */
export function storedCount({ spans, pendingSpans, logs }: IngestRequest): number {
  return pendingSpans.length + spans.length + logs.length;
}

/** The record at `index`, in the order in which a request's records count as stored: those that begin before those that have ended. */
export function storedAt({ spans, pendingSpans, logs }: IngestRequest, index: number): Stored | undefined {
  const pending = pendingSpans[index];
  if (pending) return { signal: 'spans', record: pending, running: true };
  const span = spans[index - pendingSpans.length];
  if (span) return { signal: 'spans', record: span, running: false };
  const log = logs[index - pendingSpans.length - spans.length];
  return log && { signal: 'logs', record: log };
}
