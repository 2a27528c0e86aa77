/** Measures of gauges and counters: first per series, then over the group's series. */
import { gaugePoints, increments, labelNames, type Extra, type PointsQuery } from '@/lib/backends/clickhouse/metrics-points';
import { hourlyPoints, tellsDoubt, type Hours } from '@/lib/backends/clickhouse/metric-rollup-points';
import type { MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import type { Fields } from '@/lib/backends/clickhouse/fields';
import { functions } from '@/lib/backends/clickhouse/dialect';
import { BackendError } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import type { Measure, Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { Sliding } from '@/lib/query/sliding';
import { MOST_POINTS } from '@/lib/sql/compile';
import { windowSeconds } from '@/lib/sql/compile-windows';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, decimal, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** The aggregates of one series, and what makes one figure of those of all series. */
interface Level {
  readonly inner: readonly Sql[];
  readonly outer: (columns: readonly Sql[]) => Sql;
}

/** Whether a measure's field is the metric's own value, by whichever name. */
function isOwnValue(field: Field): boolean {
  return field.in === 'record' && (field.name === 'value' || field.name === 'count' || field.name === 'sum');
}

const total: Level['outer'] = ([one = sql`NULL`]) => sql`sum(${one})`;

/** `index` names the extra columns that the measure reads: f (its field), c (its condition), d (its text). */
function level(measure: Measure, index: number, { kind, hours }: ScalarQuery, seconds: Sql): Level {
  const counter = kind.behaviour === 'counter';
  // points that stand for many say how many, and what these come to
  const counted = (condition: Sql) => (hours ? sql`sumIf(n, ${condition})` : sql`countIf(${condition})`);
  const all = hours ? sql`sum(n)` : sql`countIf(here)`;
  const many = (name: Sql, one: Sql) => (hours && !counter ? name : one);
  const added = sql`sum(w * x)`;
  const of = 'of' in measure && !isOwnValue(measure.of) ? identifier(`f${index}`) : sql`x`;
  // a gauge's value also tells of the steps that it holds for
  const own = counter ? sql`here AND ` : sql``;
  const given = sql`${own}${of} IS NOT NULL`;
  const condition = identifier(`c${index}`);
  switch (measure.fn) {
    case 'count':
      return { inner: [sql`toFloat64(${counted(sql`here`)})`], outer: total };
    case 'rate':
      return { inner: [counter ? added : sql`toFloat64(${all})`], outer: ([one = added]) => sql`sum(${one}) / ${seconds}` };
    case 'increase':
      if (counter) return { inner: [added], outer: total };
      throw new BackendError(
        'unsupported',
        'This metric goes up and down, so it has no increase: ask for its last, average, least or greatest value.',
      );
    case 'ratio':
      return {
        inner: counter ? [sql`sumIf(w * x, ${condition})`, added] : [counted(sql`here AND ${condition}`), all],
        outer: ([some = added, all = added]) => sql`ifNull(sum(${some}), 0) / nullIf(sum(${all}), 0)`,
      };
    case 'sum':
      // Of a counter what was added. Of a gauge each series' average: more points of the same do not make it more.
      if (counter && isOwnValue(measure.of)) return { inner: [added], outer: total };
      return {
        inner: [isOwnValue(measure.of) ? many(sql`toNullable(sum(total) / sum(n))`, sql`avg(x)`) : sql`sumIf(toNullable(${of}), ${given})`],
        outer: total,
      };
    case 'avg':
      return {
        inner: [sql`sumIf(toNullable(${many(sql`total`, of)}), ${given})`, counted(given)],
        outer: ([sum = added, count = added]) => sql`sum(${sum}) / nullIf(sum(${count}), 0)`,
      };
    case 'min':
      return { inner: [sql`minIf(toNullable(${many(sql`least`, of)}), ${given})`], outer: ([one = added]) => sql`min(${one})` };
    case 'max':
      return { inner: [sql`maxIf(toNullable(${many(sql`greatest`, of)}), ${given})`], outer: ([one = added]) => sql`max(${one})` };
    case 'last': {
      const value = isOwnValue(measure.of) ? sql`v` : of;
      return { inner: [counter ? sql`argMaxIf(toNullable(${value}), t, here)` : sql`argMax(toNullable(${value}), t)`], outer: total };
    }
    case 'distinct':
      return {
        inner: [sql`uniqCombined64StateIf(${identifier(`d${index}`)}, ${own}${condition})`],
        outer: ([one = added]) => sql`toFloat64(uniqCombined64Merge(${one}))`,
      };
    case 'quantile': {
      const state = sql`quantileTDigestStateIf(${decimal(measure.q)})(ifNull(toFloat64(${of}), 0), ${given})`;
      return { inner: [state], outer: ([one = added]) => sql`quantileTDigestMerge(${decimal(measure.q)})(${one})` };
    }
    case 'apdex': {
      const { threshold } = measure;
      const within = (limit: number) => sql`toFloat64(countIf(${own}ifNull(${of} <= ${limit}, false)))`;
      return {
        // Tolerating and satisfied together are those up to 4 T, so each of them counts half, and the satisfied once more.
        inner: [within(threshold), within(4 * threshold), sql`countIf(${given})`],
        outer: ([one = added, four = added, all = added]) => sql`(sum(${one}) + sum(${four})) / 2 / nullIf(sum(${all}), 0)`,
      };
    }
    case 'distribution':
      throw new BackendError('invalid', 'A distribution stands alone: it cannot be one of several measures, nor a table.');
  }
}

/** Columns of the points that the measures need. */
function extras(measures: readonly Measure[], fields: Fields, dialect: Dialect, metric: string): Extra[] {
  const compiler = new FilterCompiler(dialect, { signal: 'metrics', metric });
  return measures.flatMap((measure, index): Extra[] => {
    if (measure.fn === 'ratio') return [{ name: `c${index}`, value: compiler.compile(measure.where) }];
    if (measure.fn === 'distinct') {
      const { text, present } = fields.operand(measure.of);
      return [
        { name: `d${index}`, value: sql`toString(${text})` },
        { name: `c${index}`, value: present },
      ];
    }
    if ('of' in measure && !isOwnValue(measure.of))
      return [{ name: `f${index}`, value: sql`toNullable(${fields.operand(measure.of).number})` }];
    return [];
  });
}

/** What a query over one metric is made of. */
export interface ScalarQuery {
  readonly query: Query<SeriesSpec | TableSpec>;
  readonly metric: string;
  readonly kind: MetricKind;
  readonly groups: readonly (readonly string[])[] | undefined;
  readonly timed: boolean;
  /** The windows that figures are of, where they slide: the query's range is then all that they tell of. */
  readonly sliding: Sliding | undefined;
  /** The hours of series are read, and not all of their points. */
  readonly hours: Hours | undefined;
  /** Where `timed`: the figures of the whole range are told, too. */
  readonly whole: boolean;
}

function pointsOf(asked: ScalarQuery, fields: Fields, dialect: Dialect): Sql {
  const { query, metric, kind, groups, timed, sliding, hours } = asked;
  const { spec, frame } = query;
  const points: PointsQuery = {
    metric,
    kind,
    frame,
    where: spec.where,
    by: spec.by,
    groups,
    timed,
    sliding,
    accumulated: [{ name: 'v', value: sql`Value` }],
    extras: extras(spec.measures, fields, dialect, metric),
  };
  const read = hours ? { ...points, instead: (before: number) => hourlyPoints(hours, points, fields, dialect, before) } : points;
  return kind.behaviour === 'counter' ? increments(read, fields, dialect) : gaugePoints(read, fields, dialect);
}

/** Length in seconds of what a figure is of. */
function secondsOf({ query: { frame }, timed, sliding, whole }: ScalarQuery): Sql {
  if (sliding) return windowSeconds(sliding);
  const all = sql`${(frame.range.to - frame.range.from) / 1_000}`;
  if (!timed) return all;
  const [from, to] = [BigInt(Math.round(frame.range.from)), BigInt(Math.round(frame.range.to))];
  const own = sql`((least(at + ${BigInt(frame.step)}, ${to}) - greatest(at, ${from})) / 1000)`;
  return whole ? sql`if(whole, ${all}, ${own})` : own;
}

/** Rows that tell of steps and of the whole range together at most: beyond it, those of the largest groups are asked for. */
export const MOST_TOGETHER = 20_000;

function mostRows({ query: { spec }, timed, sliding, whole }: ScalarQuery): number {
  if (!timed || sliding?.steps === 1) return spec.limit;
  return whole ? MOST_TOGETHER : MOST_POINTS;
}

/**
 * Figures of a gauge or counter. Columns: whole where it is asked for, at (ms) where `timed`, by0…, m0…, doubts where the hours that
 * are read may tell otherwise than their points (see `tellsDoubt`): where any row does, the first does. Rows of a table, and of one
 * window, come largest first by measure `orderBy`, one more than the limit; rows of a series in order of time. Where the whole range
 * is told, too, its rows come first, largest first.
 */
export function compileScalar(asked: ScalarQuery, orderBy: number, fields: Fields, dialect: Dialect): Sql {
  const { query, timed, sliding, whole, hours, kind } = asked;
  const { spec } = query;
  const overTime = timed && sliding?.steps !== 1;
  const levels = spec.measures.map((measure, index) => level(measure, index, asked, secondsOf(asked)));
  const name = (measure: number, part: number) => identifier(`i${measure}_${part}`);
  const inner = levels.flatMap(({ inner: parts }, measure) => parts.map((part, index) => sql`${part} AS ${name(measure, index)}`));
  const outer = levels.map(
    ({ inner: parts, outer: merge }, measure) =>
      sql`${merge(parts.map((_, index) => name(measure, index)))} AS ${identifier(`m${measure}`)}`,
  );
  const names = labelNames(spec.by);
  const keys = [...(whole ? [sql`whole`] : []), ...(timed ? [sql`at`] : []), ...names];
  const doubts = hours !== undefined && tellsDoubt(hours, kind);
  const largest = [sql`${identifier(`m${orderBy}`)} DESC NULLS LAST`, ...names];
  const order = [...(doubts ? [sql`doubts DESC`] : []), ...(whole ? [sql`whole DESC`, ...largest] : overTime ? [sql`at`] : largest)];
  const series = [sql`series`, ...names];
  const own = join([sql`at`, ...series], COMMA);
  return sql`SELECT ${join([...keys, ...outer, ...(doubts ? [sql`max(doubt) AS doubts`] : [])], COMMA)}
FROM (
SELECT ${join([own, ...(whole ? [sql`toUInt8(grouping(at)) AS whole`] : []), ...inner, ...(doubts ? [sql`max(doubt) AS doubt`] : [])], COMMA)}
FROM (
${pointsOf(asked, fields, dialect)}
)
GROUP BY ${whole ? sql`GROUPING SETS ((${own}), (${join(series, COMMA)}))` : own}
)${keys.length > 0 ? sql`\nGROUP BY ${join(keys, COMMA)}` : sql``}
ORDER BY ${join(order, COMMA)}
LIMIT ${BigInt(mostRows(asked) + 1)}`;
}

/** Counts of a gauge's values, or of what a counter's points added, per step and log-spaced bucket: see `compileDistribution`. */
export function compileScalarDistribution(asked: ScalarQuery, of: Field, fields: Fields, dialect: Dialect): Sql {
  const { query } = asked;
  const first: Measure = { fn: 'avg', of };
  const points = pointsOf({ ...asked, query: { ...query, spec: { ...query.spec, measures: [first] } } }, fields, dialect);
  const value = isOwnValue(of) ? sql`x` : sql`f0`;
  return sql`SELECT at, ${functions.logBucket(value)} AS bucket, count() AS records
FROM (
${points}
)
WHERE here AND ${value} IS NOT NULL
GROUP BY at, bucket
ORDER BY at, bucket
LIMIT ${BigInt(MOST_POINTS + 1)}`;
}
