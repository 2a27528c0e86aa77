/** The SQL of histograms and summaries: what was observed, bucket by bucket, per step and group. The rest is arithmetic. */
import type { Fields } from '@/lib/backends/clickhouse/fields';
import type { MetricKind } from '@/lib/backends/clickhouse/metrics-kind';
import { hourlyPoints, tellsDoubt } from '@/lib/backends/clickhouse/metric-rollup-points';
import { increments, labelNames, type Extra, type PointsQuery } from '@/lib/backends/clickhouse/metrics-points';
import type { ScalarQuery } from '@/lib/backends/clickhouse/metrics-scalar';
import { figure } from '@/lib/backends/clickhouse/ask';
import { codesAt, POINT_CODES, POINT_COUNTS } from '@/lib/backends/clickhouse/metrics-codes';
import { DELTA } from '@/lib/backends/clickhouse/metrics-kind';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** Most rows of one answer: beyond it, the answer is cut and says so. */
export const MOST_PARTS = 50_000;

/** What one group observed in one step in histograms of one shape. */
export interface Part {
  readonly at: number;
  readonly labels: readonly string[];
  /** Explicit bounds; empty for the others. */
  readonly bounds: readonly number[];
  /** Of an exponential histogram; undefined of the others. */
  readonly scale: number | undefined;
  readonly count: number;
  readonly sum: number | null;
  /** Bucket number (explicit) or code (exponential, see `CODES`) → observations. */
  readonly buckets: ReadonlyMap<number, number>;
  /** Undefined where a sender did not tell. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Whether min and max are of these observations alone, and not of all since the start. */
  readonly exact: boolean;
  readonly zeroThreshold: number;
  /** Observations that match the condition of each `ratio`, by the measure's index. */
  readonly matching: ReadonlyMap<number, number>;
}

/** How the buckets of points are read, and added up. */
interface Buckets {
  /** What accumulates of them. */
  readonly accumulated: readonly Extra[];
  /** Whether two neighbours cannot be subtracted from each other. */
  readonly unlike?: Sql;
  /** Whether a point's buckets are at the same places as those of the point before it. */
  readonly alike: Sql;
  /** Where they are, and where they are together with the others, which are at other places. What has the same is added place by place. */
  readonly places: Sql;
  readonly bothPlaces: Sql;
  /** What was added at those. */
  readonly bothAdded: Sql;
  /** Their numbers or codes, from `places`. */
  readonly keys: Sql;
}

// Senders may leave the buckets out, or some of them.
const MOST_BUCKETS = sql`greatest(length(counts), length(p_counts))`;

const EXPLICIT: Buckets = {
  // A list is dear to carry from point to point: the bounds are compared by their hash.
  accumulated: [
    { name: 'counts', value: sql`arrayMap(count -> toFloat64(count), BucketCounts)` },
    { name: 'shape', value: sql`cityHash64(ExplicitBounds)` },
  ],
  unlike: sql`shape != p_shape`,
  alike: sql`length(counts) = length(p_counts)`,
  places: sql`length(counts)`,
  bothPlaces: MOST_BUCKETS,
  bothAdded: sql`arrayMap((count, before) -> (count - before) * w, arrayResize(counts, ${MOST_BUCKETS}), arrayResize(p_counts, ${MOST_BUCKETS}))`,
  keys: sql`range(places)`,
};

/** Of exponential histograms, and of summaries, which have none. */
function codedBuckets({ behaviour, scale }: MetricKind): Buckets {
  const none = behaviour === 'summary';
  // every point is brought to the smallest scale
  const keys = none ? sql`[]::Array(Int64)` : codesAt(scale, POINT_CODES);
  const counts = none ? sql`[]::Array(Float64)` : sql`arrayMap(count -> toFloat64(count), ${POINT_COUNTS})`;
  return {
    accumulated: [
      { name: 'keys', value: keys },
      { name: 'counts', value: counts },
    ],
    alike: sql`keys = p_keys`,
    places: sql`keys`,
    bothPlaces: sql`arrayConcat(keys, p_keys)`,
    bothAdded: sql`arrayConcat(arrayMap(count -> count * w, counts), arrayMap(count -> -count * w, p_counts))`,
    keys: sql`places`,
  };
}

/**
 * Columns: at, by0…, bounds, observed, total, keys and counts, least, greatest, untold (points that tell no extremes),
 * cumulative (points that do not stand alone), zero threshold, r0…, doubts as in `compileScalar`.
 */
