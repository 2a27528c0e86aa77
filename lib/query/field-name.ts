/** The names by which people write fields, both ways: `http.route` is the record field, `resource.x` an attribute of the resource. */
import { present } from '@/lib/base/assert';
import type { Field } from '@/lib/model/field';
import { CARRIERS, type CarriedField } from '@/lib/model/semantics';
import { RECORD_FIELDS, type RecordField } from '@/lib/model/record-field';

/** The name that is printed for each record field: the semantic convention's where it has one. */
const PRINTED: Readonly<Record<RecordField, string>> = {
  time: 'time',
  service: 'service.name',
  serviceVersion: 'service.version',
  serviceNamespace: 'service.namespace',
  serviceInstance: 'service.instance.id',
  environment: 'environment',
  tenant: 'tenant',
  user: 'user.id',
  session: 'session.id',
  operationType: 'operation.type',
  host: 'host.name',
  scope: 'scope.name',
  traceId: 'trace_id',
  spanId: 'span_id',
  parentSpanId: 'parent_span_id',
  name: 'name',
  message: 'message',
  kind: 'kind',
  status: 'status',
  statusMessage: 'status_message',
  duration: 'duration',
  level: 'level',
  tags: 'tags',
  root: 'root',
  entry: 'entry',
  error: 'error',
  running: 'running',
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  httpStatusClass: 'http.status_class',
  dbSystem: 'db.system.name',
  dbOperation: 'db.operation.name',
  dbStatement: 'db.query.text',
  messagingSystem: 'messaging.system',
  messagingDestination: 'messaging.destination.name',
  peer: 'peer.service',
  agent: 'agent_id',
  workflow: 'workflow_id',
  task: 'task',
  model: 'gen_ai.request.model',
  modelProvider: 'gen_ai.provider.name',
  inputTokens: 'gen_ai.usage.input_tokens',
  outputTokens: 'gen_ai.usage.output_tokens',
  cost: 'operation.cost',
  exceptionType: 'exception.type',
  exceptionMessage: 'exception.message',
  exceptionGroup: 'exception.group',
  severity: 'severity',
  body: 'body',
  eventName: 'event.name',
  value: 'value',
  count: 'count',
  sum: 'sum',
};

/** Short names beside the printed ones and the keys of the semantics table. */
const SHORT: Readonly<Record<string, RecordField>> = {
  timestamp: 'time',
  version: 'serviceVersion',
  namespace: 'serviceNamespace',
  env: 'environment',
  scope: 'scope',
  trace: 'traceId',
  span: 'spanId',
  'span.name': 'name',
  span_name: 'name',
  span_kind: 'kind',
  'span.kind': 'kind',
  'status.code': 'status',
  'status.message': 'statusMessage',
  'http.status': 'httpStatus',
  'http.method': 'httpMethod',
  route: 'httpRoute',
  method: 'httpMethod',
};

/** Bare keys with these beginnings belong to the resource. */
const RESOURCE_PREFIX = /^(host|k8s|process|os|telemetry|cloud|container|service|deployment)\./;

const BY_NAME: ReadonlyMap<string, RecordField> = new Map([
  ...RECORD_FIELDS.map((field) => [field, field] as const),
  ...Object.entries(CARRIERS).flatMap(([field, { attributes, resource }]) =>
    [...attributes, ...resource].map((key) => [key, field as CarriedField] as const),
  ),
  ...Object.entries(SHORT),
  ...RECORD_FIELDS.map((field) => [PRINTED[field], field] as const),
]);

/** Every name that is worth suggesting, one per record field. */
export const FIELD_NAMES: readonly { readonly name: string; readonly field: RecordField }[] = RECORD_FIELDS.map((field) => ({
  name: PRINTED[field],
  field,
}));

const EXPLICIT = /^(scope\.attributes|resource|attributes|scope)\.(.+)$/s;

/**
 * The field that `name` means. Names of record fields (conventions, older keys, short names) come first, then
 * `resource.x`, `attributes.x` and `scope.x`; other keys are the resource's by their prefix, else the record's own.
 * `name` must not be empty.
 */
export function fieldFromName(name: string): Field {
  const known = BY_NAME.get(name);
  if (known) return { in: 'record', name: known };
  const [, home, key] = EXPLICIT.exec(name) ?? [];
  if (home && key) return { in: home === 'resource' || home === 'attributes' ? home : 'scope', key };
  return { in: RESOURCE_PREFIX.test(name) ? 'resource' : 'attributes', key: name };
}

/** The shortest name that `fieldFromName` reads back as the same field. */
export function fieldName(field: Field): string {
  if (field.in === 'record') return PRINTED[field.name];
  // `scope.name` is a record field, so a scope's attribute of that key has to be written in full.
  const names = [field.key, `${field.in}.${field.key}`, `scope.attributes.${field.key}`];
  return present(
    names.find((name) => sameField(fieldFromName(name), field)),
    `a name for the key ${field.key}`,
  );
}

/** Whether two fields are the same place. */
export function sameField(one: Field, other: Field): boolean {
  if (one.in === 'record' || other.in === 'record') return one.in === 'record' && other.in === 'record' && one.name === other.name;
  return one.in === other.in && one.key === other.key;
}
