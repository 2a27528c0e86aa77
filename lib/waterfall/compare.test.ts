import { describe, expect, it } from 'vitest';
import { compareStatistics, compareTraces, keptRows, pairsOf, VERDICTS, verdictOf } from '@/lib/waterfall/compare';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { statisticsOf } from '@/lib/waterfall/statistics';
import { buildTree, NONE } from '@/lib/waterfall/tree';

const OPEN_END = 100;

function part(spans: readonly SampleSpan[]) {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  return { trace: { columns, tree }, self: selfTimes(columns, tree, OPEN_END), openEnd: OPEN_END };
}

const FIRST: SampleSpan[] = [
  { id: '1', name: 'buy', duration: 100 },
  { id: '2', parent: '1', name: 'query', start: 10, duration: 20, service: 'db' },
  { id: '3', parent: '1', name: 'query', start: 40, duration: 10, service: 'db' },
  { id: '4', parent: '1', name: 'pay', start: 60, duration: 30 },
  { id: '5', parent: '4', name: 'bank', start: 65, duration: 20 },
];
const SECOND: SampleSpan[] = [
  { id: 'a', name: 'buy', duration: 102 },
  { id: 'b', parent: 'a', name: 'cache', start: 1, duration: 2 },
  { id: 'c', parent: 'a', name: 'query', start: 10, duration: 60, service: 'db' },
  { id: 'd', parent: 'a', name: 'pay', start: 80, duration: 15 },
];

describe('two traces compared', () => {
  const comparison = compareTraces(part(FIRST), part(SECOND));
  const { tree } = comparison;

  it('says of each path how the second stands to the first', () => {
    const said = Array.from({ length: tree.rows }, (_, row) => `${tree.name[row]} ${VERDICTS[comparison.verdict[row] ?? 0]}`);
    // buy 100 and 102: 2 apart, less than 5 % of 102; query 30 and 60; pay 30 and 15
    expect(said).toEqual(['buy same', 'cache second only', 'query slower', 'pay faster', 'bank first only']);
    expect(comparison.paths).toEqual([1, 1, 1, 1, 1]);
  });

  it('matches spans by path and order', () => {
    // buy, one query and pay; the second query and bank; cache
    expect([comparison.matched, comparison.firstOnly, comparison.secondOnly, comparison.longest]).toEqual([3, 2, 1, 102]);
    expect(pairsOf(comparison, 2)).toEqual([
      [1, 2],
      [2, NONE],
    ]);
    expect(pairsOf(comparison, 1)).toEqual([[NONE, 1]]);
  });

  it('keeps what is shown with all above it', () => {
    expect([...keptRows(tree, (row) => tree.name[row] === 'bank')]).toEqual([1, 0, 0, 1, 1]);
    expect([...keptRows(tree, () => false)]).toEqual([0, 0, 0, 0, 0]);
  });

  it('puts statistics side by side', () => {
    const groups = [FIRST, SECOND].map((spans) => {
      const { trace, self } = part(spans);
      return statisticsOf(trace, self, OPEN_END, 'service and name');
    });
    const said = compareStatistics(groups[0] ?? [], groups[1] ?? []).map(
      ({ name, first, second }) => `${name} ${first?.count ?? 0} ${first?.total ?? 0} ${second?.count ?? 0} ${second?.total ?? 0}`,
    );
    expect(said).toEqual(['buy 1 100 1 102', 'query 2 30 1 60', 'pay 1 30 1 15', 'bank 1 20 0 0', 'cache 0 0 1 2']);
  });

  it.each<[number, number, string]>([
    [100, 105, 'same'],
    [100, 106, 'slower'],
    [100, 94, 'faster'],
    [0, 0, 'same'],
    [0, 1, 'slower'],
  ])('takes %i ns against %i ns for %s', (first, second, expected) => {
    expect(verdictOf(first, second)).toBe(expected);
  });

  it('finds a trace the same as itself', () => {
    const same = compareTraces(part(FIRST), part(FIRST));
    expect([same.matched, same.firstOnly, same.secondOnly, same.paths]).toEqual([5, 0, 0, [4, 0, 0, 0, 0]]);
    expect(compareTraces(part([]), part([]))).toMatchObject({ matched: 0, longest: 0 });
  });

  it.each([1, 2, 3, 4, 5, 6])('agrees with the obvious way on random traces (%i)', (seed) => {
    const [first, second] = [part(named(randomSpans(100, seed))), part(named(randomSpans(130, seed + 50)))];
    const found = compareTraces(first, second);
    const [left, right] = [pathsOf(first), pathsOf(second)];
    let [matched, firstOnly, secondOnly] = [0, 0, 0];
    for (const path of new Set([...left.keys(), ...right.keys()])) {
      const [a, b] = [left.get(path) ?? [], right.get(path) ?? []];
      for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
        if (at >= b.length) firstOnly += 1;
        else if (at >= a.length) secondOnly += 1;
        else matched += 1;
      }
    }
    expect([found.matched, found.firstOnly, found.secondOnly]).toEqual([matched, firstOnly, secondOnly]);
    for (let row = 0; row < found.tree.rows; row += 1) {
      const pairs = pairsOf(found, row);
      const path = pathText(first, pairs[0]?.[0] ?? NONE) ?? pathText(second, pairs[0]?.[1] ?? NONE) ?? '';
      if (path.endsWith('> ?')) continue;
      const [a, b] = [left.get(path) ?? [], right.get(path) ?? []];
      expect(pairs.map(([one]) => one).filter((one) => one !== NONE)).toEqual(a);
      expect(pairs.map(([, two]) => two).filter((two) => two !== NONE)).toEqual(b);
    }
  });
});

/** Few names, so that paths meet. */
function named(spans: SampleSpan[]): SampleSpan[] {
  return spans.map((span, at) => ({ ...span, name: `n${(at * 5) % 3}` }));
}

function pathText({ trace: { columns, tree } }: ReturnType<typeof part>, row: number): string | undefined {
  if (row === NONE) return undefined;
  const steps: string[] = [];
  for (let at = row; at !== NONE; at = tree.parent[at] ?? NONE) {
    const span = tree.span[at] ?? NONE;
    steps.unshift(span === NONE ? '?' : `${columns.serviceOf(span)}/${columns.nameOf(span)}`);
  }
  return `> ${steps.join(' > ')}`;
}

/** Rows with a span by their path, in order. */
function pathsOf(of: ReturnType<typeof part>): Map<string, number[]> {
  const paths = new Map<string, number[]>();
  for (let row = 0; row < of.trace.tree.rows; row += 1) {
    if ((of.trace.tree.span[row] ?? NONE) === NONE) continue;
    const path = pathText(of, row) ?? '';
    paths.set(path, [...(paths.get(path) ?? []), row]);
  }
  return paths;
}