export function compileParts(
  { query, metric, kind, groups: kept, timed, sliding, hours }: ScalarQuery,
  fields: Fields,
  dialect: Dialect,
): Sql {
  const { spec, frame } = query;
  const explicit = kind.behaviour === 'histogram';
  const buckets = explicit ? EXPLICIT : codedBuckets(kind);
  const told = kind.behaviour !== 'summary';
  // The exporter writes 0 for extremes that were not sent.
  const extreme = (column: Sql) =>
    told ? sql`if(Min = 0 AND Max = 0, NULL, toNullable(${column}))` : sql`CAST(NULL AS Nullable(Float64))`;
  const compiler = new FilterCompiler(dialect, { signal: 'metrics', metric });
  const ratios = spec.measures.flatMap((measure, index): Extra[] =>
    measure.fn === 'ratio' ? [{ name: `c${index}`, value: compiler.compile(measure.where) }] : [],
  );
  const points: PointsQuery = {
    metric,
    kind,
    frame,
    where: spec.where,
    by: spec.by,
    groups: kept,
    timed,
    sliding,
    accumulated: [{ name: 'v', value: sql`toFloat64(Count)` }, { name: 'total', value: sql`Sum` }, ...buckets.accumulated],
    extras: [
      { name: 'bounds', value: explicit ? sql`ExplicitBounds` : sql`[]::Array(Float64)` },
      { name: 'least', value: extreme(sql`Min`) },
      { name: 'greatest', value: extreme(sql`Max`) },
      { name: 'threshold', value: fields.has('ZeroThreshold') ? sql`ZeroThreshold` : sql`toFloat64(0)` },
      ...ratios,
    ],
  };
  const read = hours ? { ...points, instead: (before: number) => hourlyPoints(hours, points, fields, dialect, before) } : points;
  const doubts = hours !== undefined && tellsDoubt(hours, kind);
  const names = labelNames(spec.by);
  const groups = [sql`at`, ...names, sql`bounds`];
  // Points of one shape (nearly all of them) are added up place by place: half the cost of doing it by key.
  const places = sql`if(zero OR ${buckets.alike}, ${buckets.places}, ${buckets.bothPlaces}) AS places`;
  const added = sql`multiIf(zero, arrayMap(count -> count * w, counts), ${buckets.alike}, arrayMap((count, before) -> (count - before) * w, counts, p_counts), ${buckets.bothAdded})`;
  const shapes = [
    ...groups,
    places,
    sql`sumForEach(${added}) AS added`,
    sql`sum(w * x) AS observed`,
    sql`sum(w * (total - if(zero, 0, p_total))) AS summed`,
    sql`min(least) AS lowest`,
    sql`max(greatest) AS highest`,
    sql`countIf(least IS NULL) AS untold`,
    sql`countIf(temporality != ${DELTA}) AS cumulative`,
    sql`max(threshold) AS width`,
    ...ratios.map(({ name }) => sql`ifNull(sumIf(w * x, ${identifier(name)}), 0) AS ${identifier(`m${name}`)}`),
    ...(doubts ? [sql`max(doubt) AS doubted`] : []),
  ];
  const columns = [
    ...groups,
    sql`sum(observed)`,
    sql`sum(summed)`,
    sql`sumMap(${buckets.keys}, added)`,
    sql`min(lowest)`,
    sql`max(highest)`,
    sql`sum(untold)`,
    sql`sum(cumulative)`,
    sql`max(width)`,
    ...ratios.map(({ name }) => sql`sum(${identifier(`m${name}`)})`),
    ...(doubts ? [sql`max(doubted) AS doubts`] : []),
  ];
  return sql`SELECT ${join(columns, COMMA)}
FROM (
SELECT ${join(shapes, COMMA)}
FROM (
${increments(read, fields, dialect, buckets.unlike)}
)
WHERE x IS NOT NULL
GROUP BY ${join([...groups, sql`places`], COMMA)}
)
GROUP BY ${join(groups, COMMA)}
ORDER BY ${doubts ? sql`doubts DESC, at` : sql`at`}
LIMIT ${BigInt(MOST_PARTS + 1)}`;
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.map(Number) : [];
}

/** Reads the rows of `compileParts`. */
export function readParts(rows: readonly (readonly unknown[])[], { query: { spec }, kind }: ScalarQuery): Part[] {
  const scale = kind.behaviour === 'exponentialHistogram' ? kind.scale : undefined;
  const ratios = spec.measures.flatMap(({ fn }, index) => (fn === 'ratio' ? [index] : []));
  return rows.slice(0, MOST_PARTS).map((row) => {
    const labels = row.slice(1, 1 + spec.by.length).map(String);
    const [bounds, count, sum, buckets, least, greatest, untold, cumulative, threshold, ...matching] = row.slice(1 + spec.by.length);
    const [keys, counts] = Array.isArray(buckets) ? buckets.map(numbers) : [];
    const told = Number(untold) === 0;
    return {
      at: Number(row[0]),
      labels,
      bounds: numbers(bounds),
      scale,
      count: Number(count),
      sum: figure(sum),
      buckets: new Map((keys ?? []).map((key, index) => [key, counts?.[index] ?? 0])),
      min: told ? (figure(least) ?? undefined) : undefined,
      max: told ? (figure(greatest) ?? undefined) : undefined,
      exact: Number(cumulative) === 0,
      zeroThreshold: Number(threshold),
      matching: new Map(ratios.map((measure, index) => [measure, Number(matching[index])])),
    };
  });
}
