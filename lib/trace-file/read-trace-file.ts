/** A trace from a file: OTLP/JSON (one request, or one on each line as the Collector's file exporter writes them) or Jaeger's JSON. */
import { nanosFromMillis, nowMillis, type NanosText } from '@/lib/base/time';
import type { Span } from '@/lib/model/telemetry';
import type { FileSpans, SpanDetail } from '@/lib/model/trace';
import { decodeJsonTraces } from '@/lib/otlp/decode-json';
import { parseJson } from '@/lib/otlp/json-fields';
import { normalise } from '@/lib/otlp/normalise';
import { DecodeError, ItemBudget, TooManyItemsError } from '@/lib/otlp/wire';
import { isJaeger, jaegerToOtlp } from '@/lib/trace-file/read-jaeger';

/** Records, attributes and list elements of one file at most. */
const MOST_ITEMS = 20_000_000;

/** A file is not stored, so nothing in it is too old. */
const FOR_EVER = 365 * 300;

/** What a file holds, or why it can't be shown. */
export type TraceFile = ({ readonly kind: 'spans' } & FileSpans) | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads what `body` holds. Never throws for anything that a file can hold. */
export function readTraceFile(body: Buffer): TraceFile {
  try {
    const budget = new ItemBudget(MOST_ITEMS);
    const sent = requestsOf(body).flatMap((request) => decodeJsonTraces(isJaeger(request) ? jaegerToOtlp(request) : request, budget));
    const retentionDays = { traces: FOR_EVER, logs: FOR_EVER, metrics: FOR_EVER };
    const { rows, rejected, reason } = normalise({ signal: 'traces', spans: sent }, { now: nanosFromMillis(nowMillis()), retentionDays });
    const spans = [...rows.spans, ...rows.pendingSpans].map(detailOf);
    // logs that Logfire's SDK sends as spans; a file is read for its spans, and says what it leaves out
    const logs = rows.logs.length;
    const left = rejected + logs;
    const why = [
      reason,
      logs > 0 ? `${logs} of them ${logs === 1 ? 'is a log' : 'are logs'} that came as ${logs === 1 ? 'a span' : 'spans'}.` : '',
    ]
      .filter((part) => part !== '')
      .join(' ');
    if (spans.length === 0) {
      const none = left > 0 ? `None of its ${left} spans can be shown. ${why}` : 'There are no spans in it.';
      return { kind: 'unreadable', reason: `${none} Hearth reads OTLP/JSON and Jaeger’s JSON.` };
    }
    return { kind: 'spans', spans, left, reason: why };
  } catch (error) {
    if (error instanceof DecodeError || error instanceof TooManyItemsError) return { kind: 'unreadable', reason: error.message };
    throw error;
  }
}

const NEWLINE = 0x0a;

/** The JSON texts of a file: one over all of it, or one on each line. */
function requestsOf(body: Buffer): unknown[] {
  try {
    return [parseJson(body, MOST_ITEMS)];
  } catch (error) {
    const lines = linesOf(body);
    if (lines.length < 2) throw error;
    return lines.map((line) => parseJson(line, MOST_ITEMS));
  }
}

function linesOf(body: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < body.length;) {
    const end = body.indexOf(NEWLINE, from);
    const to = end === -1 ? body.length : end;
    if (body.subarray(from, to).some((byte) => byte > 0x20)) lines.push(body.subarray(from, to));
    from = to + 1;
  }
  return lines;
}

/** A span as its details are read from the store. */
function detailOf(span: Span): SpanDetail {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId,
    traceState: span.traceState,
    flags: span.flags,
    time: String(span.start) as NanosText,
    duration: String(span.duration) as NanosText,
    service: span.resource.attributes.find(({ key }) => key === 'service.name')?.text ?? '',
    name: span.name,
    message: span.message,
    kind: span.kind,
    status: span.statusCode,
    statusMessage: span.statusMessage,
    level: span.level,
    tags: span.tags,
    scope: { name: span.scope.name, version: span.scope.version },
    attributes: span.attributes,
    resource: span.resource.attributes,
    events: span.events.map(({ time, name, attributes }) => ({ time: String(time) as NanosText, name, attributes })),
    links: span.links,
  };
}
