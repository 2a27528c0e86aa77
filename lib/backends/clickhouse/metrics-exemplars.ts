/** Examples of a metric's values, with the spans that recorded them. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { instant, withinTime } from '@/lib/backends/clickhouse/dialect';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { lookUpMetric, toldTogether } from '@/lib/backends/clickhouse/metrics-kind';
import { metricDialect } from '@/lib/backends/clickhouse/metrics-run';
import { millis, MINUTE, type NanosText } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { Exemplar, ExemplarAsk } from '@/lib/model/metric';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { identifier, join, sql } from '@/lib/sql/sql';

/** A point tells of what was recorded since the one before it: senders' longest usual interval. */
const TOLD_WITHIN = 5 * MINUTE;

/**
 * The newest examples whose own time is in the range, each once, however many points repeat it; of a metric that has no
 * points or keeps no examples, none. Throws BackendError.
 */
export async function readExemplars(
  { metric, where, from, to, limit }: ExemplarAsk,
  ask: Ask,
  dialect: Dialect,
  layout: Layout,
): Promise<Exemplar[]> {
  if (from >= to) throw new BackendError('invalid', 'The range must end after it starts.');
  const told = millis(to + TOLD_WITHIN);
  const kinds = toldTogether(await lookUpMetric(metric, { range: { from: millis(from), to: told }, step: MINUTE }, ask, layout));
  const kept = kinds.filter(({ table }) => hasColumn(layout, table, 'Exemplars.TraceId'));
  if (kept.length === 0) return [];
  const source = { signal: 'metrics', metric } as const;
  const points = kept.map((kind) => {
    const filter = where ? sql` AND ${new FilterCompiler(metricDialect(kind, dialect, layout), source).compile(where)}` : sql``;
    return sql`SELECT TimeUnix, ServiceName, at, value, trace, span
FROM ${identifier(kind.table)}
ARRAY JOIN Exemplars.TimeUnix AS at, Exemplars.Value AS value, Exemplars.TraceId AS trace, Exemplars.SpanId AS span
WHERE MetricName = ${metric} AND ${withinTime(sql`TimeUnix`, millis(from), told)} AND notEmpty(Exemplars.Value)${filter}`;
  });
  // An example without a time of its own happened by the time of its point.
  const rows =
    await ask(sql`SELECT DISTINCT toUnixTimestamp64Nano(if(at = toDateTime64(0, 9), TimeUnix, at)) AS time, value, trace, span, toString(ServiceName) AS service
FROM (
${join(points, sql`\nUNION ALL\n`)}
)
WHERE time >= toUnixTimestamp64Nano(${instant(millis(from))}) AND time < toUnixTimestamp64Nano(${instant(millis(to))})
ORDER BY time DESC, value DESC, trace, span
LIMIT ${BigInt(limit)}`);
  return rows.map(([time, value, traceId, spanId, service]) => ({
    time: String(time) as NanosText,
    value: Number(value),
    traceId: String(traceId),
    spanId: String(spanId),
    service: String(service),
  }));
}
