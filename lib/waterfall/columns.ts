/** The spans of one trace as columns: what arrives in chunks, kept in typed arrays that grow, so that a million spans fit. */
import { assert, present } from '@/lib/base/assert';
import type { NanosText } from '@/lib/base/time';
import { SPAN_KINDS, STATUS_CODES, type SpanKind, type StatusCode } from '@/lib/model/telemetry';
import type { TraceChunk, TraceHead } from '@/lib/model/trace';

/** A duration that says that the span has begun and no end was received. */
export const OPEN = -1;

const ERROR_STATUS = STATUS_CODES.indexOf('Error');

/** Column `x[i]` is about span `i`, in the order of arrival; indices never change while more arrives. */
export class SpanColumns {
  readonly traceId: string;
  readonly origin: NanosText;
  /** Spans in the store: more than will come where a limit cut the stream. */
  readonly total: number;
  readonly strings: string[] = [];
  private readonly spanId: string[] = [];
  private readonly parentSpanId: string[] = [];
  count = 0;
  /** ns since the origin. */
  start = new Float64Array(0);
  /** ns, or OPEN. */
  duration = new Float64Array(0);
  /** Numbers into `strings`. */
  service = new Int32Array(0);
  name = new Int32Array(0);
  message = new Int32Array(0);
  events = new Int32Array(0);
  level = new Uint8Array(0);
  private kinds = new Uint8Array(0);
  private statuses = new Uint8Array(0);

  constructor(head: TraceHead) {
    this.traceId = head.traceId;
    this.origin = head.origin;
    this.total = head.total;
  }

  /** Adds a chunk's spans behind those that are here. */
  append(chunk: TraceChunk): void {
    const added = chunk.spanId.length;
    assert(chunk.start.length === added && chunk.name.length === added, 'all columns of a chunk have one length');
    for (const text of chunk.strings) this.strings.push(text);
    for (const id of chunk.spanId) this.spanId.push(id);
    for (const id of chunk.parentSpanId) this.parentSpanId.push(id);
    this.reserve(this.count + added);
    this.start.set(chunk.start, this.count);
    this.duration.set(chunk.duration, this.count);
    this.service.set(chunk.service, this.count);
    this.name.set(chunk.name, this.count);
    this.message.set(chunk.message, this.count);
    this.events.set(chunk.events, this.count);
    this.level.set(chunk.level, this.count);
    this.kinds.set(
      chunk.spanKind.map((kind) => SPAN_KINDS.indexOf(kind)),
      this.count,
    );
    this.statuses.set(
      chunk.status.map((status) => STATUS_CODES.indexOf(status)),
      this.count,
    );
    this.count += added;
  }

  /** 16 hex digits. */
  spanIdOf(span: number): string {
    return this.spanId[span] ?? '';
  }

  /** 16 hex digits, whether or not that span has come; '' for a root. */
  parentIdOf(span: number): string {
    return this.parentSpanId[span] ?? '';
  }

  /** The span with an id, the first where several share it; -1 when it has not come. */
  indexOfId(id: string): number {
    return this.spanId.indexOf(id);
  }

  serviceOf(span: number): string {
    return this.text(this.service[span] ?? 0);
  }

  nameOf(span: number): string {
    return this.text(this.name[span] ?? 0);
  }

  /** '' where the span has none. */
  messageOf(span: number): string {
    return this.text(this.message[span] ?? 0);
  }

  /** What a row says of a span: its message, else its name. */
  labelOf(span: number): string {
    return this.messageOf(span) || this.nameOf(span);
  }

  /** String number `index`. */
  text(index: number): string {
    return present(this.strings[index], 'the string of a span');
  }

  kindOf(span: number): SpanKind {
    return present(SPAN_KINDS[this.kinds[span] ?? 0], 'the kind of a span');
  }

  statusOf(span: number): StatusCode {
    return present(STATUS_CODES[this.statuses[span] ?? 0], 'the status of a span');
  }

  isError(span: number): boolean {
    return this.statuses[span] === ERROR_STATUS;
  }

  isOpen(span: number): boolean {
    return this.duration[span] === OPEN;
  }

  startOf(span: number): number {
    return this.start[span] ?? 0;
  }

  /** When the span ended, ns since the origin; `openEnd` for one that has not. Never before its start. */
  endOf(span: number, openEnd: number): number {
    const start = this.startOf(span);
    return this.isOpen(span) ? Math.max(start, openEnd) : start + (this.duration[span] ?? 0);
  }

  /** Doubles, so that n appends copy each span a constant number of times. */
  private reserve(needed: number): void {
    if (needed <= this.start.length) return;
    const size = Math.max(needed, this.start.length * 2, 256);
    const wider = <T extends { set(from: T): void }>(to: T, from: T): T => (to.set(from), to);
    this.start = wider(new Float64Array(size), this.start);
    this.duration = wider(new Float64Array(size), this.duration);
    this.service = wider(new Int32Array(size), this.service);
    this.name = wider(new Int32Array(size), this.name);
    this.message = wider(new Int32Array(size), this.message);
    this.events = wider(new Int32Array(size), this.events);
    this.level = wider(new Uint8Array(size), this.level);
    this.kinds = wider(new Uint8Array(size), this.kinds);
    this.statuses = wider(new Uint8Array(size), this.statuses);
  }
}
