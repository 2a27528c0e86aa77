/** Records as the list keeps them: by a key that stays while the record behind it grows. */
import type { RecordRow, SpanRow, TraceSummary } from '@/lib/model/answer';
import { parseLogRef, printLogRef } from '@/lib/client/log-ref';
import type { LogRef } from '@/lib/model/log';
import type { View } from '@/components/live/live-query';
import { placeOf } from '@/lib/query/merge-pages';

export interface LiveRecord {
  /** A trace in the tree, a span or a log otherwise. */
  readonly key: string;
  readonly row: RecordRow;
  /** When it began, ns. */
  readonly time: bigint;
  /** The instant that decides on which page of the store's answers it stands, ns: a trace is listed by its newest span. */
  readonly place: bigint;
  /** What its trace adds up to, as far as that is known. */
  readonly trace: TraceSummary | undefined;
}

/** The record that `row` is in the list. */
export function liveRecord(row: RecordRow, view: View): LiveRecord {
  const trace = row.signal === 'spans' ? row.trace : undefined;
  return { key: keyOf(row, view), row, time: BigInt(row.time), place: placeOf(row), trace };
}

function keyOf(row: RecordRow, view: View): string {
  if (row.signal === 'logs') return `log ${printLogRef(row)}`;
  return view === 'tree' ? `trace ${row.traceId}` : `span ${row.traceId} ${row.spanId}`;
}

/** Whether `next` takes the place of `before`, which has the same key: a root that of its child, an end that of a beginning. */
export function replaces(next: RecordRow, before: RecordRow): boolean {
  if (next.signal === 'logs' || before.signal === 'logs') return false;
  if (next.spanId === before.spanId) return before.duration === '-1' && next.duration !== '-1';
  return isRoot(next) && !isRoot(before);
}

function isRoot(row: SpanRow): boolean {
  return row.parentSpanId === '';
}

/** Of two readings of one record, the one that knows more. */
export function better(one: LiveRecord, other: LiveRecord): LiveRecord {
  const row = replaces(other.row, one.row) ? other.row : one.row;
  const trace = (other.trace?.spans ?? 0) > (one.trace?.spans ?? 0) ? other.trace : one.trace;
  return row === one.row && trace === one.trace
    ? one
    : { key: one.key, row, time: BigInt(row.time), place: one.place > other.place ? one.place : other.place, trace };
}

/** Newest first; two of one instant by their keys, so that the order never changes. */
export function newestFirst(one: LiveRecord, other: LiveRecord): number {
  if (one.time !== other.time) return one.time > other.time ? -1 : 1;
  return one.key < other.key ? -1 : one.key > other.key ? 1 : 0;
}

/** What the details show: it stands in the address, so that a link opens it. */
export type OpenRecord =
  { readonly signal: 'spans'; readonly traceId: string; readonly spanId: string } | { readonly signal: 'logs'; readonly ref: LogRef };

/** `<trace>.<span>`, or `<time>-<id>` of a log. */
export function printOpen(open: OpenRecord): string {
  return open.signal === 'logs' ? printLogRef(open.ref) : `${open.traceId}.${open.spanId}`;
}

const SPAN = /^([0-9a-f]{1,64})\.([0-9a-f]{1,32})$/;

/** Undefined for text that names no record. */
export function parseOpen(text: string): OpenRecord | undefined {
  const [, traceId, spanId] = SPAN.exec(text) ?? [];
  if (traceId !== undefined && spanId !== undefined) return { signal: 'spans', traceId, spanId };
  const ref = parseLogRef(text);
  return ref && { signal: 'logs', ref };
}

/** The details of a row. */
export function openOf(row: RecordRow): OpenRecord {
  return row.signal === 'logs'
    ? { signal: 'logs', ref: { time: row.time, id: row.id } }
    : { signal: 'spans', traceId: row.traceId, spanId: row.spanId };
}
