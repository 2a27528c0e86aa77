import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { MapEdge, MapNode, MapNodeKind } from '@/lib/model/service-map';
import { graphOf, matching, neighbourhood, rates } from '@/lib/service-map/graph';
import { layoutOf, NODE_HEIGHT, NODE_WIDTH, pathOf } from '@/lib/service-map/layout';

const node = (kind: MapNodeKind, name: string, count = 1, errors = 0): MapNode => ({
  id: `${kind}:${name}`,
  kind,
  name,
  system: kind === 'database' ? 'postgresql' : '',
  figures: { count, errors },
});
const edge = (from: string, to: string, count = 1, errors = 0): MapEdge => ({ from, to, figures: { count, errors, p50: 1, p95: 2 } });

/** web → api → orders; api → hosts 0 … count − 1, the higher the busier. */
function sample(hosts: number) {
  const names = Array.from({ length: hosts }, (_, index) => `h${index}.example`);
  return {
    nodes: [
      node('service', 'web', 10),
      node('service', 'api', 20),
      node('database', 'orders', 5),
      ...names.map((name, index) => node('host', name, index + 1, index % 2)),
    ],
    edges: [
      edge('service:web', 'service:api', 10),
      edge('service:api', 'database:orders', 5),
      ...names.map((name, index) => edge('service:api', `host:${name}`, index + 1, index % 2)),
    ],
  };
}

describe('the graph', () => {
  it('draws nine hosts by themselves and folds the least busy of ten', () => {
    expect(graphOf(sample(9)).nodes.filter(({ kind }) => kind === 'host')).toHaveLength(9);
    const { nodes, edges } = graphOf(sample(10));
    const hosts = nodes.filter(({ kind }) => kind === 'host');
    expect(hosts.map(({ name }) => name)).toEqual([...[9, 8, 7, 6, 5, 4, 3, 2].map((index) => `h${index}.example`), '2 more hosts']);
    // h0 has 1 call and no error, h1 has 2 calls and 1 error
    expect(hosts.at(-1)).toMatchObject({ id: 'more:host', figures: { count: 3, errors: 1 } });
    expect(hosts.at(-1)?.members.map(({ name }) => name)).toEqual(['h1.example', 'h0.example']);
    expect(edges.find(({ to }) => to === 'more:host')).toEqual({ from: 'service:api', to: 'more:host', figures: { count: 3, errors: 1 } });
    expect(edges).toHaveLength(2 + 8 + 1);
  });

  it('never folds services', () => {
    const nodes = Array.from({ length: 40 }, (_, index) => node('service', `s${index}`));
    expect(graphOf({ nodes, edges: [] }).nodes).toHaveLength(40);
  });

  it('knows neighbours and finds names, also of what is folded', () => {
    const graph = graphOf(sample(12));
    expect([...neighbourhood(graph, 'database:orders')].toSorted()).toEqual(['database:orders', 'service:api']);
    expect([...matching(graph, ' POSTGRES')]).toEqual(['database:orders']);
    expect([...matching(graph, 'h0.')]).toEqual(['more:host']);
  });

  it('gives calls per second and the share of errors', () => {
    const covers = { from: millis(0), to: millis(300_000) };
    expect(rates({ count: 600, errors: 30 }, covers)).toEqual({ perSecond: 2, errorShare: 0.05 });
    expect(rates({ count: 0, errors: 0 }, covers)).toEqual({ perSecond: 0, errorShare: 0 });
  });
});

describe('the layout', () => {
  it('puts callers left of what they call, without overlaps, inside the drawing', () => {
    const placed = layoutOf(graphOf(sample(9)));
    const x = (id: string) => placed.nodes.get(id)?.x ?? NaN;
    expect(x('service:web')).toBeLessThan(x('service:api'));
    expect(x('service:api')).toBeLessThan(x('database:orders'));
    const corners = [...placed.nodes.values()];
    for (const [index, a] of corners.entries()) {
      expect(a.x >= 0 && a.y >= 0 && a.x + NODE_WIDTH <= placed.width && a.y + NODE_HEIGHT <= placed.height).toBe(true);
      for (const b of corners.slice(index + 1)) expect(Math.abs(a.x - b.x) >= NODE_WIDTH || Math.abs(a.y - b.y) >= NODE_HEIGHT).toBe(true);
    }
  });

  it('is the same whatever the order of nodes and edges', () => {
    const { nodes, edges } = graphOf(sample(7));
    const turned = layoutOf({ nodes: nodes.toReversed(), edges: edges.toReversed() });
    expect(turned).toEqual(layoutOf({ nodes, edges }));
  });

  it('copes with circles, with what calls itself, and with nothing', () => {
    const nodes = [node('service', 'a'), node('service', 'b')].map((each) => ({ ...each, members: [] }));
    const placed = layoutOf({
      nodes,
      edges: [edge('service:a', 'service:b'), edge('service:b', 'service:a'), edge('service:a', 'service:a')],
    });
    expect(placed.edges).toHaveLength(2);
    expect(layoutOf({ nodes: [], edges: [] })).toMatchObject({ width: 0, height: 0 });
  });

  it('draws 150 nodes', () => {
    const nodes = Array.from({ length: 150 }, (_, index) => ({ ...node('service', `s${index}`), members: [] }));
    const edges = nodes.slice(1).map(({ id }, index) => edge(`service:s${Math.floor(index / 3)}`, id));
    expect(layoutOf({ nodes, edges }).nodes.size).toBe(150);
  });

  it('bends a line between its points', () => {
    expect(
      pathOf([
        { x: 0, y: 0 },
        { x: 10, y: 4 },
      ]),
    ).toBe('M0.0 0.0C5.0 0.0 5.0 4.0 10.0 4.0');
    expect(pathOf([])).toBe('');
  });
});
