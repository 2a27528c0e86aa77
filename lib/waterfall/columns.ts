/** The spans of one trace as columns: what arrives in chunks, kept in typed arrays that grow, so that a million spans fit. */
import { assert, present } from '@/lib/base/assert';
import type { NanosText } from '@/lib/base/time';
import { SPAN_KINDS, STATUS_CODES, type SpanKind, type StatusCode } from '@/lib/model/telemetry';
import type { Numbers, TraceChunk, TraceHead } from '@/lib/model/trace';
import { IdTable, idText, idWords } from '@/lib/waterfall/id-table';

/** A duration that says that the span has begun and no end was received. */
export const OPEN = -1;

/** Stands for a parent that has not come, and for no parent. */
const UNKNOWN = -1;

const ERROR_STATUS = STATUS_CODES.indexOf('Error');

/** Strings that are looked up, so that each is kept once. Beyond, messages are likely to be all different: they are not. */
const MOST_KNOWN = 100_000;

/** Column `x[i]` is about span `i`, in the order of arrival; indices never change while more arrives. */
export class SpanColumns {
  readonly traceId: string;
  readonly origin: NanosText;
  /** Spans in the store: more than will come where a limit cut the stream. */
  readonly total: number;
  readonly strings: string[] = [];
  count = 0;
  /** ns since the origin. */
  start = new Float64Array(0);
  /** ns, or OPEN. */
  duration = new Float64Array(0);
  /** Numbers into `strings`. Services and names are the same where their numbers are; one message may have several. */
  service = new Int32Array(0);
  name = new Int32Array(0);
  message = new Int32Array(0);
  /** How many events and links a span has. */
  events = new Uint32Array(0);
  links = new Uint32Array(0);
  level = new Uint8Array(0);
  private kinds = new Uint8Array(0);
  private statuses = new Uint8Array(0);
  private remotes = new Uint8Array(0);
  private readonly ids = new IdTable();
  /** Lower and upper 32 bits; 0 for a root. */
  private parentIds = new Uint32Array(0);
  /** The span that is the parent, or UNKNOWN. */
  private parents = new Int32Array(0);
  /** Spans whose parent has not come. */
  private orphans: number[] = [];
  private readonly known = new Map<string, number>();

  /** `expected`: how many spans will come, where that is known: then nothing is copied on the way. */
  constructor(head: TraceHead, expected = 0) {
    this.traceId = head.traceId;
    this.origin = head.origin;
    this.total = head.total;
    if (expected > 0) this.reserve(expected);
  }

  /** Adds a chunk's spans behind those that are here. */
  append(chunk: TraceChunk): void {
    const { count } = chunk;
    assert(chunk.start.length === count && chunk.name.length === count, 'all columns of a chunk have one length');
    this.reserve(this.count + count);
    this.start.set(chunk.start, this.count);
    this.duration.set(chunk.duration, this.count);
    const numbers = new Int32Array(chunk.strings.length).fill(-1);
    const number = (at: number, keep: boolean): number => {
      const before = numbers[at] ?? -1;
      if (before !== -1) return before;
      return (numbers[at] = this.numberOf(present(chunk.strings[at], 'a string of the chunk'), keep));
    };
    this.copyNumbers(chunk.service, this.service, (at) => number(at, true));
    this.copyNumbers(chunk.name, this.name, (at) => number(at, true));
    this.copyNumbers(chunk.message, this.message, (at) => number(at, false));
    this.events.set(chunk.events, this.count);
    this.links.set(chunk.links, this.count);
    this.level.set(chunk.level, this.count);
    this.kinds.set(chunk.spanKind, this.count);
    this.statuses.set(chunk.status, this.count);
    this.remotes.set(chunk.remote, this.count);
    this.parentIds.set(chunk.parentSpanId, this.count * 2);
    for (let at = 0; at < count; at += 1) this.ids.add(chunk.spanId[at * 2] ?? 0, chunk.spanId[at * 2 + 1] ?? 0);
    this.count += count;
    for (let span = this.count - count; span < this.count; span += 1) {
      this.parents[span] = this.lookForParent(span);
      if (this.parents[span] === UNKNOWN && this.hasParentId(span)) this.orphans.push(span);
    }
  }

