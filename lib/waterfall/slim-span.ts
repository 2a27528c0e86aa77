/** Columns from spans that are at hand one by one: what was read from a file or a list instead of a stream. */
import { present } from '@/lib/base/assert';
import type { NanosText } from '@/lib/base/time';
import { SPAN_KINDS, STATUS_CODES, type SpanKind, type StatusCode } from '@/lib/model/telemetry';
import type { TraceChunk } from '@/lib/model/trace';
import { SpanColumns } from '@/lib/waterfall/columns';
import { idWords } from '@/lib/waterfall/id-table';

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
  readonly links: number;
  /** The parent is in another process. */
  readonly remote: boolean;
}

/** All columns of a trace whose times count from `origin`. */
export function columnsOf(traceId: string, origin: NanosText, spans: readonly SlimSpan[]): SpanColumns {
  const errors = spans.filter(({ status }) => status === 'Error').length;
  const open = spans.filter(({ duration }) => duration === -1).length;
  const columns = new SpanColumns({ kind: 'head', traceId, origin, total: spans.length, errors, open });
  columns.append(chunkOf(spans));
  return columns;
}

/** One chunk of the spans in their order. */
export function chunkOf(spans: readonly SlimSpan[]): TraceChunk {
  const known = new Map<string, number>();
  const number = (text: string): number => {
    const at = known.get(text) ?? known.size;
    known.set(text, at);
    return at;
  };
  const columns = {
    spanId: Uint32Array.from(spans.flatMap((span) => words(span.spanId))),
    parentSpanId: Uint32Array.from(spans.flatMap((span) => words(span.parentSpanId))),
    start: Float64Array.from(spans, (span) => span.start),
    duration: Float64Array.from(spans, (span) => span.duration),
    service: Uint32Array.from(spans, (span) => number(span.service)),
    name: Uint32Array.from(spans, (span) => number(span.name)),
    message: Uint32Array.from(spans, (span) => number(span.message)),
    spanKind: Uint8Array.from(spans, (span) => SPAN_KINDS.indexOf(span.kind)),
    status: Uint8Array.from(spans, (span) => STATUS_CODES.indexOf(span.status)),
    level: Uint8Array.from(spans, (span) => span.level),
    events: Uint32Array.from(spans, (span) => span.events),
    links: Uint32Array.from(spans, (span) => span.links),
    remote: Uint8Array.from(spans, (span) => (span.remote ? 1 : 0)),
  };
  return { kind: 'spans', count: spans.length, strings: [...known.keys()], ...columns };
}

function words(id: string): [low: number, high: number] {
  if (id === '') return [0, 0];
  return present(idWords(id), `${id}, a span id of 16 hex digits,`);
}
