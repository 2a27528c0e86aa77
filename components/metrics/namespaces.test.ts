import { describe, expect, it } from 'vitest';
import { byNamespace, keepWanted, linesOf, namespaceOf, type Wanted } from '@/components/metrics/namespaces';
import type { MetricSummary } from '@/lib/model/metric';

const metric = (name: string, own: Partial<MetricSummary> = {}): MetricSummary => ({
  name,
  type: 'gauge',
  unit: '',
  description: '',
  services: ['api'],
  points: 1,
  series: 1,
  lastAt: 0,
  labels: [],
  ...own,
});
const names = (metrics: readonly MetricSummary[]) => metrics.map(({ name }) => name);

describe('namespaceOf', () => {
  it.each([
    ['db.client.connection.count', 'db'],
    ['http.server.request.duration', 'http'],
    ['http_requests_total', 'http'],
    ['custom.googleapis.com/queue/depth', 'custom'],
    ['my_app.requests_total', 'my_app'],
    ['queues', ''],
    ['.hidden', ''],
  ])('%s → %s', (name, expected) => expect(namespaceOf(name)).toBe(expected));
});

it('groups by namespace, those without one last', () => {
  const groups = byNamespace(['apples', 'db.b', 'a.x', 'db.a'].map((name) => metric(name)));
  expect(groups.map((group) => [group.name, names(group.metrics)])).toEqual([
    ['a', ['a.x']],
    ['db', ['db.b', 'db.a']],
    ['', ['apples']],
  ]);
});

describe('keepWanted', () => {
  const all = [
    metric('http.server.request.duration', { type: 'histogram', unit: 's', description: 'How long requests took' }),
    metric('streams.started', { type: 'counter', unit: '{stream}', services: ['worker'], labels: [{ in: 'attributes', key: 'organization_id', values: 12 }] }), // prettier-ignore
    metric('system.memory.usage', { services: ['host', 'worker'] }),
  ];
  const any: Wanted = { text: '', type: undefined, services: [] };
  it.each<[string, Partial<Wanted>, string[]]>([
    ['nothing asked for', {}, ['http.server.request.duration', 'streams.started', 'system.memory.usage']],
    ['all words, in any order and case', { text: 'Duration HTTP' }, ['http.server.request.duration']],
    ['in the description', { text: 'took' }, ['http.server.request.duration']],
    ['in a label', { text: 'organization' }, ['streams.started']],
    ['of a type', { type: 'counter' }, ['streams.started']],
    ['of a service', { services: ['worker'] }, ['streams.started', 'system.memory.usage']],
    ['of all three', { services: ['worker'], type: 'gauge', text: 'mem' }, ['system.memory.usage']],
    ['nothing fits', { text: 'nothing' }, []],
  ])('%s', (_, wanted, expected) => expect(names(keepWanted(all, { ...any, ...wanted }))).toEqual(expected));
});

it('leaves out the metrics of folded namespaces', () => {
  const lines = linesOf(byNamespace(['a.x', 'a.y', 'b.x'].map((name) => metric(name))), ['a']);
  expect(lines.map((line) => (line.kind === 'namespace' ? [line.name, line.count, line.folded] : line.metric.name))).toEqual([
    ['a', 2, true],
    ['b', 1, false],
    'b.x',
  ]);
});
