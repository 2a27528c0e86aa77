/** What a bucket's calls are made from: statements over the spans. */
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { Fields } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { BUCKET, DURATIONS_PER_DOUBLING, LOOK_AHEAD, LOOK_BACK } from '@/lib/backends/clickhouse/service-map-table';
import { millis, MINUTE, type TimeRange } from '@/lib/base/time';
import { record, type RecordField } from '@/lib/model/record-field';
import { decimal, sql, type Sql } from '@/lib/sql/sql';

/** Calls that one statement keeps of a bucket, the busiest: a crawler calls more hosts than anyone can look at. */
export const MOST_CALLS = 1_000;

/** Operations of GenAI spans that hold model calls but are none. */
const AGENT_OPERATIONS = ['create_agent', 'invoke_agent', 'execute_tool', 'invoke_workflow'];
/** Operations of the model calls that some libraries record as internal spans. */
const MODEL_OPERATIONS = ['chat', 'text_completion', 'generate_content', 'embeddings'];
/** What Logfire's SDK calls the span that tells what a streamed answer used: the call has a span of its own. */
const STREAMED = 'streaming response from ';
/** Operations by which a client takes messages: they are no calls, the consumer's span tells of them. */
const TAKING_OPERATIONS = ['receive', 'process', 'deliver', 'settle'];

const EPOCH_BUCKET = (length: bigint): Sql => sql`intDiv(toUnixTimestamp64Milli(Timestamp), ${length}) * ${length}`;

const bucket = EPOCH_BUCKET(BigInt(BUCKET));

/** Value v lies in bucket ceil(log2(v) · 32); the sketch is the list of buckets with their counts. */
const durations = sql`sumMap([toInt32(ceil(log2(greatest(Duration, 1)) * ${decimal(DURATIONS_PER_DOUBLING)}))], [toUInt64(1)])`;

const figures = sql`count() AS calls, countIf(StatusCode = 'Error') AS errors, ${durations} AS durations`;

const attribute = (key: string): Sql => sql`SpanAttributes[${key}]`;

/** What statements need to know of the database's own columns. */
interface Names {
  readonly environment: Sql;
  readonly entry: Sql;
  readonly database: Sql;
  readonly databaseName: Sql;
  readonly messaging: Sql;
  readonly queue: Sql;
  readonly model: Sql;
  readonly provider: Sql;
  readonly peer: Sql;
}

function namesOf(layout: Layout): Names {
  const fields = new Fields(layout, 'spans', 'otel_traces');
  const field = (name: RecordField) => fields.operand(record(name)).text;
  const template = attribute('messaging.destination.template');
  const destination = sql`if(${template} != '', ${template}, ${field('messagingDestination')})`;
  const system = field('messagingSystem');
  return {
    environment: field('environment'),
    entry: fields.operand(record('entry')).raw,
    database: field('dbSystem'),
    databaseName: sql`multiIf(${attribute('db.namespace')} != '', ${attribute('db.namespace')}, ${attribute('db.name')} != '', ${attribute('db.name')}, ${field('peer')} != '', ${field('peer')}, ${field('dbSystem')})`,
    messaging: system,
    // a channel for each user, such as events:usr_42, is one queue: events:*
    queue: sql`if(${destination} != '', replaceRegexpAll(${destination}, '([:/])[^:/]*[0-9][^:/]*', '\\1*'), ${system})`,
    model: field('model'),
    provider: field('modelProvider'),
    peer: field('peer'),
  };
}

const within = ({ from, to }: TimeRange, before = 0, after = 0): Sql =>
  withinTime(sql`Timestamp`, millis(from - before), millis(to + after));

/** Ids of the spans that set off an entry span of any service. */
function causes(names: Names, range: TimeRange): Sql {
  return sql`SELECT ParentSpanId FROM otel_traces WHERE ${within(range, 0, LOOK_AHEAD)} AND ${names.entry} AND ParentSpanId != ''`;
}

const COLUMNS = sql`bucket, environment, edge.1 AS fromKind, edge.2 AS fromName, edge.3 AS toKind, edge.4 AS toName, edge.5 AS system, edge.6 AS implied`;
const GROUPS = sql`GROUP BY bucket, environment, edge ORDER BY bucket, calls DESC LIMIT ${BigInt(MOST_CALLS)} BY bucket`;

