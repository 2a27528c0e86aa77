import type { Source } from '@/lib/model/query';
import type { RecordField } from '@/lib/model/record-field';

const OF_METRICS: readonly RecordField[] = ['value', 'count', 'sum'];
const OF_LOGS: readonly RecordField[] = ['severity', 'body', 'eventName'];
/** Fields that only spans have, beside those that any record's attributes can carry. */
const OF_SPANS: readonly RecordField[] = [
  'parentSpanId',
  'kind',
  'status',
  'statusMessage',
  'duration',
  'root',
  'entry',
  'running',
  'level',
  'message',
  'name',
  'httpStatusClass',
];
const OF_NO_METRIC: readonly RecordField[] = ['traceId', 'spanId', 'error', 'exceptionType', 'exceptionMessage', 'exceptionGroup', 'tags'];

/** Fields that records of each signal do not have, or have under another name. */
const WITHOUT: Readonly<Record<Source['signal'], ReadonlySet<RecordField>>> = {
  spans: new Set([...OF_METRICS, ...OF_LOGS]),
  logs: new Set([...OF_METRICS, ...OF_SPANS]),
  exceptions: new Set<RecordField>([...OF_METRICS, ...OF_LOGS, 'message', 'statusMessage', 'level', 'tags']),
  metrics: new Set([...OF_LOGS, ...OF_SPANS, ...OF_NO_METRIC]),
};

/** Whether records of `signal` have `field`: of their own, or as an attribute that any record can carry. */
export function hasField(signal: Source['signal'], field: RecordField): boolean {
  return !WITHOUT[signal].has(field);
}
