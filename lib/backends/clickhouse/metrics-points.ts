/**
 * The SQL that turns stored points into what happened: how much each point added, and in which step.
 *
 * A delta point adds its own value, since its start. A cumulative point adds the difference to the point before it in its
 * series; after a restart (a later start time, or a smaller value) it adds all of its value. The first point of a series
 * adds to the last one before the range, looked for some time back; a series that has none there adds its value when it
 * began inside the range, and nothing otherwise, for nobody knows since when it counted.
 *
 * What was added over a longer time than `EVEN_OVER` or a step (a gap) is spread evenly over the steps it covers: one tall
 * spike would say that it all happened when the sender came back. What of it lies before the range is left out.
 *
 * A window that slides tells of its points what it would tell if it were asked alone when it ended: what a later point says
 * of the time before it is not in it yet.
 */
import { SERIES_KEY } from '@/lib/backends/clickhouse/ddl-metrics';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { timeOf, type Fields } from '@/lib/backends/clickhouse/fields';
import { DELTA, lookback, type MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { HOUR, millis, MINUTE, nanosFromMillis } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Frame } from '@/lib/model/query';
import type { Sliding } from '@/lib/query/sliding';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** What is added over a longer time (ms) than this is spread over the steps that it covers. */
export const EVEN_OVER = 15 * MINUTE;

/**
 * A machine's counters run since it booted. A process that tells of them says when it began itself, which is not when they were at 0:
 * SDKs' system metrics do.
 */
const OF_MACHINES = /^system[._]/;

/** A column of every point, under a name. */
export interface Extra {
  readonly name: string;
  readonly value: Sql;
}

export interface PointsQuery {
  readonly metric: string;
  readonly kind: MetricKind;
  readonly frame: Frame;
  readonly where: Filter | undefined;
  readonly by: readonly Field[];
  /** Only these groups. */
  readonly groups: readonly (readonly string[])[] | undefined;
  /** Whether figures are per step; else over the whole range, and `at` is 0. */
  readonly timed: boolean;
  /** Figures are of windows: the frame's range is all that they tell of. A point is in every window that it falls into. */
  readonly sliding: Sliding | undefined;
  /** Numbers and lists that accumulate, and so need the point before: read as `name` and, of the point before, `p_name`. */
  readonly accumulated: readonly Extra[];
  /** Other columns of a point. */
  readonly extras: readonly Extra[];
  /** What is read instead of the table's points, in their shape, from so many ms before the range on. */
  readonly instead?: ((before: number) => Sql) | undefined;
}

/** `by0, by1`. */
export function labelNames(by: readonly Field[]): Sql[] {
  return by.map((_, index) => identifier(`by${index}`));
}

/** What makes a series of points. */
export function seriesOf(fields: Fields): Sql {
  return fields.has('Series') ? sql`Series` : SERIES_KEY;
}

function pointColumns({ kind, by, accumulated, extras }: PointsQuery, fields: Fields): Sql[] {
  const own = [
    sql`${seriesOf(fields)} AS series`,
    // A summary has no temporality: its count and sum accumulate.
    sql`${kind.behaviour === 'gauge' || kind.behaviour === 'summary' ? sql`toInt32(2)` : sql`AggregationTemporality`} AS temporality`,
    sql`toUnixTimestamp64Nano(TimeUnix) AS t`,
    sql`toUnixTimestamp64Nano(StartTimeUnix) AS s`,
    ...by.map((field, index) => sql`toString(${fields.operand(field).text}) AS ${identifier(`by${index}`)}`),
  ];
  return [...own, ...[...accumulated, ...extras].map(({ name, value }) => sql`${value} AS ${identifier(name)}`)];
}

/** The groups that are asked for, as a condition that follows others. */
export function keptTo({ groups, by }: PointsQuery): Sql {
  if (!groups || by.length === 0) return sql``;
  const tuple = (list: readonly Sql[]) => sql`tuple(${join(list, COMMA)})`;
  const values = groups.map((group) => tuple(group.map((label) => sql`${label}`)));
  return sql` AND ${tuple(labelNames(by))} IN (${join(values, COMMA)})`;
}

/** What is asked for, as a condition that follows others. */
export function pointFilter({ metric, where }: Pick<PointsQuery, 'metric' | 'where'>, dialect: Dialect): Sql {
  return where ? sql` AND ${new FilterCompiler(dialect, { signal: 'metrics', metric }).compile(where)}` : sql``;
}

