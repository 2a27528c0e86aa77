/** What the list of services asks: figures of entry spans by service, so that roll-ups apply, and what else was heard of each. */
import type { TimeRange } from '@/lib/base/time';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { Measure, Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { alignRange, chooseStep, previousRange } from '@/lib/query/frame';

/** Services that are listed. */
export const MOST_SERVICES = 1_000;
/** Steps of the small line in each row. */
const TREND_POINTS = 40;

const SPANS = { signal: 'spans' } as const;
const ENTRY: Filter = { op: 'eq', field: record('entry'), value: true };
const SERVICE = [record('service')];
const quantile = (q: number): Measure => ({ fn: 'quantile', of: record('duration'), q });

/** In the order of `ServiceFigures`: rate, error share, percentiles. */
const FIGURES: Measure[] = [
  { fn: 'rate' },
  { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } },
  quantile(0.5),
  quantile(0.95),
  quantile(0.99),
];

export interface ServiceQueries {
  readonly figures: Query<TableSpec>;
  /** The same in the window before. */
  readonly before: Query<TableSpec>;
  readonly trend: Query<SeriesSpec>;
  readonly versions: Query<TableSpec>;
  /** Every service that sent any span at all, and when it last did (ms since 1970). */
  readonly heard: Query<TableSpec>;
}

/** The questions for `range`, in these environments (none: in all). */
export function serviceQueries(range: TimeRange, environments: readonly string[]): ServiceQueries {
  const step = chooseStep(range, TREND_POINTS);
  const frame = { range: alignRange(range, step), step };
  const chosen: Filter | undefined =
    environments.length === 0 ? undefined : { op: 'in', field: record('environment'), values: [...environments] };
  const entries = allOf(ENTRY, chosen);
  const table = (where: Filter | undefined, measures: Measure[], by = SERVICE): TableSpec => ({
    kind: 'table',
    source: SPANS,
    ...(where ? { where } : {}),
    measures,
    by,
    limit: MOST_SERVICES,
    orderBy: 0,
  });
  const figures = table(entries, FIGURES);
  const trend: SeriesSpec = {
    kind: 'series',
    source: SPANS,
    ...(entries ? { where: entries } : {}),
    measures: [{ fn: 'rate' }],
    by: SERVICE,
    limit: MOST_SERVICES,
  };
  return {
    figures: { spec: figures, frame },
    before: { spec: figures, frame: { range: previousRange(frame.range), step } },
    trend: { spec: trend, frame },
    versions: { spec: table(entries, [{ fn: 'count' }], [record('service'), record('serviceVersion')]), frame },
    heard: { spec: table(chosen, [{ fn: 'count' }, { fn: 'max', of: record('time') }]), frame },
  };
}
