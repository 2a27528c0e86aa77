import { expect, it } from 'vitest';
import { groupFigures, groupOf, NO_GROUPS, repeatedSiblings } from '@/lib/waterfall/groups';
import { withoutServices, type ShownTree } from '@/lib/waterfall/hidden';
import { linesOf } from '@/lib/waterfall/lines';
import { randomFrom, randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE } from '@/lib/waterfall/tree';
import type { SpanColumns } from '@/lib/waterfall/columns';

/** Children of one root, in the order of their starts: `SELECT`, or `SELECT@db` for another service than api. */
function siblings(...names: string[]): SampleSpan[] {
  return [
    { id: 'r', duration: 1_000 },
    ...names.map((name, at) => {
      const [own = '', service = 'api'] = name.split('@');
      return { id: `s${at}`, parent: 'r', start: at, name: own, service };
    }),
  ];
}

const NAMES = (name: string, count: number): string[] => Array.from({ length: count }, () => name);

it.each<[string, string[], [first: number, last: number, count: number][]]>([
  ['five of one name', NAMES('GET', 5), [[1, 5, 5]]],
  ['four are too few', NAMES('GET', 4), []],
  ['another one between them parts them', [...NAMES('GET', 4), 'PUT', ...NAMES('GET', 4)], []],
  [
    'two groups side by side',
    [...NAMES('GET', 5), ...NAMES('PUT', 6)],
    [
      [1, 5, 5],
      [6, 11, 6],
    ],
  ],
  ['one name of two services', [...NAMES('GET@a', 3), ...NAMES('GET@b', 3)], []],
])('%s', (_, names, expected) => {
  const columns = sampleColumns(siblings(...names));
  const groups = repeatedSiblings(columns, buildTree(columns));
  expect([...groups.first].map((first, at) => [first, groups.last[at], groups.count[at]])).toEqual(expected);
});

it('leaves out a span with children, and parts the others there', () => {
  const columns = sampleColumns([...siblings(...NAMES('GET', 11)), { id: 'child', parent: 's5', start: 5, name: 'GET' }]);
  const groups = repeatedSiblings(columns, buildTree(columns));
  // rows 1–5, then 6 with its child 7, then 8–12
  expect([[...groups.first], [...groups.last]]).toEqual([
    [1, 8],
    [5, 12],
  ]);
});

it('joins over what is hidden, and groups what has lost its children so', () => {
  const columns = sampleColumns([
    ...siblings(...NAMES('GET', 3), 'LOG@mesh', ...NAMES('GET', 3)),
    { id: 'child', parent: 's1', start: 1, name: 'GET', service: 'mesh' },
  ]);
  const shown = withoutServices(columns, buildTree(columns), new Set(['mesh']));
  const groups = repeatedSiblings(columns, shown);
  // rows: 1 s0, 2 s1, 3 child, 4 s2, 5 LOG, 6 s4, 7 s5, 8 s6
  expect([[...groups.first], [...groups.last], [...groups.count]]).toEqual([[1], [8], [6]]);
});

it('adds up what it stands for', () => {
  const columns = sampleColumns([
    { id: 'r', duration: 100 },
    { id: 'a', parent: 'r', start: 10, duration: 4, name: 'GET' },
    { id: 'b', parent: 'r', start: 12, duration: 30, name: 'GET', status: 'Error' },
    { id: 'c', parent: 'r', start: 20, duration: 1, name: 'GET' },
    { id: 'd', parent: 'r', start: 30, duration: -1, name: 'GET' },
    { id: 'e', parent: 'r', start: 45, duration: 2, name: 'GET', status: 'Error' },
  ]);
  const tree = buildTree(columns);
  expect(groupFigures(columns, tree, repeatedSiblings(columns, tree), 0, 50)).toEqual({
    ...{ count: 5, errors: 2, open: true, from: 10, to: 50 },
    ...{ sum: 4 + 30 + 1 + 20 + 2, shortest: 1, longest: 30 },
  });
});

it('knows which group a row is in', () => {
  const columns = sampleColumns(siblings(...NAMES('GET', 5), 'PUT', ...NAMES('GET', 5)));
  const groups = repeatedSiblings(columns, buildTree(columns));
  expect([0, 1, 3, 5, 6, 7, 11, 12].map((row) => groupOf(groups, row))).toEqual([NONE, 0, 0, 0, NONE, 1, 1, NONE]);
  expect(groupOf(NO_GROUPS, 3)).toBe(NONE);
});

/** Groups by comparing each pair of neighbours among the siblings of each parent. */
function slowly(columns: SpanColumns, tree: ShownTree, least: number): number[][] {
  const shown = [...tree.parent.keys()].filter((row) => tree.hidden?.[row] !== 1);
  const label = (row: number): string => `${columns.serviceOf(tree.span[row] ?? 0)} ${columns.nameOf(tree.span[row] ?? 0)}`;
  const plain = (row: number): boolean => tree.span[row] !== NONE && !shown.some((child) => tree.parent[child] === row);
  return [NONE, ...shown]
    .flatMap((parent) => {
      const runs: number[][] = [];
      for (const row of shown.filter((child) => tree.parent[child] === parent)) {
        const run = runs.at(-1);
        const before = run?.at(-1);
        if (run && before !== undefined && plain(before) && plain(row) && label(before) === label(row)) run.push(row);
        else runs.push([row]);
      }
      return runs.filter((run) => run.length >= least);
    })
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
}

it('is what comparing neighbours gives, and each line is there for a reason, on random traces', () => {
  for (let seed = 1; seed <= 150; seed += 1) {
    const random = randomFrom(seed);
    const columns = sampleColumns(
      randomSpans(60, seed).map((span) => ({ ...span, name: random() < 0.7 ? 'GET' : 'PUT', service: `s${Math.floor(random() * 2)}` })),
    );
    const tree = withoutServices(columns, buildTree(columns), new Set(seed % 2 === 0 ? ['s1'] : []));
    const groups = repeatedSiblings(columns, tree, 2);
    const expected = slowly(columns, tree, 2);
    expect([...groups.first].map((first, at) => [first, groups.last[at], groups.count[at]])).toEqual(
      expected.map((run) => [run[0], run.at(-1), run.length]),
    );
    const collapsed = Uint8Array.from({ length: tree.rows }, (_, row) => ((tree.children[row] ?? 0) > 0 && random() < 0.2 ? 1 : 0));
    const opened = new Set(expected.filter(() => random() < 0.5).map((run) => run[0] ?? 0));
    const seen = (row: number): boolean => {
      if (tree.hidden?.[row] === 1) return false;
      if (expected.some((run) => !opened.has(run[0] ?? 0) && run.slice(1).includes(row))) return false;
      for (let above = tree.parent[row] ?? NONE; above !== NONE; above = tree.parent[above] ?? NONE)
        if (collapsed[above] === 1) return false;
      return true;
    };
    expect([...linesOf(tree, collapsed, groups, opened)], `seed ${seed}`).toEqual([...tree.parent.keys()].filter(seen));
  }
});
