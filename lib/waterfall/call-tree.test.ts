import { describe, expect, it } from 'vitest';
import { callTree, type CallTree } from '@/lib/waterfall/call-tree';
import { withoutServices } from '@/lib/waterfall/hidden';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { buildTree, NONE } from '@/lib/waterfall/tree';

const OPEN_END = 100;

function part(spans: readonly SampleSpan[]) {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  return { trace: { columns, tree }, self: selfTimes(columns, tree, OPEN_END), openEnd: OPEN_END };
}

/** One line for each path: its name behind as many dots as it is deep, then count, errors, total, self of each trace. */
function told(tree: CallTree): string[] {
  return Array.from({ length: tree.rows }, (_, row) => {
    const of = tree.of.map(({ count, errors, total, self }) => [count, errors, total, self].map((column) => column[row]).join(' '));
    return [`${'.'.repeat(tree.depth[row] ?? 0)}${tree.service[row]}/${tree.name[row]}`, ...of].join(' | ');
  });
}

const CHECKOUT: SampleSpan[] = [
  { id: '1', name: 'buy', duration: 100 },
  { id: '2', parent: '1', name: 'query', start: 10, duration: 20, service: 'db' },
  { id: '3', parent: '1', name: 'pay', start: 40, duration: 30, status: 'Error' },
  { id: '4', parent: '3', name: 'query', start: 45, duration: 5, service: 'db' },
  { id: '5', parent: '1', name: 'query', start: 80, duration: 10, service: 'db', status: 'Error' },
];
const SECOND: SampleSpan[] = [
  { id: 'a', name: 'buy', duration: 90 },
  { id: 'b', parent: 'a', name: 'cache', start: 1, duration: 4, service: 'redis' },
  { id: 'c', parent: 'a', name: 'query', start: 10, duration: 50, service: 'db' },
  { id: 'd', parent: 'a', name: 'mail', start: 70, duration: 10 },
  { id: 'e', parent: 'lost', name: 'late', start: 200, duration: 1 },
];

describe('traces merged by call path', () => {
  it('leaves hidden spans out: what they called stands below the nearest that is shown', () => {
    const whole = part([...CHECKOUT, { id: '6', parent: '2', name: 'log', start: 12, duration: 2 }]);
    const { columns } = whole.trace;
    const tree = withoutServices(columns, whole.trace.tree, new Set(['db']));
    // buy works 100 - 20 - 30 - 10, pay 30 - 5
    expect(told(callTree([{ ...whole, trace: { columns, tree } }]))).toEqual([
      'api/buy | 1 0 100 40',
      '.api/log | 1 0 2 2',
      '.api/pay | 1 1 30 25',
    ]);
  });

  it('adds up spans with the same path, and keeps equal names on different paths apart', () => {
    expect(told(callTree([part(CHECKOUT)]))).toEqual([
      // 100 less 20 + 30 + 10
      'api/buy | 1 0 100 40',
      '.db/query | 2 1 30 30',
      '.api/pay | 1 1 30 25',
      '..db/query | 1 0 5 5',
    ]);
  });

  it('puts what only the second has behind what it follows there', () => {
    expect(told(callTree([part(CHECKOUT), part(SECOND)]))).toEqual([
      'api/buy | 1 0 100 40 | 1 0 90 26',
      '.redis/cache | 0 0 0 0 | 1 0 4 4',
      '.db/query | 2 1 30 30 | 1 0 50 50',
      '.api/mail | 0 0 0 0 | 1 0 10 10',
      '.api/pay | 1 1 30 25 | 0 0 0 0',
      '..db/query | 1 0 5 5 | 0 0 0 0',
      // a parent that has not come counts no span
      '/ | 0 0 0 0 | 0 0 0 0',
      '.api/late | 0 0 0 0 | 1 0 1 1',
    ]);
  });

  it('knows where each path comes first, and the path of each row', () => {
    const { of } = callTree([part(CHECKOUT), part(SECOND)]);
    expect(of.map(({ first }) => [...first])).toEqual([
      [0, NONE, 1, NONE, 2, 3, NONE, NONE],
      [0, 1, 2, 3, NONE, NONE, 4, 5],
    ]);
    expect([...(of[0]?.pathOf ?? [])]).toEqual([0, 2, 4, 5, 2]);
  });

  it('copes with nothing, and with a chain of 100 000', () => {
    expect(callTree([part([])]).rows).toBe(0);
    const chain = Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? '' : `s${at - 1}`, name: 'step' }));
    const tree = callTree([part(chain)]);
    expect([tree.rows, tree.depth.at(-1), tree.size[0]]).toEqual([100_000, 99_999, 100_000]);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('agrees with the obvious way on random traces (%i)', (seed) => {
    const parts = [part(named(randomSpans(120, seed))), part(named(randomSpans(90, seed + 100)))];
    const tree = callTree(parts);
    const expected = parts.map(obvious);
    for (const [index, figures] of tree.of.entries()) {
      const seen = new Map<string, number[]>();
      for (let row = 0; row < tree.rows; row += 1) {
        if (figures.first[row] === NONE) continue;
        seen.set(
          pathText(tree, row),
          [figures.count, figures.errors, figures.total, figures.self].map((column) => column[row] ?? NaN),
        );
      }
      expect(new Map([...seen].toSorted())).toEqual(new Map([...(expected[index] ?? [])].toSorted()));
    }
    expect(tree.rows).toBe(new Set(expected.flatMap((paths) => [...paths.keys()])).size);
    for (let row = 1; row < tree.rows; row += 1) expect(tree.parent[row]).toBeLessThan(row);
  });
});

/** Few names, so that paths meet. */
function named(spans: SampleSpan[]): SampleSpan[] {
  return spans.map((span, at) => ({ ...span, name: `n${(at * 7) % 3}` }));
}

function pathText(tree: CallTree, row: number): string {
  const above = tree.parent[row] ?? NONE;
  return `${above === NONE ? '' : pathText(tree, above)} > ${tree.service[row]}/${tree.name[row]}`;
}

function obvious({ trace: { columns, tree }, self }: ReturnType<typeof part>): Map<string, number[]> {
  const text = (row: number): string => {
    const above = tree.parent[row] ?? NONE;
    const span = tree.span[row] ?? NONE;
    const own = span === NONE ? '/' : `${columns.serviceOf(span)}/${columns.nameOf(span)}`;
    return `${above === NONE ? '' : text(above)} > ${own}`;
  };
  const paths = new Map<string, number[]>();
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    const [count = 0, errors = 0, total = 0, own = 0] = paths.get(text(row)) ?? [];
    const lasted = span === NONE ? 0 : columns.endOf(span, OPEN_END) - columns.startOf(span);
    const failed = span !== NONE && columns.isError(span);
    paths.set(text(row), [count + (span === NONE ? 0 : 1), errors + (failed ? 1 : 0), total + lasted, own + (self[row] ?? 0)]);
  }
  return paths;
}
