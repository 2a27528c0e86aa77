/** Stored records as the rows that the store answers: field by field the same, held to it by a test. */
import { nanosText, type NanosText } from '@/lib/base/time';
import { Fields, type StoredSpan } from '@/lib/live/fields';
import type { Operand } from '@/lib/live/operand';
import type { Stored } from '@/lib/live/stored';
import type { LogRow, RecordRow, SpanRow } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import { record } from '@/lib/model/record-field';
import type { LogRecord } from '@/lib/model/telemetry';

export interface RowSettings {
  /** Attribute keys that can name the tenant. */
  readonly tenantKeys: readonly string[];
  /** What the store calls a log among those of its nanosecond (`LogRow.id`). */
  logId(log: LogRecord): string;
}

/** '-1': begun and no end received yet. */
const RUNNING = '-1' as NanosText;

/** The function that makes rows, each with the values of `fields` in their order. */
export function createRow(fields: readonly Field[], { tenantKeys, logId }: RowSettings): (stored: Stored) => RecordRow {
  const known = new Fields(tenantKeys);
  const spanFields = fields.map((field) => known.ofSpan(field));
  const logFields = fields.map((field) => known.ofLog(field));
  const service = { span: known.ofSpan(record('service')), log: known.ofLog(record('service')) };
  const httpStatus = known.ofSpan(record('httpStatus'));
  const exceptionType = known.ofSpan(record('exceptionType'));
  const values = <R>(operands: readonly Operand<R>[], of: R) => operands.map((operand) => operand.text(of));

  const spanRow = (stored: StoredSpan): SpanRow => {
    const { record: span, running } = stored;
    return {
      signal: 'spans',
      traceId: span.traceId,
      spanId: span.spanId,
      parentSpanId: span.parentSpanId,
      time: nanosText(span.start),
      duration: running ? RUNNING : nanosText(span.duration),
      service: service.span.text(stored),
      name: span.name,
      message: span.message,
      kind: span.kind,
      status: span.statusCode,
      level: span.level,
      tags: span.tags,
      httpStatus: httpStatus.number(stored) ?? 0,
      exceptionType: exceptionType.text(stored),
      values: values(spanFields, stored),
    };
  };
  const logRow = (log: LogRecord): LogRow => ({
    signal: 'logs',
    id: logId(log),
    time: nanosText(log.time),
    traceId: log.traceId,
    spanId: log.spanId,
    service: service.log.text(log),
    severity: log.severity,
    severityText: log.severityText,
    body: log.body.text,
    eventName: log.eventName,
    values: values(logFields, log),
  });
  return (stored) => (stored.signal === 'spans' ? spanRow(stored) : logRow(stored.record));
}