/** The table's points that are `within`. */
export function pointsWhere(query: PointsQuery, fields: Fields, dialect: Dialect, within: Sql): Sql {
  const { metric, kind } = query;
  return sql`SELECT ${join(pointColumns(query, fields), COMMA)}
FROM ${identifier(kind.table)}
WHERE MetricName = ${metric} AND ${within}${pointFilter(query, dialect)}${keptTo(query)}`;
}

/** From `before` ms before the range to `after` ms after it. */
function points(query: PointsQuery, fields: Fields, dialect: Dialect, before: number, after = 0): Sql {
  const { from, to } = query.frame.range;
  const within = withinTime(timeOf('metrics'), millis(from - before), millis(to + after));
  return query.instead?.(before) ?? pointsWhere(query, fields, dialect, within);
}

/** About how long it is (ms) from one point of a series to the next. */
function between({ kind: { series, pointsPerHour } }: PointsQuery): number {
  return series === undefined ? MINUTE : (series * HOUR) / pointsPerHour;
}

/** Whether steps are as short as the time between two points: some hold none, and others those of a part of the series. */
function isFine(query: PointsQuery): boolean {
  const { frame, timed, sliding, instead } = query;
  return timed && !sliding && !instead && frame.step < 2 * between(query);
}

/** How long after the range (ms) points are read: of fine steps, the newest point of a series in the range leaves the last ones untold. */
function lookAhead(query: PointsQuery): number {
  return isFine(query) ? Math.min(EVEN_OVER, 2 * between(query)) : 0;
}

/** Start of the step that `time` (ns) is in, in ms. */
function stepOf(time: Sql, step: bigint): Sql {
  return sql`intDiv(${time}, ${step * 1_000_000n}) * ${step}`;
}

/** Numbers of the steps that end with a window that has `t` (ns) in it: one row for each. */
function windowNumber({ first, last, step, over }: Sliding): Sql {
  const width = BigInt(step) * 1_000_000n;
  const [lowest, highest] = [BigInt(first / step), BigInt(last / step)];
  const end = sql`intDiv(t + ${BigInt(over) * 1_000_000n}, ${width})`;
  return sql`arrayJoin(range(toUInt64(greatest(intDiv(t, ${width}), ${lowest})), toUInt64(least(${end}, ${highest + 1n}))))`;
}

/**
 * Points of gauges. Columns: at (ms), series, t, by0…, `v` and the other columns; `x` is `v`, `w` 1, `here`: whether the point's own
 * time is in the step, and not before it.
 */
export function gaugePoints(query: PointsQuery, fields: Fields, dialect: Dialect): Sql {
  const { timed, sliding, frame } = query;
  const step = BigInt(frame.step);
  if (isFine(query)) return heldPoints(query, fields, dialect);
  const at = sliding ? sql`toInt64(${windowNumber(sliding)}) * ${step}` : timed ? stepOf(sql`t`, step) : sql`toInt64(0)`;
  return sql`SELECT *, ${at} AS at, toNullable(v) AS x, 1 AS w, true AS here
FROM (
${points(query, fields, dialect, 0)}
)`;
}

/**
 * A gauge's value holds until its series' next point, for the sum over some of the series is not that of all; at most for as long as
 * the last two before it took: beyond that points are missing, and a gap says so. The first two of a series stand for their own steps
 * alone.
 */
function heldPoints(query: PointsQuery, fields: Fields, dialect: Dialect): Sql {
  const { range, step } = query.frame;
  const [from, to] = [nanosFromMillis(range.from) as bigint, nanosFromMillis(range.to) as bigint];
  const width = BigInt(step) * 1_000_000n;
  const longest = sql`least(t - earlier, ${BigInt(EVEN_OVER) * 1_000_000n})`;
  // the next point's own step is its own
  const until = sql`least(intDiv(if(later = 0, ${to - 1n}, later), ${width}) + (later = 0), intDiv(least(t + ${longest}, ${to - 1n}), ${width}) + 1)`;
  return sql`SELECT *, toInt64(number) * ${BigInt(step)} AS at, toNullable(v) AS x, 1 AS w, number = intDiv(t, ${width}) AS here
FROM (
SELECT *, arrayJoin(range(toUInt64(intDiv(greatest(t, ${from}), ${width})), toUInt64(greatest(intDiv(t, ${width}) + 1, ${until})))) AS number
FROM (
SELECT *, lagInFrame(t, 2, t) OVER neighbours AS earlier, leadInFrame(t) OVER neighbours AS later
FROM (
${points(query, fields, dialect, lookback(step))}
)
WINDOW neighbours AS (PARTITION BY series ORDER BY t, v ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING)
)
)`;
}

