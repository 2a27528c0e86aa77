/** Traces from the whole spans of a file. */
import { nanos, nanosFromText, nanosText } from '@/lib/base/time';
import { PARENT_IS_REMOTE } from '@/lib/model/semantics';
import type { SpanDetail } from '@/lib/model/trace';
import { columnsOf } from '@/lib/waterfall/slim-span';
import { buildTree, type Trace } from '@/lib/waterfall/tree';

/** The traces that `spans` belong to, the one with the most spans first. A span that is there twice counts once. */
export function tracesOf(spans: readonly SpanDetail[]): Trace[] {
  const byTrace = new Map<string, Map<string, SpanDetail>>();
  for (const span of spans) {
    const own = byTrace.get(span.traceId) ?? new Map<string, SpanDetail>();
    byTrace.set(span.traceId, own.set(span.spanId, span));
  }
  return [...byTrace]
    .map(([traceId, own]) => traceOf(traceId, [...own.values()]))
    .sort((one, other) => other.columns.count - one.columns.count);
}

function traceOf(traceId: string, spans: readonly SpanDetail[]): Trace {
  const timed = spans.map((span) => ({ span, start: nanosFromText(span.time) })).sort((one, other) => Number(one.start - other.start));
  const origin = timed[0]?.start ?? nanos(0n);
  const slim = timed.map(({ span, start }) => ({
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    start: Number(start - origin),
    duration: Number(span.duration),
    service: span.service,
    name: span.name,
    message: span.message,
    kind: span.kind,
    status: span.status,
    level: span.level,
    events: span.events.length,
    links: span.links.length,
    remote: (span.flags & PARENT_IS_REMOTE) !== 0,
  }));
  const columns = columnsOf(traceId, nanosText(origin), slim);
  return { columns, tree: buildTree(columns) };
}
