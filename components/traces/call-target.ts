/** What a span calls, read from its attributes by the rules of the service map. */
import { attribute, record } from '@/lib/model/record-field';
import type { SpanRow } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { CallTarget } from '@/lib/waterfall/service-path';

/** The values that tell it, in the order that `callTarget` takes them. */
export const TARGET_FIELDS: readonly Field[] = [
  record('dbSystem'),
  attribute('db.namespace'),
  attribute('db.name'),
  record('messagingSystem'),
  attribute('messaging.destination.template'),
  record('messagingDestination'),
  attribute('messaging.operation.type'),
  record('peer'),
  record('modelProvider'),
  record('model'),
  attribute('gen_ai.operation.name'),
];

/** Operations of GenAI spans that hold model calls but are none. */
const AGENT_OPERATIONS = ['create_agent', 'invoke_agent', 'execute_tool', 'invoke_workflow'];
/** Operations of the model calls that some libraries record as internal spans. */
const MODEL_OPERATIONS = ['chat', 'text_completion', 'generate_content', 'embeddings'];
/** Operations by which a client takes messages: they are no calls. */
const TAKING_OPERATIONS = ['receive', 'process', 'deliver', 'settle'];

/** Undefined for a span that calls nothing outside. Of a consumer it is the queue that it takes from. */
export function callTarget({ kind, values }: Pick<SpanRow, 'kind' | 'values'>): CallTarget | undefined {
  const [database = '', namespace = '', name = '', messaging = '', template = '', destination = ''] = values;
  const [operation = '', peer = '', provider = '', model = '', genAi = ''] = values.slice(6);
  const calls = kind === 'Client' || kind === 'Producer';
  if (calls && database !== '') return { kind: 'database', name: namespace || name || peer || database, system: database };
  const isModel = (provider !== '' || model !== '') && !AGENT_OPERATIONS.includes(genAi);
  if (isModel && (kind === 'Client' || MODEL_OPERATIONS.includes(genAi))) return { kind: 'llm', name: provider || model, system: provider };
  // a channel for each user, such as events:usr_42, is one queue: events:*
  const queue = (template || destination).replaceAll(/([:/])[^:/]*[0-9][^:/]*/g, '$1*') || messaging;
  if (queue !== '' && (kind === 'Consumer' || (calls && !TAKING_OPERATIONS.includes(operation)))) {
    return { kind: 'queue', name: queue, system: messaging };
  }
  return kind === 'Client' && peer !== '' ? { kind: 'host', name: peer, system: '' } : undefined;
}
