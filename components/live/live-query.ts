/** The queries behind the live page: its records, their counts over time, and what its open traces need. */
import { HOUR, millis, millisFromNanos, nanosFromText, type Millis, type NanosText, type TimeRange } from '@/lib/base/time';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { LiveSignal } from '@/lib/model/live';
import type { Query, RowsSpec, SeriesSpec } from '@/lib/model/query';
import { record, type RecordField } from '@/lib/model/record-field';
import { chooseStep } from '@/lib/query/frame';

/** `tree`: one row for each trace, and logs that belong to none. `flat`: every record. */
export const VIEWS = ['tree', 'flat'] as const;
export type View = (typeof VIEWS)[number];

/** Records asked for at once, of each signal. */
export const PAGE_ROWS = 100;
/** Spans of an opened trace whose tags, tokens and scopes are read; more of them show their names and bars alone. */
const MOST_DETAILED = 1_000;
/** Logs of an opened trace that are woven into its tree. */
const MOST_LOGS = 500;
/** Bars of the histogram. */
const BARS = 120;
/** A sender's clock may be ahead by this much: its records are not in the future for long. */
const AHEAD: Millis = millis(60_000);

/** What each row says beside the columns that all rows have, in this order. */
export const EXTRA_FIELDS = [
  'serviceVersion',
  'scope',
  'inputTokens',
  'outputTokens',
  'cost',
  'model',
  'exceptionType',
  'tags',
] as const satisfies readonly RecordField[];

/** The fields that every row is asked for. */
export const FIELDS = EXTRA_FIELDS.map((name) => record(name));

const IN_TRACE: Filter = { op: 'exists', field: record('traceId') };
const ALONE: Filter = { op: 'not', of: IN_TRACE };

function rows(signal: LiveSignal, where: Filter | undefined, limit: number): Omit<RowsSpec, 'after'> {
  return {
    kind: 'rows',
    source: { signal },
    ...(where ? { where } : {}),
    limit,
    fields: FIELDS,
    orderBy: 'time',
    traceSummary: false,
  };
}

/**
 * One page of the list's spans or logs, newest first; `after` is the cursor of the page before. Without a filter a tree has
 * the logs of its trace in it, so only those outside of any are asked for; a log that a
 * filter finds may be all that there is to show of its trace.
 */
export function pageQuery(
  signal: LiveSignal,
  filter: Filter | undefined,
  view: View,
  { from, to }: TimeRange,
  after?: string,
): Query<RowsSpec> {
  const tree = view === 'tree';
  const where = signal === 'logs' && tree && !filter ? ALONE : filter;
  const spec: RowsSpec = {
    ...rows(signal, where, PAGE_ROWS),
    ...(signal === 'spans' ? { running: true, traceSummary: tree, ...(tree ? { per: 'trace' as const } : {}) } : {}),
    ...(after === undefined ? {} : { after }),
  };
  const range = { from, to: millis(to + AHEAD) };
  return { spec, frame: { range, step: chooseStep(range, BARS) } };
}

/** How many spans or logs in each step, and which share of them (0–1) has an error. */
export function histogramQuery(signal: LiveSignal, filter: Filter | undefined, range: TimeRange): Query<SeriesSpec> {
  const spec: SeriesSpec = {
    kind: 'series',
    source: { signal },
    ...(filter ? { where: filter } : {}),
    measures: [{ fn: 'count' }, { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }],
    by: [],
    limit: 1,
  };
  return { spec, frame: { range, step: chooseStep(range, BARS) } };
}

/** Spans or logs of one trace that is opened in the list, around the time of the record that it was opened by. */
export function traceQuery(signal: LiveSignal, traceId: string, around: NanosText): Query<RowsSpec> {
  const at = millisFromNanos(nanosFromText(around));
  // whole hours, so that a trace that grows is asked for by one key
  const range = { from: millis(Math.floor(at / HOUR - 1) * HOUR), to: millis(Math.ceil(at / HOUR + 2) * HOUR) };
  const where = allOf({ op: 'eq', field: record('traceId'), value: traceId });
  const spec: RowsSpec = {
    ...rows(signal, where, signal === 'logs' ? MOST_LOGS : MOST_DETAILED),
    ...(signal === 'spans' ? { running: true } : {}),
  };
  return { spec, frame: { range, step: chooseStep(range, BARS) } };
}
