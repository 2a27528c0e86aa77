import { combined, hashInteger, hashText } from '@/lib/backends/clickhouse/city-hash';
import { serviceOf } from '@/lib/backends/clickhouse/encode-spans';
import type { LogRecord } from '@/lib/model/telemetry';
import { sql } from '@/lib/sql/sql';

/** Tells logs apart that happened in the same nanosecond: they have no id of their own. Two of the same are one. */
export const LOG_ID = sql`cityHash64(TraceId, SpanId, ServiceName, SeverityNumber, Body, EventName, LogAttributes)`;

/** The same, as a decimal number, of a log that is not read from the store. A map counts as its length and then its pairs. */
export function logIdOf(log: LogRecord): string {
  const { attributes } = log;
  const hashes = [
    ...[log.traceId, log.spanId, serviceOf(log.resource)].map(hashText),
    hashInteger(BigInt(log.severity)),
    ...[log.body.text, log.eventName].map(hashText),
    hashInteger(BigInt(attributes.length)),
    ...attributes.map(({ key, text }) => combined(hashText(key), hashText(text))),
  ];
  return hashes.reduce(combined).toString();
}
