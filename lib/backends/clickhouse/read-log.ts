import { attributesOf } from '@/lib/backends/clickhouse/attribute-types';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import { LOG_ID } from '@/lib/backends/clickhouse/log-id';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { NanosText } from '@/lib/base/time';
import { AttributeType } from '@/lib/model/attribute';
import type { LogDetail, LogRef } from '@/lib/model/log';
import { COMMA, identifier, join, render, sql, type Sql } from '@/lib/sql/sql';

const TABLE = 'otel_logs';

type Texts = readonly string[];
/** A row of the columns below, in their order. */
type Row = readonly [string, string, string, number, string, number, string, string, string, string, Texts, string, string, Own, Own];
type Own = readonly [keys: Texts, texts: Texts, types: string];

function columns(layout: Layout): Sql {
  const own = (name: string, otherwise: Sql) => (hasColumn(layout, TABLE, name) ? identifier(name) : otherwise);
  const map = (name: string, types: string) => sql`(mapKeys(${identifier(name)}), mapValues(${identifier(name)}), ${own(types, sql`''`)})`;
  return join(
    [
      sql`toString(toUnixTimestamp64Nano(Timestamp))`,
      sql`TraceId`,
      sql`SpanId`,
      own('Flags', sql`TraceFlags`),
      sql`ServiceName`,
      sql`SeverityNumber`,
      sql`SeverityText`,
      sql`Body`,
      own('BodyType', sql`''`),
      own('EventName', sql`''`),
      own('Tags', sql`[]::Array(String)`),
      sql`ScopeName`,
      sql`ScopeVersion`,
      map('LogAttributes', 'LogAttributeTypes'),
      map('ResourceAttributes', 'ResourceAttributeTypes'),
    ],
    COMMA,
  );
}

/** All that is stored of one log. Throws BackendError. */
export async function readLog(
  transport: Transport,
  layout: Layout,
  { time, id }: LogRef,
  signal: AbortSignal,
): Promise<LogDetail | undefined> {
  const { text, params } = render(sql`SELECT ${columns(layout)} FROM otel_logs
WHERE Timestamp = fromUnixTimestamp64Nano(${BigInt(time)}) AND ${LOG_ID} = toUInt64(${id}) LIMIT 1`);
  const [found] = (await transport.query(text, params, { signal })).rows;
  return found && detailOf(found as unknown as Row);
}

function detailOf([
  time,
  traceId,
  spanId,
  flags,
  service,
  severity,
  severityText,
  body,
  bodyType,
  eventName,
  tags,
  scope,
  version,
  own,
  resource,
]: Row): LogDetail {
  return {
    time: time as NanosText,
    traceId,
    spanId,
    flags,
    service,
    severity,
    severityText,
    body: { type: AttributeType.catch('string').parse(bodyType), text: body },
    eventName,
    tags,
    scope: { name: scope, version },
    attributes: attributesOf(...own),
    resource: attributesOf(...resource),
  };
}
