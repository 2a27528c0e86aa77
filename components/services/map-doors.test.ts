import { expect, it } from 'vitest';
import { edgeFilter, failed, nodeFilter } from '@/components/services/map-doors';
import type { MapNode, MapNodeKind } from '@/lib/model/service-map';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const node = (kind: MapNodeKind, name: string, system = ''): MapNode => ({
  id: `${kind}:${name}`,
  kind,
  name,
  system,
  figures: { count: 1, errors: 0 },
});
const api = node('service', 'api');
const web = node('service', 'web');

it.each([
  ['a service, by what it serves', nodeFilter(api), 'service.name = api and entry'],
  ['calls between services, by what the callee served', edgeFilter(web, api), 'service.name = api and entry'],
  ['a host', edgeFilter(api, node('host', 'x.example')), 'service.name = api and peer.service = x.example and kind = Client'],
  ['a database named as its system', edgeFilter(api, node('database', 'redis', 'redis')), 'service.name = api and db.system.name = redis'],
  [
    'failed calls of a model',
    failed(edgeFilter(api, node('llm', 'openai', 'openai'))),
    'service.name = api and gen_ai.provider.name = openai and error',
  ],
])('%s', (_, filter, expected) => {
  expect(printFilter(filter)).toBe(expected);
});

it('finds all channels of one queue, and nothing that only looks like them', () => {
  const printed = printFilter(nodeFilter(node('queue', 'events:*', 'redis')));
  const pattern = new RegExp(/\^events:[^$]*\$/.exec(printed)?.[0] ?? 'no pattern');
  expect(['events:usr_1', 'events:usr_1:more', 'other:events:usr_1'].map((name) => pattern.test(name))).toEqual([true, false, false]);
});

it('prints filters that can be read back', () => {
  const hosts = [node('host', 'a'), node('host', 'b')];
  const filters = [
    edgeFilter(api, node('queue', 'mails', 'celery')),
    edgeFilter(node('queue', 'mails', 'celery'), api),
    edgeFilter(api, node('database', 'orders', 'postgresql')),
    edgeFilter(api, node('host', '2 more hosts'), hosts),
    edgeFilter(api, node('llm', 'a-model')),
  ];
  for (const filter of filters) expect(parseFilter(printFilter(filter))).toMatchObject({ ok: true });
});