  /** 16 hex digits. */
  spanIdOf(span: number): string {
    return idText(this.ids.low(span), this.ids.high(span));
  }

  /** 16 hex digits, whether or not that span has come; '' for a root. */
  parentIdOf(span: number): string {
    return this.hasParentId(span) ? idText(this.parentIds[span * 2] ?? 0, this.parentIds[span * 2 + 1] ?? 0) : '';
  }

  /** The span with an id, the first where several share it; -1 when it has not come. */
  indexOfId(id: string): number {
    const words = idWords(id);
    return words ? this.ids.find(...words) : UNKNOWN;
  }

  /** The span here that has the id of span `span` of another reading; -1 when it has not come. */
  counterpartOf(other: SpanColumns, span: number): number {
    return other === this ? span : this.ids.find(other.ids.low(span), other.ids.high(span));
  }

  /** The parent as far as it has come, the first where several have its id; -1 for a root and where it is missing. */
  parentOf(span: number): number {
    return this.parents[span] ?? UNKNOWN;
  }

  /** Looks once more for the parents that had not come. Those that are still missing, as spans without them, in order. */
  adopt(): readonly number[] {
    this.orphans = this.orphans.filter((span) => {
      this.parents[span] = this.lookForParent(span);
      return this.parents[span] === UNKNOWN;
    });
    return this.orphans;
  }

  /** Lower and upper 32 bits of the parent's id; 0 for a root. */
  parentWordsOf(span: number): [low: number, high: number] {
    return [this.parentIds[span * 2] ?? 0, this.parentIds[span * 2 + 1] ?? 0];
  }

  /** Below 0 where the id of span `a` sorts before that of span `b`. */
  compareIds(a: number, b: number): number {
    return this.ids.compare(a, b);
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

  /** True where the sender said that the parent is in another process. */
  hasRemoteParent(span: number): boolean {
    return this.remotes[span] === 1;
  }

  startOf(span: number): number {
    return this.start[span] ?? 0;
  }

  /** When the span ended, ns since the origin; `openEnd` for one that has not. Never before its start. */
  endOf(span: number, openEnd: number): number {
    const start = this.startOf(span);
    return this.isOpen(span) ? Math.max(start, openEnd) : start + (this.duration[span] ?? 0);
  }

  private hasParentId(span: number): boolean {
    return this.parentIds[span * 2] !== 0 || this.parentIds[span * 2 + 1] !== 0;
  }

  private lookForParent(span: number): number {
    return this.hasParentId(span) ? this.ids.find(this.parentIds[span * 2] ?? 0, this.parentIds[span * 2 + 1] ?? 0) : UNKNOWN;
  }

  private numberOf(text: string, keep: boolean): number {
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const number = this.strings.push(text) - 1;
    if (keep || this.known.size < MOST_KNOWN) this.known.set(text, number);
    return number;
  }

  private copyNumbers(from: Numbers, to: Int32Array, number: (at: number) => number): void {
    for (let at = 0; at < from.length; at += 1) to[this.count + at] = number(from[at] ?? 0);
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
    this.events = wider(new Uint32Array(size), this.events);
    this.links = wider(new Uint32Array(size), this.links);
    this.level = wider(new Uint8Array(size), this.level);
    this.kinds = wider(new Uint8Array(size), this.kinds);
    this.statuses = wider(new Uint8Array(size), this.statuses);
    this.remotes = wider(new Uint8Array(size), this.remotes);
    this.parentIds = wider(new Uint32Array(size * 2), this.parentIds);
    this.parents = wider(new Int32Array(size), this.parents);
    this.ids.reserve(size);
  }
}
