/** What kind of metric a name is: looked up in the tables, for senders decide it. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { Kept } from '@/lib/backends/clickhouse/kept';
import { lookedUp, type MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import type { Frame } from '@/lib/model/query';
import type { Answer } from '@/lib/model/answer';
import type { MetricData } from '@/lib/model/telemetry';
import { identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** How a metric behaves. Cumulative sums that also fall are `gauge`s; sums of deltas are counters, whichever way they go. */
export type Behaviour = 'gauge' | 'counter' | 'histogram' | 'exponentialHistogram' | 'summary';

export interface MetricKind {
  readonly behaviour: Behaviour;
  readonly table: string;
  /** The smallest scale that an exponential histogram's points have: what all of them can be brought to. */
  readonly scale: number;
  /** About how many points come in an hour, of all its series. */
  readonly pointsPerHour: number;
  /** How many series it has at most; undefined where nobody knows. */
  readonly series: number | undefined;
}

/** OTLP's AggregationTemporality. */
export const DELTA = 1n;

/**
 * How long before the range a series' last point is looked for: exporters send every 10 to 60 s, some every 5 min, and the
 * length of a step or window says what the asker thinks of as long.
 */
export function lookback(length: Millis): Millis {
  return millis(Math.min(DAY, Math.max(15 * MINUTE, length)));
}

const TYPES = Object.keys(METRIC_TABLES) as MetricData['type'][];

/** The kinds that `metric` is in the frame, the one with the most points first: senders may disagree. Throws BackendError. */
export function lookUpMetric(metric: string, frame: Frame, ask: Ask, layout: Layout): Promise<readonly MetricKind[]> {
  return kindsWithin(metric, lookedBack(frame), ask, layout, TYPES);
}

/** Those of `kinds` that are told in one figure: the first, and histograms of the other sort where it is one. */
export function toldTogether([first, ...others]: readonly MetricKind[]): readonly MetricKind[] {
  if (!first) return [];
  return [first, ...(isHistogram(first) ? others.filter(isHistogram) : [])];
}

function isHistogram({ behaviour }: MetricKind): boolean {
  return behaviour === 'histogram' || behaviour === 'exponentialHistogram';
}

function lookedBack({ range, step }: Frame): TimeRange {
  return { from: millis(range.from - lookback(step)), to: range.to };
}

/** The same in `range`, for a metric that can only have `types`. */
async function kindsWithin(
  metric: string,
  { from, to }: TimeRange,
  ask: Ask,
  layout: Layout,
  types: readonly MetricData['type'][],
): Promise<readonly MetricKind[]> {
  const found = types.filter((type) => hasColumn(layout, METRIC_TABLES[type], 'MetricName'));
  if (metric === '' || found.length === 0) return [];
  const parts = found.map((type): Sql => {
    const falls = type === 'sum' ? sql`countIf(NOT IsMonotonic AND AggregationTemporality != ${DELTA})` : sql`0`;
    const scale = type === 'exponentialHistogram' ? sql`min(Scale)` : sql`0`;
    return sql`SELECT ${type} AS type, count() AS points, toInt64(${falls}) AS falls, toInt64(${scale}) AS scale
FROM ${identifier(METRIC_TABLES[type])}
WHERE MetricName = ${metric} AND ${withinTime(sql`TimeUnix`, from, to)}`;
  });
  const rows = await ask(sql`SELECT * FROM (${join(parts, sql`\nUNION ALL\n`)}) WHERE points > 0 ORDER BY points DESC, type`);
  return rows.map((row) => {
    const type = TYPES.find((each) => each === row[0]) ?? 'gauge';
    const points = Number(row[1]);
    const behaviour = type === 'sum' ? (Number(row[2]) * 2 > points ? 'gauge' : 'counter') : type;
    return {
      behaviour,
      table: METRIC_TABLES[type],
      scale: Number(row[3]),
      pointsPerHour: perHour(points, { from, to }),
      series: undefined,
    };
  });
}

function perHour(points: number, { from, to }: TimeRange): number {
  return (points * HOUR) / (to - from);
}

/** Finds what kinds of metric a name is, the one with the most points first. */
export type MetricLookUp = (metric: string, frame: Frame, ask: Ask) => Promise<readonly MetricKind[]>;

/** How long an answer is kept: the panels of one page, and one refresh of it. */
const KEPT = millis(15 * SECOND);
const MOST_KEPT = 2_000;

/**
 * The kinds of a metric in the whole hours (of a long frame days) that the frame touches, remembered for a moment. An exponential
 * histogram is always looked up, for a finer or coarser scale may come with any point; a metric that is not among `names` never
 * is, nor one of which the names alone say all.
 */
export function createLookUp(layout: Layout, names: MetricNames): MetricLookUp {
  const mayBeKept = (kinds: readonly MetricKind[]) =>
    kinds.length > 0 && kinds.every(({ behaviour }) => behaviour !== 'exponentialHistogram');
  const kept = new Kept<readonly MetricKind[]>(KEPT, MOST_KEPT, mayBeKept);
  return async (metric, frame, ask) => {
    const range = lookedUp(lookedBack(frame));
    return kept.get(JSON.stringify([metric, range]), async () => {
      const types = await names.typesOf(metric, range, ask);
      if (!types) return kindsWithin(metric, range, ask, layout, TYPES);
      const kinds = types.map(async ({ type, points, series }): Promise<MetricKind[]> => {
        if (type === 'sum' || type === 'exponentialHistogram')
          return (await kindsWithin(metric, range, ask, layout, [type])).map((kind) => ({ ...kind, series }));
        return [{ behaviour: type, table: METRIC_TABLES[type], scale: 0, pointsPerHour: perHour(points, range), series }];
      });
      return (await Promise.all(kinds)).flat();
    });
  };
}

const CALLED: Readonly<Record<Behaviour, string>> = {
  gauge: 'gauges',
  counter: 'counters',
  histogram: 'histograms',
  exponentialHistogram: 'exponential histograms',
  summary: 'summaries',
};

/** What others send under the metric's name that cannot be added to what is told. */
export function leftOut(kinds: readonly MetricKind[]): Pick<Answer, 'leftOut'> {
  const names = kinds.map(({ behaviour, table }) =>
    behaviour === 'gauge' && table === METRIC_TABLES.sum ? 'up-down counters' : CALLED[behaviour],
  );
  return names.length > 0 ? { leftOut: `${names.join(' and ')} of this name left out` } : {};
}
