/**
 * Points as the hours of their series tell them: few that say as much as all. Of a gauge one an hour; of a counter or a histogram the
 * first and the last of each hour, between which it only rose, so that what it added is the difference of the two.
 *
 * An hour in which a series began anew (by its start time, or because its value fell), or in which a histogram's bounds changed, is
 * not told by two points: its own points are read. A fall shows because all that a value rose is then more than the difference of the last and the first; one of
 * less than a billionth of the value is a rounding error.
 */
import type { Fields } from '@/lib/backends/clickhouse/fields';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { codesAt } from '@/lib/backends/clickhouse/metrics-codes';
import { DELTA, type MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { ofHours, selectHours, wholeHours, type RolledUp } from '@/lib/backends/clickhouse/metric-rollup-hours';
import {
  EVEN_OVER,
  keptTo,
  labelNames,
  pointFilter,
  pointsWhere,
  type Extra,
  type PointsQuery,
} from '@/lib/backends/clickhouse/metrics-points';
import { millis } from '@/lib/base/time';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** Whether a point tells something else than the points that it stands for. */
const DOUBT = 'doubt';

const DELTAS = sql`AggregationTemporality = ${DELTA}`;

/** Deltas that are not spread over the hour before, too, but for one that stands alone and says since when it is. */
const WITHIN = sql`points = 1 OR toUnixTimestamp64Nano(started) = 0 OR toUnixTimestamp64Nano(began) - toUnixTimestamp64Nano(started) <= ${BigInt(EVEN_OVER) * 1_000_000n}`;

/** An hour of cumulative values that only rose, or of deltas; `value`: what rises of the oldest and the newest; `unlike`: points that can't be compared. */
const told = (value: (point: Sql) => Sql, unlike = sql``) => {
  const [oldest, newest] = [value(sql`oldest`), value(sql`newest`)];
  return sql`multiIf(${unlike}${DELTAS}, ${WITHIN}, started != restarted, false, points = 1, true, began >= ended, false, abs(risen - (${newest} - ${oldest})) <= 1e-9 * greatest(abs(${oldest}), abs(${newest})))`;
};

const first = (...figures: Sql[]) => sql`(toUnixTimestamp64Nano(began), ${join(figures, COMMA)})`;
const last = (...figures: Sql[]) => sql`(toUnixTimestamp64Nano(ended), ${join(figures, COMMA)})`;
const floats = (counts: Sql) => sql`arrayMap(count -> toFloat64(count), ${counts})`;

/** How the points that tell an hour are read. */
interface Telling {
  /** A list of them: time and figures. */
  readonly points: Sql;
  /** Columns that are read otherwise than of a single point, by name. */
  readonly columns: Readonly<Record<string, Sql>>;
  /** What a point that stands for many says beside them, and what a single point says instead. */
  readonly beside: readonly Extra[];
  /** Whether they say as much as all points of the hour; undefined where they always do. */
  readonly told: Sql | undefined;
}

/** For how many points one stands, and of a gauge their sum and extremes. */
const MANY: Pick<Telling, 'columns' | 'beside'> = {
  columns: { v: sql`point.2`, n: sql`point.3`, total: sql`total`, least: sql`least`, greatest: sql`greatest` },
  beside: [
    { name: 'n', value: sql`toUInt64(1)` },
    { name: 'total', value: sql`Value` },
    { name: 'least', value: sql`Value` },
    { name: 'greatest', value: sql`Value` },
  ],
};

/** The points of a histogram's hour; `observed` reads a point's figures from its count, its sum and its buckets. */
function observations(observed: (point: Sql) => readonly Sql[], added: Sql): Sql {
  const [all, oldest, newest] = [observed(added), observed(sql`oldest`), observed(sql`newest`)];
  return sql`multiIf(${DELTAS}, [${last(...all)}], points = 1, [${last(...newest)}], [${first(...oldest)}, ${last(...newest)}])`;
}

const EXTREMES: Telling['columns'] = {
  least: sql`if(untold > 0, NULL, toNullable(lowest))`,
  greatest: sql`if(untold > 0, NULL, toNullable(highest))`,
};
const countOf = (point: Sql) => sql`toFloat64(${point}.1)`;

function tellingOf({ behaviour, scale }: MetricKind): Telling {
  switch (behaviour) {
    case 'gauge':
      return { ...MANY, points: sql`[${last(sql`newest`, sql`points`)}]`, told: undefined };
    case 'counter':
      return {
        ...MANY,
        points: sql`multiIf(${DELTAS}, [${last(sql`total`, sql`points`)}], points = 1, [${last(sql`newest`, sql`points`)}], [${first(sql`oldest`, sql`toUInt64(1)`)}, ${last(sql`newest`, sql`toUInt64(points - 1)`)}])`,
        told: told((point) => point),
      };
    case 'histogram':
      return {
        points: observations((point) => [countOf(point), sql`${point}.2`, floats(sql`${point}.3`)], sql`(counted, summed, added)`),
        columns: { v: sql`point.2`, total: sql`point.3`, counts: sql`point.4`, shape: sql`shape`, bounds: sql`bounds`, ...EXTREMES },
        beside: [],
        told: told(countOf, sql`shape != lastShape, false, fewest != most, false, `),
      };
    case 'exponentialHistogram':
      return {
        points: observations(
          (point) => [countOf(point), sql`${point}.2`, codesAt(scale, sql`${point}.3`), floats(sql`${point}.4`)],
          sql`(counted, summed, added.1, added.2)`,
        ),
        columns: { v: sql`point.2`, total: sql`point.3`, keys: sql`point.4`, counts: sql`point.5`, threshold: sql`threshold`, ...EXTREMES },
        beside: [],
        told: told(countOf),
      };
    case 'summary':
      throw new Error('No hours are kept of summaries.');
  }
}

/** Whether `hourlyPoints` has that column: the values of gauges stand as they are. */
export function tellsDoubt({ careful }: Hours, kind: MetricKind): boolean {
  return tellingOf(kind).told !== undefined && !careful;
}

/** Which type of metric it is whose hours are read, and whether its doubtful hours are told by their own points. */
export interface Hours {
  readonly type: RolledUp;
  /** Dearer than all the rest: it is asked for when the hours say that one of them is in doubt. Of gauges none ever is. */
  readonly careful: boolean;
}

/**
 * What `query` reads, from `before` ms before its range on: as the table's points are read (series, temporality, t, s, by0…, the
 * accumulated, the extras), of gauges and counters n, total, least, greatest and, where it `tellsDoubt`, doubt.
 */
export function hourlyPoints({ type, careful }: Hours, query: PointsQuery, fields: Fields, dialect: Dialect, before: number): Sql {
  const { metric, kind, frame, by, accumulated, extras } = query;
  const { from, to } = frame.range;
  const { hours, rest } = wholeHours({ from: millis(from - before), to }, from);
  const rows = selectHours(type, kind.table, metric, hours);
  const telling = tellingOf(kind);
  const doubtful = tellsDoubt({ type, careful }, kind);
  const points = { ...query, extras: [...extras, ...telling.beside, ...(doubtful ? [{ name: DOUBT, value: sql`toUInt8(0)` }] : [])] };
  const columns = [
    sql`Series AS series`,
    sql`AggregationTemporality AS temporality`,
    sql`point.1 AS t`,
    sql`${telling.told ? sql`toUnixTimestamp64Nano(restarted)` : sql`toInt64(0)`} AS s`,
    ...by.map((field, index) => sql`toString(${fields.operand(field).text}) AS ${labelNames(by)[index] ?? sql`''`}`),
    ...[...accumulated, ...extras, ...telling.beside].map(
      ({ name, value }) => sql`${telling.columns[name] ?? value} AS ${identifier(name)}`,
    ),
    ...(doubtful && telling.told ? [sql`toUInt8(NOT ${telling.told}) AS ${identifier(DOUBT)}`] : []),
  ];
  const untold = careful ? telling.told : undefined;
  const hourly = sql`SELECT ${join(columns, COMMA)}
FROM (
SELECT *, arrayJoin(${telling.points}) AS point
FROM (
${rows}
)${untold ? sql`\nWHERE ${untold}` : sql``}
)
WHERE true${pointFilter(query, dialect)}${keptTo(query)}`;
  const parts = [hourly];
  if (untold) {
    const doubted = sql`SELECT * FROM (
${rows}
) WHERE NOT ${untold}`;
    parts.push(pointsWhere(points, fields, dialect, ofHours(type, doubted)));
  }
  if (rest.length > 0) {
    const within = rest.map((each) => sql`(${withinTime(sql`TimeUnix`, each.from, each.to)})`);
    parts.push(pointsWhere(points, fields, dialect, sql`(${join(within, sql` OR `)})`));
  }
  return join(parts, sql`\nUNION ALL\n`);
}
