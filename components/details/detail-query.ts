/** The queries behind the details of one record. */
import { DAY, millis, millisFromNanos, MINUTE, nanosFromText, type NanosText, type TimeRange } from '@/lib/base/time';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec, SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import type { SpanDetail } from '@/lib/model/trace';
import { chooseStep } from '@/lib/query/frame';

/** Logs of one trace that are shown. */
const MOST_LOGS = 500;

/** Logs of a trace, or of one of its spans. */
export function logsQuery(traceId: string, spanId: string | undefined, range: TimeRange): Query<RowsSpec> {
  const inTrace: Filter = { op: 'eq', field: record('traceId'), value: traceId };
  const inSpan: Filter | undefined = spanId === undefined ? undefined : { op: 'eq', field: record('spanId'), value: spanId };
  const where = allOf(inTrace, inSpan) ?? inTrace;
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'logs' },
    where,
    limit: MOST_LOGS,
    fields: [],
    orderBy: 'time',
    traceSummary: false,
  };
  return { spec, frame: { range, step: chooseStep(range, 1) } };
}

/** In whole steps, so that spans of one trace ask once. */
const ROUND = 5 * MINUTE;

/** Spans of the same service and name. */
export function similarFilter({ service, name }: Pick<SpanDetail, 'service' | 'name'>): Filter {
  return {
    op: 'and',
    of: [
      { op: 'eq', field: record('service'), value: service },
      { op: 'eq', field: record('name'), value: name },
    ],
  };
}

/** How long they took in the 24 h up to the span's own time. */
export function similarQuery(span: Pick<SpanDetail, 'service' | 'name' | 'time'>): Query<SeriesSpec> {
  const at = millisFromNanos(nanosFromText(span.time));
  const to = millis(Math.ceil((at + 1) / ROUND) * ROUND);
  const spec: SeriesSpec = {
    kind: 'series',
    source: { signal: 'spans' },
    where: similarFilter(span),
    measures: [{ fn: 'distribution', of: record('duration') }],
    by: [],
    limit: 1_000,
  };
  return { spec, frame: { range: { from: millis(to - DAY), to }, step: DAY } };
}

/** Lines before and after a log that are shown at first. */
export const CONTEXT_LINES = 10;
/** How far its context is looked for, on either side. */
const CONTEXT = 30 * MINUTE;

/** Logs of the service before a log (newest first) or after it (oldest first); the log itself, and those of its very instant, are in both. */
export function contextQuery(service: string, time: NanosText, side: 'before' | 'after', lines: number): Query<RowsSpec> {
  const at = millisFromNanos(nanosFromText(time));
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'logs' },
    where: { op: 'eq', field: record('service'), value: service },
    // the log itself comes back, too, and as many again may be of its very instant
    limit: 2 * lines + 1,
    fields: [],
    orderBy: side === 'before' ? 'time' : 'oldest',
    traceSummary: false,
  };
  // a range ends before its end, and starts at its start: the millisecond of the log is in both
  const range =
    side === 'before'
      ? { from: millis(Math.floor(at) - CONTEXT), to: millis(Math.floor(at) + 1) }
      : { from: millis(Math.floor(at)), to: millis(Math.floor(at) + CONTEXT) };
  return { spec, frame: { range, step: millis(CONTEXT) } };
}
