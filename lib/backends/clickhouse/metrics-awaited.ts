/**
 * Until when counters have told what they added. A series that is told once a minute says nothing of the time since its newest point,
 * so that in steps of seconds the sum over all series seems to fall where the present is: such steps are better a gap.
 */
import { instant } from '@/lib/backends/clickhouse/dialect';
import type { Fields } from '@/lib/backends/clickhouse/fields';
import { pointFilter, seriesOf, type PointsQuery } from '@/lib/backends/clickhouse/metrics-points';
import { millis, MINUTE, type Millis } from '@/lib/base/time';
import type { Series } from '@/lib/model/answer';
import type { Frame, Measure } from '@/lib/model/query';
import type { Dialect } from '@/lib/sql/dialect';
import { identifier, sql, type Sql } from '@/lib/sql/sql';

/** Of longer steps, what is not told yet is a small part. */
const SHORT = millis(5 * MINUTE);
/** How long before now the last two points of a series are looked for. */
const LOOKED_BACK = millis(15 * MINUTE);
/** The part of a range that may become a gap: a series that is told more seldom is not waited for. */
const MOST = 1 / 5;

/** Whether the newest steps of `frame` may be told in part at `now`: what was told of a range since it ended is read, too. */
export function reachesNow({ range, step }: Frame, now: Millis): boolean {
  return step < SHORT && range.from < now && range.to > millis(now - LOOKED_BACK);
}

/**
 * The statement that finds the newest time (ms) that every series has told of, or 0 where none is waited for. A series is, until twice
 * the time between its last two points has gone by.
 */
export function compileAwaited(
  { metric, kind, where, frame: { range } }: Pick<PointsQuery, 'metric' | 'kind' | 'where' | 'frame'>,
  now: Millis,
  fields: Fields,
  dialect: Dialect,
): Sql {
  const least = BigInt(Math.round(range.to - (range.to - range.from) * MOST));
  return sql`SELECT min(times[1])
FROM (
SELECT arrayReverseSort(groupUniqArray(toUnixTimestamp64Milli(TimeUnix))) AS times
FROM ${identifier(kind.table)}
WHERE MetricName = ${metric} AND TimeUnix >= ${instant(millis(now - LOOKED_BACK))} AND TimeUnix <= ${instant(now)}${pointFilter({ metric, where }, dialect)}
GROUP BY ${seriesOf(fields)}
)
WHERE length(times) > 1 AND 3 * times[1] - 2 * times[2] >= ${BigInt(now)} AND times[1] >= ${least}`;
}

const ADDED: readonly Measure['fn'][] = ['count', 'rate', 'sum', 'increase'];

/** `series` with a gap where steps end after `told` (ms), of measures that add up. */
export function upTo(told: number, series: readonly Series[], measures: readonly Measure[], step: Millis): Series[] {
  return series.map((each) => {
    const measure = measures[each.measure];
    if (!measure || !ADDED.includes(measure.fn)) return each;
    return { ...each, points: each.points.map(([at, value]) => [at, at + step > told ? null : value]) };
  });
}
