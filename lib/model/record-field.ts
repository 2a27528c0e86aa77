import type { Field } from '@/lib/model/field';

/**
 * The fields that every record can be asked for by one name, whatever keys carry them. `semantics.ts` says which
 * attribute keys feed which field; only a backend knows a field's column.
 */
export const RECORD_FIELDS = [
  // every signal
  'time',
  'service',
  'serviceVersion',
  'serviceNamespace',
  'serviceInstance',
  'environment',
  'tenant',
  'user',
  'session',
  'operationType',
  'host',
  'scope',
  'traceId',
  'spanId',
  // spans
  'parentSpanId',
  'name',
  'message',
  'kind',
  'status',
  'statusMessage',
  'duration',
  'level',
  'tags',
  'root',
  'entry',
  'error',
  'running',
  'httpMethod',
  'httpRoute',
  'httpStatus',
  'httpStatusClass',
  'dbSystem',
  'dbOperation',
  'dbStatement',
  'messagingSystem',
  'messagingDestination',
  'peer',
  'agent',
  'workflow',
  'task',
  'model',
  'modelProvider',
  'inputTokens',
  'outputTokens',
  'cost',
  'exceptionType',
  'exceptionMessage',
  'exceptionGroup',
  // logs
  'severity',
  'body',
  'eventName',
  // metrics: the scalar of a gauge or sum; a histogram's observations and their sum
  'value',
  'count',
  'sum',
] as const;
export type RecordField = (typeof RECORD_FIELDS)[number];

/** Shorthand for the field every record has under `name`. */
export function record(name: RecordField): Field {
  return { in: 'record', name };
}

/** Shorthand for an attribute of the record itself. */
export function attribute(key: string): Field {
  return { in: 'attributes', key };
}

/** Fields whose values are numbers; all others compare as text. */
export const NUMERIC_FIELDS: ReadonlySet<RecordField> = new Set([
  'duration',
  'level',
  'severity',
  'httpStatus',
  'inputTokens',
  'outputTokens',
  'cost',
  'value',
  'count',
  'sum',
]);

/** Fields that are true or false. */
export const BOOLEAN_FIELDS: ReadonlySet<RecordField> = new Set(['root', 'entry', 'error', 'running']);
