/** Columns from spans that are at hand one by one: what was read from a file or a list instead of a stream. */
import type { NanosText } from '@/lib/base/time';
import type { SpanKind, StatusCode } from '@/lib/model/telemetry';
import type { TraceChunk } from '@/lib/model/trace';
import { SpanColumns } from '@/lib/waterfall/columns';

/** What the columns keep of a span. */
export interface SlimSpan {
  /** 16 hex digits. */
  readonly spanId: string;
  /** 16 hex digits; '' for a root. */
  readonly parentSpanId: string;
  /** ns since the trace's origin. */
  readonly start: number;
  /** ns; -1 for one that has not ended. */
  readonly duration: number;
  readonly service: string;
  readonly name: string;
  readonly message: string;
  readonly kind: SpanKind;
  readonly status: StatusCode;
  readonly level: number;
  readonly events: number;
}

/** All columns of a trace whose times count from `origin`. */
export function columnsOf(traceId: string, origin: NanosText, spans: readonly SlimSpan[]): SpanColumns {
  const columns = new SpanColumns({ kind: 'head', traceId, origin, total: spans.length });
  columns.append(chunkOf(spans, new Map()));
  return columns;
}

/** One chunk of the spans in their order. `known` numbers the strings of the chunks before, and grows. */
export function chunkOf(spans: readonly SlimSpan[], known: Map<string, number>): TraceChunk {
  const strings: string[] = [];
  const number = (text: string): number => {
    const at = known.get(text) ?? known.size;
    if (at === known.size) {
      known.set(text, at);
      strings.push(text);
    }
    return at;
  };
  return {
    kind: 'spans',
    spanId: spans.map((span) => span.spanId),
    parentSpanId: spans.map((span) => span.parentSpanId),
    start: spans.map((span) => span.start),
    duration: spans.map((span) => span.duration),
    service: spans.map((span) => number(span.service)),
    name: spans.map((span) => number(span.name)),
    message: spans.map((span) => number(span.message)),
    spanKind: spans.map((span) => span.kind),
    status: spans.map((span) => span.status),
    level: spans.map((span) => span.level),
    events: spans.map((span) => span.events),
    strings,
  };
}