/**
 * Entry spans: of each service by itself; from the service whose span is the parent; from the queue, where a consumer names it.
 * The parent's own word for the queue wins, so that an exchange and the queue behind it are one.
 */
export function entriesStatement(layout: Layout, range: TimeRange): Sql {
  const names = namesOf(layout);
  const sent = sql`if(SpanKind IN ('Producer', 'Client'), ${names.queue}, '')`;
  return sql`SELECT ${COLUMNS}, ${figures} FROM (
      SELECT ${bucket} AS bucket, ${names.environment} AS environment, TraceId, ParentSpanId, ServiceName AS service, Duration, StatusCode,
        if(SpanKind = 'Consumer', ${names.queue}, '') AS taken, if(SpanKind = 'Consumer', ${names.messaging}, '') AS messaging
      FROM otel_traces WHERE ${within(range)} AND ${names.entry}
    ) AS entry
    LEFT ANY JOIN (
      SELECT TraceId, SpanId, ServiceName AS caller, ${sent} AS sent
      FROM otel_traces WHERE ${within(range, LOOK_BACK, LOOK_AHEAD)} AND SpanId IN (${causes(names, range)})
    ) AS cause ON entry.TraceId = cause.TraceId AND entry.ParentSpanId = cause.SpanId
    ARRAY JOIN arrayConcat(
      [('', '', 'service', toString(service), '', 0)],
      multiIf(
        taken != '', arrayConcat(
          [('queue', if(sent != '', sent, taken), 'service', toString(service), toString(messaging), 0)],
          if(caller != '' AND sent = '', [('service', toString(caller), 'queue', taken, toString(messaging), 1)], [])),
        caller != '' AND caller != service, [('service', toString(caller), 'service', toString(service), '', 0)],
        [])
    ) AS edge
    ${GROUPS}`;
}

/** Calls to what sends no telemetry itself: databases, queues, LLM providers, other hosts. */
export function outsideStatement(layout: Layout, range: TimeRange): Sql {
  const names = namesOf(layout);
  const operation = attribute('gen_ai.operation.name');
  const isModel = sql`(${names.provider} != '' OR ${names.model} != '') AND ${operation} NOT IN ${AGENT_OPERATIONS}
        AND (SpanKind = 'Client' OR (${operation} IN ${MODEL_OPERATIONS} AND NOT startsWith(SpanName, ${STREAMED})))`;
  const isQueue = sql`${names.queue} != '' AND ${attribute('messaging.operation.type')} NOT IN ${TAKING_OPERATIONS}`;
  const modelCalls = sql`SELECT SpanId FROM otel_traces WHERE ${within(range, LOOK_BACK)} AND ${names.model} != ''`;
  const from = sql`'service', toString(ServiceName)`;
  return sql`SELECT ${COLUMNS}, ${figures} FROM (
      SELECT ${bucket} AS bucket, ${names.environment} AS environment, SpanId, ParentSpanId, Duration, StatusCode, multiIf(
          SpanKind IN ('Client', 'Producer') AND ${names.database} != '', (${from}, 'database', ${names.databaseName}, toString(${names.database}), 0),
          ${isModel}, (${from}, 'llm', if(${names.provider} != '', ${names.provider}, toString(${names.model})), if(${names.provider} != '', ${names.provider}, ''), 0),
          SpanKind IN ('Client', 'Producer') AND ${isQueue}, (${from}, 'queue', ${names.queue}, toString(${names.messaging}), 0),
          SpanKind = 'Client' AND ${names.peer} != '', (${from}, 'host', ${names.peer}, '', 0),
          ('', '', '', '', '', 0)) AS edge
      FROM otel_traces WHERE ${within(range)} AND (SpanKind IN ('Client', 'Producer') OR ${names.model} != '')
    )
    WHERE edge.3 != '' AND (edge.3 = 'queue' OR SpanId NOT IN (${causes(names, range)}))
      AND (edge.3 != 'host' OR ParentSpanId NOT IN (${modelCalls}))
    ${GROUPS}`;
}

/** Spans in the store by minute, in all that the buckets of `range` are made from. */
export function countsStatement(range: TimeRange): Sql {
  return sql`SELECT ${EPOCH_BUCKET(BigInt(MINUTE))} AS minute, count() FROM otel_traces WHERE ${within(range, LOOK_BACK, LOOK_AHEAD)} GROUP BY minute`;
}
