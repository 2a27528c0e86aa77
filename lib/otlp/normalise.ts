/** Judges each decoded record (ids, times, names), and turns the good ones into what the store takes. */
import type { Nanos } from '@/lib/base/time';
import type { Exemplar, IngestRequest, LogRecord, MetricPoint, Span } from '@/lib/model/telemetry';
import { normaliseSpan } from '@/lib/otlp/logfire';
import type { Sent, SentLog, SentSpan, Signal } from '@/lib/otlp/sent';

/** Beyond this the store's DateTime64(9) has no room: 2262-04-11. */
const MAX_NANOS = 2n ** 63n - 1n;

/** Reasons that a reply names; the count covers the rest. */
const MAX_REASONS = 3;

const TRACE_DIGITS = 32;
const SPAN_DIGITS = 16;
const ZEROS = '0'.repeat(TRACE_DIGITS);
const HEX = /^[0-9a-f]*$/;

export interface NormaliseOptions {
  /** The arrival: for logs that carry no time at all. */
  readonly now: Nanos;
  /** How long the store keeps each signal: it would drop older records at once. */
  readonly retentionDays: Readonly<Record<Signal, number>>;
}

/** The rows to store, and how many were refused and why ('' for none). */
export interface NormalisedRequest {
  readonly rows: Omit<IngestRequest, 'id'>;
  readonly rejected: number;
  readonly reason: string;
}

/** Counts refused records and keeps the first few different reasons. */
class Rejections {
  count = 0;
  private readonly reasons = new Set<string>();

  add(reason: string): void {
    this.count += 1;
    if (this.reasons.size < MAX_REASONS) this.reasons.add(reason);
  }

  get reason(): string {
    return [...this.reasons].join(' ');
  }
}

/** Why `id` is not a valid id of this many hex digits; undefined when it is. */
function idFault(id: string, digits: number, name: string): string | undefined {
  if (id.length !== digits) {
    const sent = id === '' ? 'is missing' : `has ${id.length / 2} bytes`;
    return `${name} ${sent}; it must have ${digits / 2}.`;
  }
  if (id === (digits === TRACE_DIGITS ? ZEROS : ZEROS.slice(SPAN_DIGITS))) return `${name} is all zeros.`;
  return HEX.test(id) ? undefined : `${name} is not hexadecimal.`;
}

/** The same for an id that may be left out: '' and zeros say so. */
function optionalIdFault(id: string, digits: number, name: string): string | undefined {
  return id === '' || isZero(id, digits) ? undefined : idFault(id, digits, name);
}

const isZero = (id: string, digits: number): boolean => id.length === digits && ZEROS.startsWith(id);
const withoutZeros = (id: string, digits: number): string => (isZero(id, digits) ? '' : id);

const DAY_NANOS = 86_400_000_000_000n;

const beyondStore = (time: bigint, name: string): string | undefined =>
  time > MAX_NANOS ? `${name} is after the year 2262, which the store cannot hold.` : undefined;

/** The judge of one signal's times. */
function timeJudge(signal: Signal, { now, retentionDays }: NormaliseOptions): (time: bigint, name: string) => string | undefined {
  const days = retentionDays[signal];
  const oldest = now - BigInt(days) * DAY_NANOS;
  return (time, name) => beyondStore(time, name) ?? (time < oldest ? `${name} is older than the retention of ${days} days.` : undefined);
}
type JudgeTime = ReturnType<typeof timeJudge>;

function spanFault(span: SentSpan, judgeTime: JudgeTime): string | undefined {
  let fault =
    idFault(span.traceId, TRACE_DIGITS, 'trace_id') ??
    idFault(span.spanId, SPAN_DIGITS, 'span_id') ??
    optionalIdFault(span.parentSpanId, SPAN_DIGITS, 'parent_span_id') ??
    judgeTime(span.start, "A span's start") ??
    beyondStore(span.end, "A span's end");
  for (const event of span.events) fault ??= beyondStore(event.time, "A span event's time");
  for (const link of span.links) {
    fault ??=
      optionalIdFault(link.traceId, TRACE_DIGITS, "A link's trace_id") ?? optionalIdFault(link.spanId, SPAN_DIGITS, "A link's span_id");
  }
  return fault;
}

function normaliseSpans(sent: readonly SentSpan[], options: NormaliseOptions, rejections: Rejections): Omit<IngestRequest, 'id'> {
  const spans: Span[] = [];
  const pendingSpans: Span[] = [];
  const logs: LogRecord[] = [];
  const judgeTime = timeJudge('traces', options);
  const judgeLogTime = timeJudge('logs', options);
  for (const span of sent) {
    const fault = spanFault(span, judgeTime);
    if (fault !== undefined) {
      rejections.add(fault);
      continue;
    }
    const judged = isZero(span.parentSpanId, SPAN_DIGITS) ? { ...span, parentSpanId: '' } : span;
    const normalised = normaliseSpan(judged);
    if (normalised.as === 'span') spans.push(normalised.span);
    else if (normalised.as === 'log') {
      const logFault = judgeLogTime(normalised.log.time, "A log's time");
      if (logFault === undefined) logs.push(normalised.log);
      else rejections.add(logFault);
    } else {
      const { spanId, parentSpanId } = normalised.span;
      const pendingFault =
        idFault(spanId, SPAN_DIGITS, "A pending span's parent_span_id") ??
        optionalIdFault(parentSpanId, SPAN_DIGITS, 'logfire.pending_parent_id');
      if (pendingFault === undefined) pendingSpans.push(normalised.span);
      else rejections.add(pendingFault);
    }
  }
  return { spans, pendingSpans, logs, points: [] };
}

