/** Every metric that arrived, read from the tables of points: what it is, and what its series are told apart by. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES, SERIES_KEY } from '@/lib/backends/clickhouse/ddl-metrics';
import { instant, withinTime } from '@/lib/backends/clickhouse/dialect';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { DELTA } from '@/lib/backends/clickhouse/metrics-kind';
import { HOUR, millis, type TimeRange } from '@/lib/base/time';
import type { MetricLabel, MetricSummary, MetricType } from '@/lib/model/metric';
import type { MetricData } from '@/lib/model/telemetry';
import { identifier, join, sql, type Sql } from '@/lib/sql/sql';

type Stored = MetricData['type'];
const UNION = sql`\nUNION ALL\n`;

/** One metric as one table holds it: what its points say. */
interface Found extends Pick<MetricSummary, 'name' | 'type' | 'points' | 'services' | 'lastAt'> {
  readonly stored: Stored;
}

/** What its series say. */
interface Series extends Pick<MetricSummary, 'unit' | 'description' | 'series'> {
  readonly labels: MetricLabel[];
}

/** A cumulative sum that may fall is an up-down counter; deltas add up, whichever way they go. */
function typeOf(stored: Stored, points: number, falling: number): MetricType {
  if (stored !== 'sum') return stored;
  return falling * 2 > points ? 'upDownCounter' : 'counter';
}

/** Columns: type, name, points, points of a sum that may fall, services, newest time (ms). Reads no maps and no long texts. */
function pointsOf(stored: Stored, range: TimeRange): Sql {
  const falling = stored === 'sum' ? sql`countIf(NOT IsMonotonic AND AggregationTemporality != ${DELTA})` : sql`0`;
  return sql`SELECT ${stored} AS stored, MetricName, count(), toUInt64(${falling}),
  arraySort(groupUniqArray(toString(ServiceName))), toUnixTimestamp64Milli(max(TimeUnix))
FROM ${identifier(METRIC_TABLES[stored])}
WHERE ${withinTime(sql`TimeUnix`, range.from, range.to)}
GROUP BY MetricName`;
}

/** Types whose points are told in one figure: a histogram is one, whichever sort of buckets it has. */
const TOGETHER: readonly (readonly Stored[])[] = [['gauge'], ['sum'], ['histogram', 'exponentialHistogram'], ['summary']];

/**
 * Columns: the first of the types, name, place, key, about how many values, unit, description; and a row without a place that counts the series.
 * Each series is looked at by the hour, as the table's projection keeps it: where there is one, the rows are not read.
 */
function labelsOf(types: readonly Stored[], range: TimeRange, layout: Layout): Sql {
  const hour = sql`toStartOfHour(TimeUnix)`;
  const [from, to] = [millis(Math.floor(range.from / HOUR) * HOUR), range.to];
  const labels = (map: Sql, place: string) =>
    sql`arrayMap(label -> (${place}, label.1, label.2), arrayZip(mapKeys(${map}), mapValues(${map})))`;
  const tables = types.map((type) => {
    const table = METRIC_TABLES[type];
    return sql`SELECT MetricName, ${hasColumn(layout, table, 'Series') ? sql`Series` : SERIES_KEY} AS series, any(Attributes) AS own, any(ResourceAttributes) AS resource,
  any(MetricUnit) AS unit, any(MetricDescription) AS description
FROM ${identifier(table)}
WHERE ${hour} >= ${instant(from)} AND ${hour} < ${instant(to)}
GROUP BY MetricName, series`;
  });
  return sql`SELECT ${types[0] ?? ''} AS stored, MetricName, label.1 AS place, label.2 AS key, uniq(label.3), max(unit), max(description)
FROM (
${join(tables, UNION)}
)
ARRAY JOIN arrayConcat([('', '', toString(series))], ${labels(sql`own`, 'attributes')}, ${labels(sql`resource`, 'resource')}) AS label
GROUP BY MetricName, place, key`;
}

function readFound(row: readonly unknown[]): Found {
  const [stored, name, points, falling, services, lastAt] = row;
  const known = stored as Stored;
  return {
    stored: known,
    type: typeOf(known, Number(points), Number(falling)),
    name: String(name),
    points: Number(points),
    services: Array.isArray(services) ? services.map(String) : [],
    lastAt: Number(lastAt),
  };
}

const keyOf = (stored: unknown, name: unknown) => `${String(stored)} ${String(name)}`;

/** Of two sorts of one metric the one with more points, with what the other adds to it. */
function oneOf(one: Found, other: Found): Found {
  const [more, less] = one.points < other.points ? [other, one] : [one, other];
  if (!TOGETHER.some((types) => types.includes(more.stored) && types.includes(less.stored))) return more;
  return {
    ...more,
    points: more.points + less.points,
    services: [...new Set([...more.services, ...less.services])].sort(),
    lastAt: Math.max(more.lastAt, less.lastAt),
  };
}

/**
 * Every metric with points in `range`, by name. Of a name that several types of metric share, the one with the most points
 * is told of, and with a histogram those of the other sort. Series and labels are those of the hours that the range touches; of the resource's attributes only those are
 * labels that differ. Throws BackendError.
 */
export async function listMetrics(range: TimeRange, ask: Ask, layout: Layout): Promise<MetricSummary[]> {
  const stored = (Object.keys(METRIC_TABLES) as Stored[]).filter((type) => hasColumn(layout, METRIC_TABLES[type], 'MetricName'));
  if (stored.length === 0) return [];
  const together = TOGETHER.map((types) => types.filter((type) => stored.includes(type))).filter((types) => types.length > 0);
  const [points, labels] = await Promise.all([
    ask(join(stored.map((type) => pointsOf(type, range)), UNION)),
    ask(join(together.map((types) => labelsOf(types, range, layout)), UNION)),
  ]); // prettier-ignore
  const series = seriesOf(labels);
  const byName = new Map<string, Found>();
  for (const found of points.map(readFound)) {
    const other = byName.get(found.name);
    byName.set(found.name, other ? oneOf(other, found) : found);
  }
  const named = (type: Stored) => together.find((types) => types.includes(type))?.[0];
  return [...byName.values()]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ stored: type, ...found }) => ({ ...found, ...(series.get(keyOf(named(type), found.name)) ?? UNTOLD) }));
}

/** Points may have come between the one question and the other. */
const UNTOLD: Series = { unit: '', description: '', series: 0, labels: [] };

function seriesOf(rows: readonly (readonly unknown[])[]): ReadonlyMap<string, Series> {
  const all = new Map<string, Series>();
  for (const [type, name, place, , count, unit, description] of rows) {
    if (place === '')
      all.set(keyOf(type, name), { unit: String(unit), description: String(description), series: Number(count), labels: [] });
  }
  for (const [type, name, place, key, count] of rows) {
    const values = Number(count);
    if (place === 'attributes' || (place === 'resource' && values > 1))
      all.get(keyOf(type, name))?.labels.push({ in: place, key: String(key), values });
  }
  for (const { labels } of all.values()) labels.sort(byValues);
  return all;
}

/** Most values first, then by key and place. */
function byValues(one: MetricLabel, other: MetricLabel): number {
  if (one.values !== other.values) return other.values - one.values;
  if (one.key !== other.key) return one.key < other.key ? -1 : 1;
  return one.in < other.in ? -1 : 1;
}
