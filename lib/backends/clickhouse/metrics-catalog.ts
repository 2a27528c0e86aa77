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

/** One metric as one table holds it. */
interface Found extends Omit<MetricSummary, 'type' | 'labels' | 'series'> {
  readonly stored: Stored;
  readonly type: MetricType;
}

/** A cumulative sum that may fall is an up-down counter; deltas add up, whichever way they go. */
function typeOf(stored: Stored, points: number, falling: number): MetricType {
  if (stored !== 'sum') return stored;
  return falling * 2 > points ? 'upDownCounter' : 'counter';
}

/** Columns: type, name, points, points of a sum that may fall, unit, description, services, newest time (ms). Reads no maps. */
function pointsOf(stored: Stored, range: TimeRange): Sql {
  const falling = stored === 'sum' ? sql`countIf(NOT IsMonotonic AND AggregationTemporality != ${DELTA})` : sql`0`;
  return sql`SELECT ${stored} AS stored, MetricName, count(), toUInt64(${falling}), argMax(MetricUnit, TimeUnix), argMax(MetricDescription, TimeUnix),
  arraySort(groupUniqArray(toString(ServiceName))), toUnixTimestamp64Milli(max(TimeUnix))
FROM ${identifier(METRIC_TABLES[stored])}
WHERE ${withinTime(sql`TimeUnix`, range.from, range.to)}
GROUP BY MetricName`;
}

/**
 * Columns: type, name, place, key, about how many values; and a row without a place that counts the series. Each series is
 * looked at once, by the hour: the table keeps one row of maps for each series and hour where it is Hearth's own.
 */
function labelsOf(stored: Stored, range: TimeRange, layout: Layout): Sql {
  const table = METRIC_TABLES[stored];
  const series = hasColumn(layout, table, 'Series') ? sql`Series` : SERIES_KEY;
  const hour = sql`toStartOfHour(TimeUnix)`;
  const [from, to] = [millis(Math.floor(range.from / HOUR) * HOUR), range.to];
  const labels = (map: Sql, place: string) =>
    sql`arrayMap(label -> (${place}, label.1, label.2), arrayZip(mapKeys(${map}), mapValues(${map})))`;
  return sql`SELECT ${stored} AS stored, MetricName, label.1 AS place, label.2 AS key, uniq(label.3)
FROM (
SELECT MetricName, ${series} AS series, any(Attributes) AS own, any(ResourceAttributes) AS resource
FROM ${identifier(table)}
WHERE ${hour} >= ${instant(from)} AND ${hour} < ${instant(to)}
GROUP BY MetricName, series
)
ARRAY JOIN arrayConcat([('', '', toString(series))], ${labels(sql`own`, 'attributes')}, ${labels(sql`resource`, 'resource')}) AS label
GROUP BY MetricName, place, key`;
}

function readFound(row: readonly unknown[]): Found {
  const [stored, name, points, falling, unit, description, services, lastAt] = row;
  const known = stored as Stored;
  return {
    stored: known,
    type: typeOf(known, Number(points), Number(falling)),
    name: String(name),
    points: Number(points),
    unit: String(unit),
    description: String(description),
    services: Array.isArray(services) ? services.map(String) : [],
    lastAt: Number(lastAt),
  };
}

const keyOf = (stored: unknown, name: unknown) => `${String(stored)} ${String(name)}`;

/**
 * Every metric with points in `range`, by name. Of a name that several types of metric share, the one with the most points
 * is told of. Series and labels are those of the hours that the range touches; of the resource's attributes only those are
 * labels that differ. Throws BackendError.
 */
export async function listMetrics(range: TimeRange, ask: Ask, layout: Layout): Promise<MetricSummary[]> {
  const stored = (Object.keys(METRIC_TABLES) as Stored[]).filter((type) => hasColumn(layout, METRIC_TABLES[type], 'MetricName'));
  if (stored.length === 0) return [];
  const [points, labels] = await Promise.all([
    ask(join(stored.map((type) => pointsOf(type, range)), UNION)),
    ask(join(stored.map((type) => labelsOf(type, range, layout)), UNION)),
  ]); // prettier-ignore
  const series = new Map<string, number>();
  const labelsBy = new Map<string, MetricLabel[]>();
  for (const [type, name, place, key, count] of labels) {
    const metric = keyOf(type, name);
    const values = Number(count);
    if (place === '') series.set(metric, values);
    else if (place === 'attributes' || (place === 'resource' && values > 1))
      labelsBy.set(metric, [...(labelsBy.get(metric) ?? []), { in: place, key: String(key), values }]);
  }
  const byName = new Map<string, Found>();
  for (const found of points.map(readFound)) {
    const other = byName.get(found.name);
    if (!other || found.points > other.points) byName.set(found.name, found);
  }
  return [...byName.values()]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ stored: type, ...found }) => ({
      ...found,
      series: series.get(keyOf(type, found.name)) ?? 0,
      labels: (labelsBy.get(keyOf(type, found.name)) ?? []).sort(
        (one, other) => other.values - one.values || (one.key < other.key ? -1 : one.key > other.key ? 1 : one.in < other.in ? -1 : 1),
      ),
    }));
}