/**
 * What points added. Columns: at (ms), series, t, by0…, the accumulated and other columns, and
 * `w`: the share of the addition that falls into the step; `here`: whether the point's own time is in it;
 * `zero`: whether it counts from zero; `x`: what was added to `v`, all of it, NULL where that cannot be known.
 * `unlike`: a condition under which two neighbours cannot be compared.
 *
 * To analyse the statement is most of what a panel costs: the engine looks at all that a level is made of whenever it compares two
 * of its columns. So there are few levels, and no condition is put together by AND or OR where it can be told otherwise.
 */
export function increments(query: PointsQuery, fields: Fields, dialect: Dialect, unlike?: Sql): Sql {
  const { frame, accumulated, timed, sliding } = query;
  const [from, to] = [nanosFromMillis(frame.range.from) as bigint, nanosFromMillis(frame.range.to) as bigint];
  const step = BigInt(frame.step);
  const length = sliding?.over ?? frame.step;
  const before = lookback(length);
  const [width, longest] = [step * 1_000_000n, BigInt(Math.min(length, EVEN_OVER)) * 1_000_000n];
  const lagged = [sql`t`, sql`s`, ...accumulated.map(({ name }) => identifier(name))];
  const names = [sql`p_t`, sql`p_s`, ...accumulated.map(({ name }) => identifier(`p_${name}`))];
  const previous = lagged.map((name, index) => sql`lagInFrame(${name}) OVER neighbours AS ${names[index] ?? name}`);
  // where what the figures are of begins: each window at a place of its own
  const start = sliding ? sql`(toInt64(number + 1) * ${width} - ${nanosFromMillis(sliding.over) as bigint})` : sql`${from}`;
  const perStep = timed && !sliding;
  // none of a point after the range that tells of nothing in it
  const number = sql`arrayJoin(range(toUInt64(intDiv(if(even, greatest(begin, ${from}), t), ${width})), toUInt64(least(intDiv(if(even, t - 1, t), ${width}), ${(to - 1n) / width})) + 1))`;
  const share = perStep
    ? sql`(least(t, toInt64(number + 1) * ${width}, ${to}) - greatest(begin, toInt64(number) * ${width}, ${from})) / (t - begin)`
    : sql`(t - greatest(begin, ${start})) / (t - begin)`;
  const at = perStep || sliding ? sql`toInt64(number) * ${step}` : sql`toInt64(0)`;
  const inRange = sql`SELECT *${sliding ? sql`, ${windowNumber(sliding)} AS number` : sql`, p_t < ${start} - ${nanosFromMillis(before) as bigint} AS first`}
FROM (
SELECT *, ${join(previous, COMMA)}
FROM (
${points(query, fields, dialect, before, lookAhead(query))}
)
WINDOW neighbours AS (PARTITION BY series, temporality ORDER BY t, v ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
)
WHERE t >= ${from}`;
  const withFirst = sliding
    ? sql`SELECT *, p_t < ${start} - ${nanosFromMillis(before) as bigint} AS first
FROM (
${inRange}
)`
    : inRange;
  const machine = OF_MACHINES.test(query.metric);
  const begunHere = machine ? sql`false` : sql`s >= greatest(${start}, 1)`;
  const restarted = machine ? sql`` : sql`p_s > 0 AND s > p_s, true, `;
  // a delta whose start was not told begins when it is told: it is never even
  const told = sql`SELECT *,
  multiIf(temporality = ${DELTA}, true, first, ${begunHere}, ${restarted}v < p_v) AS zero,
  multiIf(NOT zero, p_t, s > 0, least(t, greatest(s, p_t)), temporality = ${DELTA}, t, p_t) AS begin,
  t - begin > ${longest} AS even,
  multiIf(temporality = ${DELTA}, toNullable(v), zero, v, first, NULL, ${unlike ? sql`${unlike}, NULL, ` : sql``}v - p_v) AS x
FROM (
${withFirst}
)`;
  const numbered = perStep
    ? sql`SELECT *, ${number} AS number
FROM (
${told}
)`
    : told;
  return sql`SELECT *, ${at} AS at, if(even, ${share}, 1) AS w, ${perStep ? sql`number = intDiv(t, ${width})` : sql`true`} AS here
FROM (
${numbered}
)`;
}
