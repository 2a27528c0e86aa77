import { expect, it } from 'vitest';
import { callTarget, TARGET_FIELDS } from '@/components/traces/call-target';
import type { SpanKind } from '@/lib/model/telemetry';

/** Values by the key or name of their field. */
function target(kind: SpanKind, values: Readonly<Record<string, string>>) {
  const known = TARGET_FIELDS.map((field) => values[field.in === 'record' ? field.name : field.key] ?? '');
  const found = callTarget({ kind, values: known });
  return found && `${found.kind} ${found.name} (${found.system})`;
}

it.each<[SpanKind, Readonly<Record<string, string>>, string | undefined]>([
  ['Client', { dbSystem: 'postgresql', 'db.namespace': 'shop', peer: 'db1' }, 'database shop (postgresql)'],
  ['Client', { dbSystem: 'redis', peer: 'cache.internal' }, 'database cache.internal (redis)'],
  ['Client', { dbSystem: 'redis' }, 'database redis (redis)'],
  ['Internal', { dbSystem: 'redis' }, undefined],
  ['Client', { modelProvider: 'openai', model: 'gpt-4.1-mini', peer: 'api.openai.com' }, 'llm openai (openai)'],
  ['Internal', { model: 'gpt-4.1-mini', 'gen_ai.operation.name': 'chat' }, 'llm gpt-4.1-mini ()'],
  ['Internal', { model: 'gpt-4.1-mini', 'gen_ai.operation.name': 'invoke_agent' }, undefined],
  ['Producer', { messagingSystem: 'redis', messagingDestination: 'events:usr_42' }, 'queue events:* (redis)'],
  ['Producer', { messagingSystem: 'celery' }, 'queue celery (celery)'],
  ['Consumer', { messagingSystem: 'celery', messagingDestination: 'mails' }, 'queue mails (celery)'],
  ['Client', { messagingDestination: 'mails', 'messaging.operation.type': 'receive' }, undefined],
  ['Client', { peer: 'hooks.example.com' }, 'host hooks.example.com ()'],
  ['Server', { peer: '10.0.0.1' }, undefined],
  ['Client', {}, undefined],
])('%s %j calls %s', (kind, values, expected) => {
  expect(target(kind, values)).toBe(expected);
});
