/**
 * Points as the hours of their series tell them: few that say as much as all. Of a gauge one an hour; of a counter the first and
 * the last of each hour, between which it only rose, so that what it added is the difference of the two.
 *
 * An hour in which a series began anew (by its start time, or because its value fell) is not told by two points: its own
 * points are read. A fall shows because all that a value rose is then more than the difference of the last and the first; one of
 * less than a billionth of the value is a rounding error.
 */
import type { Fields } from '@/lib/backends/clickhouse/fields';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { DELTA, type MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { pointHour, selectHours, wholeHours, type RolledUp } from '@/lib/backends/clickhouse/metric-rollup-hours';
import { keptTo, labelNames, pointFilter, pointsWhere, type Extra, type PointsQuery } from '@/lib/backends/clickhouse/metrics-points';
import { millis } from '@/lib/base/time';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** What a point that stands for many says, beside its value: how many they are, and of a gauge their sum and extremes. */
const STANDS_FOR: readonly { readonly name: string; readonly single: Sql; readonly hour: Sql }[] = [
  { name: 'n', single: sql`toUInt64(1)`, hour: sql`point.3` },
  { name: 'total', single: sql`Value`, hour: sql`total` },
  { name: 'least', single: sql`Value`, hour: sql`least` },
  { name: 'greatest', single: sql`Value`, hour: sql`greatest` },
];

/** Whether a point tells something else than the points that it stands for. */
const DOUBT = 'doubt';

/** Whether `hourlyPoints` has that column: the values of gauges stand as they are. */
export function tellsDoubt({ careful }: Hours, { behaviour }: MetricKind): boolean {
  return behaviour === 'counter' && !careful;
}

const DELTAS = sql`AggregationTemporality = ${DELTA}`;
/** The hour's points only rose, or are deltas. */
const TOLD = sql`multiIf(${DELTAS}, true, started != restarted, false, points = 1, true, began >= ended, false, abs(risen - (newest - oldest)) <= 1e-9 * greatest(abs(oldest), abs(newest)))`;

const last = (value: Sql, count: Sql) => sql`(toUnixTimestamp64Nano(ended), ${value}, ${count})`;
/** Time, value, and for how many points it stands. */
const POINTS_OF: Readonly<Record<'gauge' | 'counter', Sql>> = {
  gauge: sql`[${last(sql`newest`, sql`points`)}]`,
  counter: sql`multiIf(${DELTAS}, [${last(sql`total`, sql`points`)}], points = 1, [${last(sql`newest`, sql`points`)}], [(toUnixTimestamp64Nano(began), oldest, toUInt64(1)), ${last(sql`newest`, sql`toUInt64(points - 1)`)}])`,
};

/** Which type of metric it is whose hours are read, and whether its doubtful hours are told by their own points. */
export interface Hours {
  readonly type: RolledUp;
  /** Dearer than all the rest: it is asked for when the hours say that one of them is in doubt. Of gauges none ever is. */
  readonly careful: boolean;
}

/**
 * What `query` reads, from `before` ms before its range on: as the table's points are read (series, temporality, t, s, by0…, the
 * accumulated `v`, the extras), n, total, least, greatest and, where it `tellsDoubt`, doubt.
 */
export function hourlyPoints({ type, careful }: Hours, query: PointsQuery, fields: Fields, dialect: Dialect, before: number): Sql {
  const { metric, kind, frame, by, extras } = query;
  const { from, to } = frame.range;
  const { hours, rest } = wholeHours({ from: millis(from - before), to }, from);
  const rows = selectHours(type, kind.table, metric, hours);
  const counter = kind.behaviour === 'counter';
  const doubtful = tellsDoubt({ type, careful }, kind);
  const alone: Extra[] = [
    ...STANDS_FOR.map(({ name, single }) => ({ name, value: single })),
    ...(doubtful ? [{ name: DOUBT, value: sql`toUInt8(0)` }] : []),
  ];
  const points = { ...query, extras: [...extras, ...alone] };
  const columns = [
    sql`Series AS series`,
    sql`AggregationTemporality AS temporality`,
    sql`point.1 AS t`,
    sql`${counter ? sql`toUnixTimestamp64Nano(restarted)` : sql`toInt64(0)`} AS s`,
    ...by.map((field, index) => sql`toString(${fields.operand(field).text}) AS ${labelNames(by)[index] ?? sql`''`}`),
    sql`point.2 AS v`,
    ...extras.map(({ name, value }) => sql`${value} AS ${identifier(name)}`),
    ...STANDS_FOR.map(({ name, hour }) => sql`${hour} AS ${identifier(name)}`),
    ...(doubtful ? [sql`toUInt8(NOT ${TOLD}) AS ${identifier(DOUBT)}`] : []),
  ];
  const told = sql`SELECT ${join(columns, COMMA)}
FROM (
SELECT *, arrayJoin(${POINTS_OF[counter ? 'counter' : 'gauge']}) AS point
FROM (
${rows}
)${counter && careful ? sql`\nWHERE ${TOLD}` : sql``}
)
WHERE true${pointFilter(query, dialect)}${keptTo(query)}`;
  const parts = [told];
  if (counter && careful) {
    const untold = sql`SELECT Series, AggregationTemporality, hour FROM (
${rows}
) WHERE NOT ${TOLD}`;
    parts.push(pointsWhere(points, fields, dialect, sql`(Series, AggregationTemporality, ${pointHour()}) IN (${untold})`));
  }
  if (rest.length > 0) {
    const within = rest.map((each) => sql`(${withinTime(sql`TimeUnix`, each.from, each.to)})`);
    parts.push(pointsWhere(points, fields, dialect, sql`(${join(within, sql` OR `)})`));
  }
  return join(parts, sql`\nUNION ALL\n`);
}
