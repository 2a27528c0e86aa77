/** Spans of a file that is open in this tab: looked up before the server is asked, which does not have them. */
import type { SpanDetail } from '@/lib/model/trace';

let opened: ReadonlyMap<string, SpanDetail> = new Map();

const keyOf = (traceId: string, spanId: string): string => `${traceId}/${spanId}`;

/** From now on these spans are at hand; none: the file is closed. */
export function holdSpans(spans: readonly SpanDetail[]): void {
  opened = new Map(spans.map((span) => [keyOf(span.traceId, span.spanId), span]));
}

/** The span, when the open file has it. */
export function heldSpan(traceId: string, spanId: string): SpanDetail | undefined {
  return opened.get(keyOf(traceId, spanId));
}
