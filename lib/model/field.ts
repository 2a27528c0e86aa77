import { z } from 'zod';

/**
 * The fields that every record can be asked for by one name, whatever keys carry them. `semantics.ts` says which
 * attribute keys feed which field; only a backend knows a field's column.
 */
export const RecordField = z.enum([
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
  'model',
  'modelProvider',
  'inputTokens',
  'outputTokens',
  'cost',
  'exceptionType',
  'exceptionMessage',
  // logs
  'severity',
  'body',
  'eventName',
  // metrics: the scalar of a gauge or sum; a histogram's observations and their sum
  'value',
  'count',
  'sum',
]);
export type RecordField = z.infer<typeof RecordField>;

/** Where a value lives in the OpenTelemetry model. */
export const Field = z.discriminatedUnion('in', [
  z.object({ in: z.literal('record'), name: RecordField }),
  z.object({ in: z.literal('resource'), key: z.string().min(1) }),
  z.object({ in: z.literal('scope'), key: z.string().min(1) }),
  z.object({ in: z.literal('attributes'), key: z.string().min(1) }),
]);
export type Field = z.infer<typeof Field>;

/** Shorthand for the field every record has under `name`. */
export function record(name: RecordField): Field {
  return { in: 'record', name };
}

/** Shorthand for an attribute of the record itself. */
export function attribute(key: string): Field {
  return { in: 'attributes', key };
}
