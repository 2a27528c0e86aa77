/** The queries behind the page of logs. */
import type { Millis, TimeRange } from '@/lib/base/time';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec, SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { SEVERITIES } from '@/components/records/severity';
import { chooseStep } from '@/lib/query/frame';

/** Records asked for at once. */
const PAGE_ROWS = 100;
/** Bars of the histogram. */
const BARS = 120;

const SOURCE = { signal: 'logs' } as const;

function frameOf(range: TimeRange): { range: TimeRange; step: Millis } {
  return { range, step: chooseStep(range, BARS) };
}

/** Logs of at least this severity number. */
export function severityFrom(number: number): Filter {
  return { op: 'gte', field: record('severity'), value: number };
}

/** One page of logs, newest first, with the tenant of each; `after` is the cursor of the page before. */
export function logsQuery(filter: Filter | undefined, range: TimeRange, after?: string): Query<RowsSpec> {
  const spec: RowsSpec = {
    kind: 'rows',
    source: SOURCE,
    ...(filter ? { where: filter } : {}),
    limit: PAGE_ROWS,
    fields: [record('tenant')],
    orderBy: 'time',
    traceSummary: false,
    ...(after === undefined ? {} : { after }),
  };
  return { spec, frame: frameOf(range) };
}

/** How many logs in each step (measure 0), and which share of them is of each severity or worse, from the worst down. */
export function histogramQuery(filter: Filter | undefined, range: TimeRange): Query<SeriesSpec> {
  const shares = SEVERITIES.slice(0, -1).map(({ from }) => ({ fn: 'ratio' as const, where: severityFrom(from) }));
  const spec: SeriesSpec = {
    kind: 'series',
    source: SOURCE,
    ...(filter ? { where: filter } : {}),
    measures: [{ fn: 'count' }, ...shares],
    by: [],
    limit: 1,
  };
  return { spec, frame: frameOf(range) };
}
