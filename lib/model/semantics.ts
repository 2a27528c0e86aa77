import type { RecordField } from '@/lib/model/record-field';
/**
 * Which attribute keys can carry which field: the one table of it. The record's own attributes come before the
 * resource's; in a list, the first key found wins. Names follow the OpenTelemetry semantic conventions, current names
 * before older ones, then the home-made names that real systems send.
 */

export interface Carriers {
  /** Keys of the span's, log's or point's own attributes. */
  readonly attributes: readonly string[];
  /** Keys of the resource. */
  readonly resource: readonly string[];
  /** Where no key has it: own attributes of whose value it is a part, the first group of the pattern. */
  readonly within: readonly { readonly key: string; readonly pattern: string }[];
}

const own = (...attributes: string[]): Carriers => ({ attributes, resource: [], within: [] });
const resource = (...keys: string[]): Carriers => ({ attributes: [], resource: keys, within: [] });
const both = (...keys: string[]): Carriers => ({ attributes: keys, resource: keys, within: [] });

const partOf = (pattern: string, ...keys: string[]): Carriers['within'] => keys.map((key) => ({ key, pattern }));

/** Finds the host of a URL, without its port: of `https://user@shop.example:8443/cart` it is `shop.example`. */
const HOST_OF_URL = '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#:@]+)';

/** Finds what a statement does: of `select * from users` it is `select`, of `JSON.GET cart:7` it is `JSON.GET`. */
const FIRST_WORD = '^\\s*([A-Za-z][A-Za-z_.]*)';

/** Keys that name the tenant, unless HEARTH_TENANT_KEYS says otherwise. */
export const DEFAULT_TENANT_KEYS = ['tenant.id', 'tenant_id', 'account_id', 'organization_id', 'organization.id'];

/** Values of `service.namespace` that are taken as the environment when nothing else names one. */
export const ENVIRONMENT_NAMESPACES = ['development', 'staging', 'production'];

export type CarriedField = Extract<
  RecordField,
  | 'service'
  | 'serviceVersion'
  | 'serviceNamespace'
  | 'serviceInstance'
  | 'environment'
  | 'tenant'
  | 'user'
  | 'session'
  | 'operationType'
  | 'host'
  | 'httpMethod'
  | 'httpRoute'
  | 'httpStatus'
  | 'dbSystem'
  | 'dbOperation'
  | 'dbStatement'
  | 'messagingSystem'
  | 'messagingDestination'
  | 'peer'
  | 'agent'
  | 'workflow'
  | 'task'
  | 'model'
  | 'modelProvider'
  | 'inputTokens'
  | 'outputTokens'
  | 'cost'
>;

export const CARRIERS: Readonly<Record<CarriedField, Carriers>> = {
  service: resource('service.name'),
  serviceVersion: resource('service.version'),
  serviceNamespace: resource('service.namespace'),
  serviceInstance: resource('service.instance.id'),
  environment: both('deployment.environment.name', 'deployment.environment'),
  tenant: both(...DEFAULT_TENANT_KEYS),
  user: both('user.id', 'user_id', 'enduser.id'),
  session: both('session.id', 'session_id'),
  operationType: own('operation.type'),
  host: resource('host.name', 'host.id'),
  httpMethod: own('http.request.method', 'http.method'),
  // not the path: conventions forbid it as a route, for there are as many as clients care to ask for
  httpRoute: own('http.route'),
  httpStatus: own('http.response.status_code', 'http.status_code'),
  dbSystem: own('db.system.name', 'db.system'),
  // clients of Redis say by default only the whole command, some of SQL only the statement
  dbOperation: { ...own('db.operation.name', 'db.operation'), within: partOf(FIRST_WORD, 'db.query.text', 'db.statement') },
  dbStatement: own('db.query.text', 'db.statement'),
  messagingSystem: own('messaging.system'),
  messagingDestination: own('messaging.destination.name', 'messaging.destination_publish.name', 'messaging.destination'),
  // HTTP clients of Python say by default only which URL they called
  peer: { ...own('peer.service', 'server.address', 'net.peer.name'), within: partOf(HOST_OF_URL, 'url.full', 'http.url') },
  agent: own('agent_instance_id', 'agent_id', 'gen_ai.agent.id'),
  workflow: own('workflow_id', 'temporal.workflow.id', 'temporalWorkflowID'),
  task: own(
    'celery.task_name',
    'temporal.activity.type',
    'temporalActivityType',
    'temporal.workflow.type',
    'temporalWorkflowType',
    'arq.function',
  ),
  model: own('gen_ai.response.model', 'gen_ai.request.model'),
  modelProvider: own('gen_ai.provider.name', 'gen_ai.system'),
  inputTokens: own('gen_ai.usage.input_tokens'),
  outputTokens: own('gen_ai.usage.output_tokens'),
  cost: own('operation.cost'),
};

/** Whether attributes carry the field. */
export function isCarried(name: RecordField): name is CarriedField {
  return name in CARRIERS;
}

/** Bit of a span's OTLP flags that says that its parent is in another process (SPAN_FLAGS_CONTEXT_IS_REMOTE_MASK). */
export const PARENT_IS_REMOTE = 0x200;

/** Severity numbers of OpenTelemetry's INFO, WARN and ERROR; from the last one on, a log counts as an error. */
export const INFO_SEVERITY = 9;
export const WARN_SEVERITY = 13;
export const ERROR_SEVERITY = 17;
