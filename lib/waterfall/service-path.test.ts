import { describe, expect, it } from 'vitest';
import { sampleColumns, sampleId, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { servicePath, type CallTarget } from '@/lib/waterfall/service-path';
import { buildTree } from '@/lib/waterfall/tree';

const OPEN_END = 1000;

/** `name: calls errors time` of nodes, and the same of `from > to`. */
function told(spans: readonly SampleSpan[], targets: Readonly<Record<string, CallTarget>>) {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  const byId = new Map(Object.entries(targets).map(([name, target]) => [sampleId(name), target]));
  const { nodes, edges } = servicePath({ columns, tree }, selfTimes(columns, tree, OPEN_END), OPEN_END, byId);
  const text = ({ count, errors, time }: (typeof nodes)[number]['figures']) => `${count} ${errors} ${time}`;
  return {
    nodes: Object.fromEntries(nodes.map(({ id, figures }) => [id, text(figures)])),
    edges: Object.fromEntries(edges.map(({ from, to, figures }) => [`${from} > ${to}`, text(figures)])),
  };
}

const POSTGRES: CallTarget = { kind: 'database', name: 'shop', system: 'postgresql' };
const JOBS: CallTarget = { kind: 'queue', name: 'jobs', system: 'rabbitmq' };
const API_HOST: CallTarget = { kind: 'host', name: 'api.internal', system: '' };

describe('the path of a trace', () => {
  it('goes from service to service, and to what sends no spans', () => {
    const spans: SampleSpan[] = [
      { id: 'w', service: 'web', duration: 100, kind: 'Server' },
      { id: 'wc', parent: 'w', service: 'web', start: 10, duration: 80, kind: 'Client' },
      { id: 'a', parent: 'wc', service: 'api', start: 20, duration: 60, kind: 'Server', status: 'Error' },
      { id: 'q1', parent: 'a', service: 'api', start: 25, duration: 10, kind: 'Client' },
      { id: 'q2', parent: 'a', service: 'api', start: 40, duration: 5, kind: 'Client', status: 'Error' },
    ];
    expect(told(spans, { wc: API_HOST, q1: POSTGRES, q2: POSTGRES })).toEqual({
      nodes: {
        // web works 100 - 80 and 80 - 60, api 60 - 10 - 5 and its calls 10 and 5; api.internal is who answered
        'service:web': '1 0 40',
        'service:api': '1 1 60',
        'database:postgresql/shop': '2 1 15',
      },
      edges: { 'service:web > service:api': '1 1 60', 'service:api > database:postgresql/shop': '2 1 15' },
    });
  });

  it('draws a queue between sender and taker, under the name that the sender has for it', () => {
    const spans: SampleSpan[] = [
      { id: 's', service: 'api', duration: 5, kind: 'Producer' },
      { id: 't1', parent: 's', service: 'worker', start: 10, duration: 30, kind: 'Consumer' },
      { id: 't2', parent: 's', service: 'mailer', start: 10, duration: 20, kind: 'Consumer', status: 'Error' },
    ];
    expect(told(spans, { s: JOBS, t1: { ...JOBS, name: 'jobs.worker' } }).edges).toEqual({
      'service:api > queue:jobs': '1 0 5',
      'queue:jobs > service:worker': '1 0 30',
      'queue:jobs > service:mailer': '1 1 20',
    });
    // a sender that names no queue
    expect(told(spans.slice(0, 2), { t1: JOBS })).toEqual({
      nodes: { 'service:api': '1 0 5', 'service:worker': '1 0 30', 'queue:jobs': '1 0 30' },
      edges: { 'queue:jobs > service:worker': '1 0 30', 'service:api > queue:jobs': '1 0 30' },
    });
  });

  it('does not count a queue again that its sender has told of in another span', () => {
    const spans: SampleSpan[] = [
      { id: 'r', service: 'api', duration: 9, kind: 'Server' },
      { id: 's', parent: 'r', service: 'api', start: 1, duration: 5, kind: 'Producer' },
      { id: 't', parent: 'r', service: 'worker', start: 10, duration: 30, kind: 'Consumer' },
    ];
    const { nodes, edges } = told(spans, { s: JOBS, t: JOBS });
    expect(edges).toEqual({ 'service:api > queue:jobs': '1 0 5', 'queue:jobs > service:worker': '1 0 30' });
    expect(nodes['queue:jobs']).toBe('1 0 5');
  });

  it('takes the host behind a model call for the provider, and knows a parent that has not come', () => {
    const spans: SampleSpan[] = [
      { id: 'c', parent: 'lost', service: 'agent', duration: 50, kind: 'Client' },
      { id: 'h', parent: 'c', service: 'agent', duration: 40, kind: 'Client' },
    ];
    const provider: CallTarget = { kind: 'llm', name: 'openai', system: 'openai' };
    expect(told(spans, { c: provider, h: { kind: 'host', name: 'api.openai.com', system: '' } })).toEqual({
      nodes: { 'service:agent': '1 0 50', 'llm:openai': '1 0 50' },
      edges: { 'service:agent > llm:openai': '1 0 50' },
    });
  });
});
