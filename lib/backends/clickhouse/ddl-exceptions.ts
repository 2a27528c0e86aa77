/** Exceptions, one row each: filled from spans and logs as these are inserted, so that a page about errors reads errors alone. */
import { carried, carriedNumber, environmentColumn, tenantColumn } from '@/lib/backends/clickhouse/ddl-carriers';
import { columns, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { fingerprint } from '@/lib/backends/clickhouse/fingerprint';
import { LOG_ID } from '@/lib/backends/clickhouse/log-id';
import { RECORD_HOURS, recordHoursProjection } from '@/lib/backends/clickhouse/record-hours';
import { COMMA, identifier, join, printSql, sql, type Sql } from '@/lib/sql/sql';

/** Characters of an exception's message and of a log's body that are kept here; the record itself has all of them. */
const TEXT_LENGTH = 500n;

const EXCEPTION_COLUMNS = columns(`
  Timestamp DateTime64(9) CODEC(Delta(8), ZSTD(1))
  Signal LowCardinality(String) CODEC(ZSTD(1))
  TraceId String CODEC(ZSTD(1))
  SpanId String CODEC(ZSTD(1))
  ParentSpanId String CODEC(ZSTD(1))
  SpanName LowCardinality(String) CODEC(ZSTD(1))
  SpanKind LowCardinality(String) CODEC(ZSTD(1))
  ServiceName LowCardinality(String) CODEC(ZSTD(1))
  ResourceAttributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  ScopeName String CODEC(ZSTD(1))
  Attributes Map(LowCardinality(String), String) CODEC(ZSTD(1))
  Duration UInt64 CODEC(T64, ZSTD(1))
  StatusCode LowCardinality(String) CODEC(ZSTD(1))
  Level UInt8 CODEC(ZSTD(1))
  SeverityText LowCardinality(String) CODEC(ZSTD(1))
  Body String CODEC(ZSTD(1))
  LogId UInt64 CODEC(ZSTD(1))
  Entry Bool CODEC(ZSTD(1))
  ExceptionType LowCardinality(String) CODEC(ZSTD(1))
  ExceptionMessage String CODEC(ZSTD(1))
  ExceptionGroup LowCardinality(String) CODEC(ZSTD(1))
  IngestRequest UInt64 CODEC(ZSTD(1))
`);

/**
 * The table. `Signal` is `span` or `log`: what carries the exception. `Attributes` and `ResourceAttributes` are the carrier's, so that
 * exceptions are asked by whatever spans and logs are asked by. Every question has a range of time, and few rows are in it: ordered as
 * the logs are.
 */
export function exceptionsTable(tenantKeys: readonly string[]): TableDefinition {
  const own = 'Attributes';
  return {
    name: 'hearth_exceptions',
    signal: 'traces',
    columns: EXCEPTION_COLUMNS,
    added: [
      tenantColumn(own, tenantKeys),
      environmentColumn(own),
      carried('serviceVersion', own),
      carried('user', own),
      carried('session', own),
      carried('operationType', own),
      carried('httpMethod', own),
      carried('httpRoute', own),
      carriedNumber('httpStatus', own),
      carried('task', own),
    ],
    indexes: ['idx_trace_id TraceId TYPE bloom_filter(0.001) GRANULARITY 1'],
    projections: [recordHoursProjection(RECORD_HOURS.exceptions)],
    partitionBy: 'toDate(Timestamp)',
    orderBy: '(toStartOfFiveMinutes(Timestamp), ServiceName, Timestamp)',
    expires: 'toDateTime(Timestamp)',
  };
}

/** Columns that not every database's tables have, or what stands in for them. */
export interface CarrierParts {
  readonly level: Sql;
  readonly entry: Sql;
  readonly request: Sql;
  /** Also read the carrier's own time, as `CarrierTime`: conditions on it keep the engine from reading other days. */
  readonly timed?: boolean;
}

const OWN_PARTS: CarrierParts = { level: sql`Level`, entry: sql`Entry`, request: sql`IngestRequest` };

type Row = readonly (readonly [name: string, value: Sql])[];

function bounded(text: Sql): Sql {
  return sql`substringUTF8(${text}, 1, ${TEXT_LENGTH})`;
}

function select(row: Row, from: Sql): Sql {
  return sql`SELECT ${join(
    row.map(([name, value]) => sql`${value} AS ${identifier(name)}`),
    COMMA,
  )} FROM ${from}`;
}

/** Rows of the table's columns: every event named `exception` of the spans for which `condition` holds. */
export function exceptionsOfSpans({ level, entry, request, timed }: CarrierParts = OWN_PARTS, condition: Sql = sql`true`): Sql {
  // as one expression: written out twice, it would be a second list that multiplies the rows
  const event = sql`arrayJoin(arrayFilter(event -> event.2 = 'exception', arrayZip(Events.Timestamp, Events.Name, Events.Attributes)))`;
  const type = sql`event.3['exception.type']`;
  const message = sql`event.3['exception.message']`;
  const spans = sql`(SELECT ${event} AS event, Timestamp AS SpanTime, TraceId, SpanId, ParentSpanId, SpanName, SpanKind, ServiceName, ResourceAttributes, ScopeName, SpanAttributes, Duration, StatusCode, ${level} AS Level, ${entry} AS Entry, ${request} AS IngestRequest FROM otel_traces WHERE has(Events.Name, 'exception') AND ${condition})`;
  const same = (name: string): [string, Sql] => [name, identifier(name)];
  return select(
    [
      // a sender may leave an event's time out
      ['Timestamp', sql`if(toUnixTimestamp64Nano(event.1) = 0, SpanTime, event.1)`],
      ['Signal', sql`'span'`],
      ...['TraceId', 'SpanId', 'ParentSpanId', 'SpanName', 'SpanKind', 'ServiceName', 'ResourceAttributes', 'ScopeName'].map(same),
      ['Attributes', sql`SpanAttributes`],
      ...['Duration', 'StatusCode', 'Level'].map(same),
      ['SeverityText', sql`''`],
      ['Body', sql`''`],
      ['LogId', sql`toUInt64(0)`],
      same('Entry'),
      ['ExceptionType', type],
      ['ExceptionMessage', bounded(message)],
      ['ExceptionGroup', fingerprint(type, message)],
      same('IngestRequest'),
      ...(timed ? [['CarrierTime', sql`SpanTime`] as const] : []),
    ],
    spans,
  );
}

/** The same of the logs with an exception. */
export function exceptionsOfLogs({ request, timed }: CarrierParts = OWN_PARTS, condition: Sql = sql`true`): Sql {
  const type = sql`LogAttributes['exception.type']`;
  const message = sql`LogAttributes['exception.message']`;
  return select(
    [
      ['Timestamp', sql`Timestamp`],
      ['Signal', sql`'log'`],
      ['TraceId', sql`TraceId`],
      ['SpanId', sql`SpanId`],
      ['ParentSpanId', sql`''`],
      ['SpanName', sql`EventName`],
      ['SpanKind', sql`''`],
      ['ServiceName', sql`ServiceName`],
      ['ResourceAttributes', sql`ResourceAttributes`],
      ['ScopeName', sql`ScopeName`],
      // the stack is long, and the log has it
      ['Attributes', sql`mapFilter((key, value) -> key != 'exception.stacktrace', LogAttributes)`],
      ['Duration', sql`toUInt64(0)`],
      ['StatusCode', sql`''`],
      ['Level', sql`SeverityNumber`],
      ['SeverityText', sql`SeverityText`],
      ['Body', bounded(sql`Body`)],
      ['LogId', LOG_ID],
      ['Entry', sql`false`],
      ['ExceptionType', type],
      ['ExceptionMessage', bounded(message)],
      ['ExceptionGroup', fingerprint(type, message)],
      ['IngestRequest', request],
      ...(timed ? [['CarrierTime', sql`Timestamp`] as const] : []),
    ],
    sql`otel_logs WHERE (${type} != '' OR ${message} != '') AND ${condition}`,
  );
}

/** Tells the exceptions of one request apart; those that it does not are in one part together, or none of them is. */
const KEY = sql`(IngestRequest, Timestamp, TraceId, SpanId, cityHash64(ServiceName, ExceptionType, ExceptionMessage))`;

/** Puts in those of `rows` that the table lacks. `known`: which of the table's rows can be among them. */
export function insertMissing(rows: Sql, known: Sql): Sql {
  const names = join(
    EXCEPTION_COLUMNS.map(({ name }) => identifier(name)),
    COMMA,
  );
  return sql`INSERT INTO hearth_exceptions (${names}) SELECT ${names} FROM (${rows}) WHERE ${KEY} NOT IN (SELECT ${KEY} FROM hearth_exceptions WHERE ${known})`;
}

interface View {
  readonly name: string;
  /** The table whose inserts fill it. */
  readonly source: string;
  readonly statement: string;
  /** Puts in what was there before the view. */
  readonly fill: string;
}

function view(name: string, source: string, rows: Sql): View {
  return {
    name,
    source,
    statement: `CREATE MATERIALIZED VIEW IF NOT EXISTS ${name} TO hearth_exceptions AS ${printSql(rows)}`,
    fill: printSql(insertMissing(rows, sql`true`)),
  };
}

/** What fills the table as spans and logs are inserted. */
export const EXCEPTION_VIEWS: readonly View[] = [
  view('hearth_exceptions_spans_mv', 'otel_traces', exceptionsOfSpans()),
  view('hearth_exceptions_logs_mv', 'otel_logs', exceptionsOfLogs()),
];
