import { environmentColumn, tenantColumn } from '@/lib/backends/clickhouse/ddl-carriers';
import { columns, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { hoursProjection } from '@/lib/backends/clickhouse/metric-rollup-hours';
import type { MetricData } from '@/lib/model/telemetry';
import { printSql, sql } from '@/lib/sql/sql';

/** The table of each type of metric. */
export const METRIC_TABLES = {
  gauge: 'otel_metrics_gauge',
  sum: 'otel_metrics_sum',
  histogram: 'otel_metrics_histogram',
  exponentialHistogram: 'otel_metrics_exponential_histogram',
  summary: 'otel_metrics_summary',
} as const satisfies Record<MetricData['type'], string>;

const SERIES = `
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  ResourceSchemaUrl String CODEC(ZSTD(1))
  ScopeName String CODEC(ZSTD(1))
  ScopeVersion String CODEC(ZSTD(1))
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  ScopeDroppedAttrCount UInt32 CODEC(ZSTD(1))
  ScopeSchemaUrl String CODEC(ZSTD(1))
  ServiceName LowCardinality(String) CODEC(ZSTD(1))
  MetricName String CODEC(ZSTD(1))
  MetricDescription String CODEC(ZSTD(1))
  MetricUnit String CODEC(ZSTD(1))
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  StartTimeUnix DateTime64(9) CODEC(Delta, ZSTD(1))
  TimeUnix DateTime64(9) CODEC(Delta, ZSTD(1))
`;
const EXEMPLARS = `
  Exemplars.FilteredAttributes Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))
  Exemplars.TimeUnix Array(DateTime64(9)) CODEC(ZSTD(1))
  Exemplars.Value Array(Float64) CODEC(ZSTD(1))
  Exemplars.SpanId Array(String) CODEC(ZSTD(1))
  Exemplars.TraceId Array(String) CODEC(ZSTD(1))
`;
const COUNT_AND_SUM = `
  Count UInt64 CODEC(Delta, ZSTD(1))
  Sum Float64 CODEC(ZSTD(1))
`;
const EXTREMES = `
  Min Float64 CODEC(ZSTD(1))
  Max Float64 CODEC(ZSTD(1))
  AggregationTemporality Int32 CODEC(ZSTD(1))
`;
const FLAGS = `
  Flags UInt32 CODEC(ZSTD(1))
`;

const OWN: Record<MetricData['type'], string> = {
  gauge: `${SERIES}
    Value Float64 CODEC(ZSTD(1))
    ${FLAGS} ${EXEMPLARS}`,
  sum: `${SERIES}
    Value Float64 CODEC(ZSTD(1))
    ${FLAGS} ${EXEMPLARS}
    AggregationTemporality Int32 CODEC(ZSTD(1))
    IsMonotonic Boolean CODEC(Delta, ZSTD(1))`,
  histogram: `${SERIES} ${COUNT_AND_SUM}
    BucketCounts Array(UInt64) CODEC(ZSTD(1))
    ExplicitBounds Array(Float64) CODEC(ZSTD(1))
    ${EXEMPLARS} ${FLAGS} ${EXTREMES}`,
  exponentialHistogram: `${SERIES} ${COUNT_AND_SUM}
    Scale Int32 CODEC(ZSTD(1))
    ZeroCount UInt64 CODEC(ZSTD(1))
    PositiveOffset Int32 CODEC(ZSTD(1))
    PositiveBucketCounts Array(UInt64) CODEC(ZSTD(1))
    NegativeOffset Int32 CODEC(ZSTD(1))
    NegativeBucketCounts Array(UInt64) CODEC(ZSTD(1))
    ${EXEMPLARS} ${FLAGS} ${EXTREMES}`,
  summary: `${SERIES} ${COUNT_AND_SUM}
    ValueAtQuantiles.Quantile Array(Float64) CODEC(ZSTD(1))
    ValueAtQuantiles.Value Array(Float64) CODEC(ZSTD(1))
    ${FLAGS}`,
};

const WRITTEN = columns(`
  AttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ScopeAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  IngestRequest UInt64 CODEC(ZSTD(1))
`);

/** What makes a series: everything but time and value. Sorted, for senders may change the order of their attributes. */
export const SERIES_KEY = sql`cityHash64(ServiceName, mapSort(Attributes), mapSort(ResourceAttributes), ScopeName, ScopeVersion, mapSort(ScopeAttributes))`;

/**
 * What a series is, once an hour: a list of all metrics and their labels need not read the maps of every point. Points that come
 * every 15 s are 240 times as many.
 */
const SERIES_BY_HOUR =
  'series_by_hour (SELECT MetricName, Series, toStartOfHour(TimeUnix), any(Attributes), any(ResourceAttributes), any(MetricUnit), any(MetricDescription) GROUP BY MetricName, Series, toStartOfHour(TimeUnix))';

/** The five tables of metrics. */
export function metricTables(tenantKeys: readonly string[]): TableDefinition[] {
  return (Object.keys(METRIC_TABLES) as MetricData['type'][]).map((type) => ({
    name: METRIC_TABLES[type],
    signal: 'metrics',
    columns: columns(OWN[type]),
    added: [
      ...WRITTEN,
      ...(type === 'exponentialHistogram' ? columns('ZeroThreshold Float64 CODEC(ZSTD(1))') : []),
      // Worked out once: the maps are by far the dearest columns to read, and most queries need no more of them than this.
      ...columns(`Series UInt64 MATERIALIZED ${printSql(SERIES_KEY)} CODEC(ZSTD(1))`),
      tenantColumn('Attributes', tenantKeys),
      environmentColumn('Attributes'),
    ],
    projections: [type === 'summary' ? SERIES_BY_HOUR : hoursProjection(type)],
    indexes: [], // points are found by service and metric, and the order of rows does that
    partitionBy: 'toDate(TimeUnix)',
    orderBy: '(ServiceName, MetricName, Attributes, toUnixTimestamp64Nano(TimeUnix))',
    expires: 'toDateTime(TimeUnix)',
  }));
}
