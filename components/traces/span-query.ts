/** The queries behind the traces pages. */
import type { Millis, TimeRange } from '@/lib/base/time';
import type { Filter } from '@/lib/model/filter';

import type { Query, RowsSpec, SeriesSpec } from '@/lib/model/query';
import { allOf } from '@/lib/model/all-of';
import { record } from '@/lib/model/record-field';
import { chooseStep } from '@/lib/query/frame';

/** Records asked for at once. */
export const PAGE_ROWS = 100;
/** Bars of the histogram. */
const BARS = 120;

/** Which spans: the roots of traces, or all. */
export type Show = 'roots' | 'all';

/** The first span of each trace. */
export const ROOT: Filter = { op: 'eq', field: record('root'), value: true };

function shownFilter(filter: Filter | undefined, show: Show): Filter | undefined {
  return show === 'roots' ? allOf(ROOT, filter) : filter;
}

function frameOf(range: TimeRange): { range: TimeRange; step: Millis } {
  return { range, step: chooseStep(range, BARS) };
}

/** One page of spans, newest or longest first; `after` is the cursor of the page before. */
export function spansQuery(
  filter: Filter | undefined,
  show: Show,
  orderBy: 'time' | 'duration',
  range: TimeRange,
  after?: string,
): Query<RowsSpec> {
  const where = shownFilter(filter, show);
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'spans' },
    ...(where ? { where } : {}),
    limit: PAGE_ROWS,
    fields: [],
    orderBy,
    traceSummary: show === 'roots',
    ...(after === undefined ? {} : { after }),
  };
  return { spec, frame: frameOf(range) };
}

/** How many spans in each step, and which share of them (0–1) has an error. */
export function histogramQuery(filter: Filter | undefined, show: Show, range: TimeRange): Query<SeriesSpec> {
  const where = shownFilter(filter, show);
  const spec: SeriesSpec = {
    kind: 'series',
    source: { signal: 'spans' },
    ...(where ? { where } : {}),
    measures: [{ fn: 'count' }, { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }],
    by: [],
    limit: 1,
  };
  return { spec, frame: frameOf(range) };
}