function normaliseLogs(sent: readonly SentLog[], options: NormaliseOptions, rejections: Rejections): LogRecord[] {
  const logs: LogRecord[] = [];
  const judgeTime = timeJudge('logs', options);
  for (const log of sent) {
    const time = log.time === 0n ? options.now : log.time;
    const fault =
      optionalIdFault(log.traceId, TRACE_DIGITS, 'trace_id') ??
      optionalIdFault(log.spanId, SPAN_DIGITS, 'span_id') ??
      judgeTime(time, "A log's time");
    if (fault !== undefined) {
      rejections.add(fault);
      continue;
    }
    logs.push({
      ...log,
      time,
      traceId: withoutZeros(log.traceId, TRACE_DIGITS),
      spanId: withoutZeros(log.spanId, SPAN_DIGITS),
      severity: log.severity >= 0 && log.severity <= 24 ? log.severity : 0,
      tags: [],
    });
  }
  return logs;
}

function exemplarFault(exemplar: Exemplar): string | undefined {
  return (
    optionalIdFault(exemplar.traceId, TRACE_DIGITS, "An exemplar's trace_id") ??
    optionalIdFault(exemplar.spanId, SPAN_DIGITS, "An exemplar's span_id") ??
    beyondStore(exemplar.time, "An exemplar's time")
  );
}

/** Some senders fill the ids of what was recorded outside of any trace with zeros. */
function ofSpan(exemplar: Exemplar): Exemplar {
  const { traceId, spanId } = exemplar;
  return { ...exemplar, traceId: withoutZeros(traceId, TRACE_DIGITS), spanId: withoutZeros(spanId, SPAN_DIGITS) };
}

/** Names in reasons are cut, since a reason has to fit into a reply, and never within a surrogate pair. */
const shown = (name: string): string => (name.length <= 100 ? name : `${name.slice(0, 100).replace(/[\uD800-\uDBFF]$/, '')}…`);

/** A histogram's n bounds make n + 1 buckets; without buckets it has neither. */
function bucketsFault({ name, data }: MetricPoint): string | undefined {
  if (data.type !== 'histogram') return undefined;
  const { counts, bounds } = data;
  if (counts.length === bounds.length + 1 || (counts.length === 0 && bounds.length === 0)) return undefined;
  return `The histogram ${shown(name)} has ${counts.length} buckets for ${bounds.length} bounds; it must have one more than bounds.`;
}

function normalisePoints(sent: readonly MetricPoint[], options: NormaliseOptions, rejections: Rejections): MetricPoint[] {
  const judgeTime = timeJudge('metrics', options);
  const good = sent.filter((point) => {
    let fault =
      point.name === ''
        ? 'A metric has no name.'
        : point.time === 0n
          ? `A point of the metric ${shown(point.name)} has no time.`
          : undefined;
    fault ??= judgeTime(point.time, "A point's time") ?? beyondStore(point.start, "A point's start") ?? bucketsFault(point);
    for (const exemplar of point.exemplars) fault ??= exemplarFault(exemplar);
    if (fault !== undefined) rejections.add(fault);
    return fault === undefined;
  });
  return good.map((point) => (point.exemplars.length === 0 ? point : { ...point, exemplars: point.exemplars.map(ofSpan) }));
}

/** Which of a request's records the store gets, and which were refused. */
export function normalise(sent: Sent, options: NormaliseOptions): NormalisedRequest {
  const rejections = new Rejections();
  const none = { spans: [], pendingSpans: [], logs: [], points: [] };
  let rows: Omit<IngestRequest, 'id'>;
  switch (sent.signal) {
    case 'traces':
      rows = normaliseSpans(sent.spans, options, rejections);
      break;
    case 'logs':
      rows = { ...none, logs: normaliseLogs(sent.logs, options, rejections) };
      break;
    case 'metrics':
      rows = { ...none, points: normalisePoints(sent.points, options, rejections) };
      break;
  }
  return { rows, rejected: rejections.count, reason: rejections.reason };
}

/** How many rows a request stores. */
export function rowCount(rows: Omit<IngestRequest, 'id'>): number {
  return rows.spans.length + rows.pendingSpans.length + rows.logs.length + rows.points.length;
}

/** What the protocol calls the records of each signal. */
export const RECORD_NAMES: Readonly<Record<Signal, string>> = { traces: 'spans', logs: 'log records', metrics: 'data points' };
