import {
  carried,
  carriedNumber,
  carriedText,
  environmentColumn,
  PROCESS_COLUMN,
  tenantColumn,
} from '@/lib/backends/clickhouse/ddl-carriers';
import { columns, type ColumnDefinition, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { fingerprint } from '@/lib/backends/clickhouse/fingerprint';
import { RECORD_HOURS, recordHoursProjection } from '@/lib/backends/clickhouse/record-hours';
import { ERROR_SEVERITY, INFO_SEVERITY, PARENT_IS_REMOTE } from '@/lib/model/semantics';
import { printSql, sql, type Sql } from '@/lib/sql/sql';

/** The group of a record's exception; worked out only where `present`, as it takes a dozen regular expressions. */
function exceptionGroup(present: Sql, exception: Sql): ColumnDefinition {
  const group = fingerprint(sql`${exception}['exception.type']`, sql`${exception}['exception.message']`);
  return {
    name: 'ExceptionGroup',
    definition: `LowCardinality(String) MATERIALIZED ${printSql(sql`if(${present}, ${group}, '')`)} CODEC(ZSTD(1))`,
  };
}

const SPAN_COLUMNS = columns(`
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1))
  TraceId String CODEC(ZSTD(1))
  SpanId String CODEC(ZSTD(1))
  ParentSpanId String CODEC(ZSTD(1))
  TraceState String CODEC(ZSTD(1))
  SpanName LowCardinality(String) CODEC(ZSTD(1))
  SpanKind LowCardinality(String) CODEC(ZSTD(1))
  ServiceName LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  ScopeName String CODEC(ZSTD(1))
  ScopeVersion String CODEC(ZSTD(1))
  SpanAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  Duration UInt64 CODEC(T64, ZSTD(1))
  StatusCode LowCardinality(String) CODEC(ZSTD(1))
  StatusMessage String CODEC(ZSTD(1))
  Events.Timestamp Array(DateTime64(9)) CODEC(ZSTD(1))
  Events.Name Array(LowCardinality(String)) CODEC(ZSTD(1))
  Events.Attributes Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))
  Links.TraceId Array(String) CODEC(ZSTD(1))
  Links.SpanId Array(String) CODEC(ZSTD(1))
  Links.TraceState Array(String) CODEC(ZSTD(1))
  Links.Attributes Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1))
`);

/** Written by ingest; the expressions are for other writers. */
const SPAN_WRITTEN = columns(`
  Flags UInt32 CODEC(T64, ZSTD(1))
  Message String DEFAULT SpanAttributes['logfire.msg'] CODEC(ZSTD(1))
  Level UInt8 DEFAULT if(StatusCode = 'Error', ${ERROR_SEVERITY}, ${INFO_SEVERITY}) CODEC(ZSTD(1))
  Tags Array(LowCardinality(String)) CODEC(ZSTD(1))
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  SpanAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ScopeAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  Events.AttributeTypes Array(LowCardinality(String)) CODEC(ZSTD(1))
  Links.AttributeTypes Array(LowCardinality(String)) CODEC(ZSTD(1))
  IngestRequest UInt64 CODEC(ZSTD(1))
`);

/**
 * The exporter also indexes the keys of attributes. Measured on 10 000 spans of 12 attributes, an insert takes 33 ms of CPU
 * with the indexes of values (31 without), 55 ms with those of keys as well; and nearly every granule has nearly every key.
 *
 * What figures are read from where they are many: see ddl-rollups.ts. Suggestions need no view of their own: the keys and values
 * of 100 000 rows make them.
 */
const SPAN_INDEXES = [
  'idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1',
  'idx_res_attr_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  'idx_span_attr_value mapValues(SpanAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  'idx_duration Duration TYPE minmax GRANULARITY 1',
];

/**
 * What language models used, by the column that holds it: the summary of a trace is read from these. Columns of the fields' own names
 * would hide behind what roll-ups name so.
 */
export const SPENT = [
  { column: 'TokensIn', field: 'inputTokens' },
  { column: 'TokensOut', field: 'outputTokens' },
  { column: 'CostInUsd', field: 'cost' },
] as const;

/** What is worked out of what was written. `tenantKeys`: the attribute keys that can name a tenant, first found wins. */
function spanDerived(tenantKeys: readonly string[]): ColumnDefinition[] {
  const own = 'SpanAttributes';
  return [
    tenantColumn(own, tenantKeys),
    environmentColumn(own),
    carried('httpMethod', own),
    carried('httpRoute', own),
    carriedNumber('httpStatus', own),
    carried('dbSystem', own),
    carried('messagingSystem', own),
    carried('model', own),
    // read by roll-ups as spans come in, and by what no roll-up answers: a map costs ten times as much to read
    carried('dbOperation', own),
    carried('messagingDestination', own),
    carried('peer', own),
    carried('task', own),
    carried('operationType', own),
    carried('host', own),
    ...columns(`
      ExceptionType LowCardinality(String) MATERIALIZED Events.Attributes[indexOf(Events.Name, 'exception')]['exception.type'] CODEC(ZSTD(1))
      Entry Bool MATERIALIZED SpanKind IN ('Server', 'Consumer') OR ParentSpanId = '' OR bitAnd(Flags, ${PARENT_IS_REMOTE}) != 0 CODEC(ZSTD(1))
    `),
    exceptionGroup(sql`has(Events.Name, 'exception')`, sql`Events.Attributes[indexOf(Events.Name, 'exception')]`),
    ...SPENT.map(({ column, field }) => carriedText(column, field, own)),
    PROCESS_COLUMN,
  ];
}

/**
 * Spans. All the MATERIALIZED columns together cost an insert 8 ms of CPU for 10 000 spans; the sum by tenant over 10 M takes
 * 160 ms from its column, 1 350 ms from the map.
 */
export function spansTable(tenantKeys: readonly string[]): TableDefinition {
  return {
    name: 'otel_traces',
    signal: 'traces',
    columns: SPAN_COLUMNS,
    added: [...SPAN_WRITTEN, ...spanDerived(tenantKeys)],
    indexes: SPAN_INDEXES,
    partitionBy: 'toDate(Timestamp)',
    primaryKey: '(ServiceName, SpanName, toDateTime(Timestamp))',
    orderBy: '(ServiceName, SpanName, toDateTime(Timestamp), Timestamp)',
    expires: 'toDateTime(Timestamp)',
  };
}

export const PENDING = 'hearth_pending_spans';

/** Spans that have begun and not ended: short-lived. They are asked by all that spans are asked by, and by their trace. */
export function pendingTable(tenantKeys: readonly string[]): TableDefinition {
  return {
    name: PENDING,
    signal: 'pending',
    columns: SPAN_COLUMNS,
    added: [...SPAN_WRITTEN, ...spanDerived(tenantKeys)],
    indexes: [],
    partitionBy: 'toDate(Timestamp)',
    orderBy: '(TraceId, SpanId)',
    expires: 'toDateTime(Timestamp)',
  };
}

/** First and last second in which a trace's spans start: says which partitions to look in when only its id is known. */
export const TRACE_BOUNDS_TABLE: TableDefinition = {
  name: 'otel_traces_trace_id_ts',
  signal: 'traces',
  columns: columns(`
    TraceId String CODEC(ZSTD(1))
    Start SimpleAggregateFunction(min, DateTime) CODEC(ZSTD(1))
    End SimpleAggregateFunction(max, DateTime) CODEC(ZSTD(1))
  `),
  added: [],
  indexes: [],
  engine: 'AggregatingMergeTree',
  partitionBy: 'toStartOfWeek(Start)',
  orderBy: '(TraceId)',
  expires: 'toDateTime(Start)',
};

const BOUNDS_OF_SPANS =
  "SELECT TraceId, min(Timestamp) AS Start, max(Timestamp) AS End FROM otel_traces WHERE TraceId != '' GROUP BY TraceId";

/** Fills the bounds as spans are inserted. `select`: the same for spans that are there already. */
export const TRACE_BOUNDS_VIEW = {
  name: 'otel_traces_trace_id_ts_mv',
  statement: `CREATE MATERIALIZED VIEW IF NOT EXISTS otel_traces_trace_id_ts_mv TO otel_traces_trace_id_ts AS ${BOUNDS_OF_SPANS}`,
  select: BOUNDS_OF_SPANS,
};

const LOG_COLUMNS = columns(`
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1))
  TraceId String CODEC(ZSTD(1))
  SpanId String CODEC(ZSTD(1))
  TraceFlags UInt8
  SeverityText LowCardinality(String) CODEC(ZSTD(1))
  SeverityNumber UInt8
  ServiceName LowCardinality(String) CODEC(ZSTD(1))
  Body String CODEC(ZSTD(1))
  ResourceSchemaUrl LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  ScopeSchemaUrl LowCardinality(String) CODEC(ZSTD(1))
  ScopeName String CODEC(ZSTD(1))
  ScopeVersion LowCardinality(String) CODEC(ZSTD(1))
  ScopeAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  LogAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  EventName String CODEC(ZSTD(1))
`);

const LOG_WRITTEN = columns(`
  Flags UInt32 DEFAULT TraceFlags CODEC(T64, ZSTD(1))
  Tags Array(LowCardinality(String)) CODEC(ZSTD(1))
  BodyType LowCardinality(String) CODEC(ZSTD(1))
  LogAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  ScopeAttributeTypes LowCardinality(String) CODEC(ZSTD(1))
  IngestRequest UInt64 CODEC(ZSTD(1))
`);

const LOG_INDEXES = [
  'idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1',
  'idx_res_attr_value mapValues(ResourceAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  'idx_log_attr_value mapValues(LogAttributes) TYPE bloom_filter(0.01) GRANULARITY 1',
  'idx_lower_body lower(Body) TYPE tokenbf_v1(32768, 3, 0) GRANULARITY 8',
];

/** Logs. */
export function logsTable(tenantKeys: readonly string[]): TableDefinition {
  const own = 'LogAttributes';
  return {
    name: 'otel_logs',
    signal: 'logs',
    columns: LOG_COLUMNS,
    added: [
      ...LOG_WRITTEN,
      tenantColumn(own, tenantKeys),
      environmentColumn(own),
      ...columns(`ExceptionType LowCardinality(String) MATERIALIZED LogAttributes['exception.type'] CODEC(ZSTD(1))`),
      exceptionGroup(sql`LogAttributes['exception.type'] != '' OR LogAttributes['exception.message'] != ''`, sql`LogAttributes`),
      PROCESS_COLUMN,
    ],
    indexes: LOG_INDEXES,
    projections: [recordHoursProjection(RECORD_HOURS.logs)],
    partitionBy: 'toDate(Timestamp)',
    orderBy: '(toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)',
    expires: 'toDateTime(Timestamp)',
  };
}
