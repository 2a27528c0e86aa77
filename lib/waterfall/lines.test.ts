import { expect, it } from 'vitest';
import { allOpen, toggled, visibleRows } from '@/lib/waterfall/collapse';
import { NO_GROUPS, repeatedSiblings } from '@/lib/waterfall/groups';
import { withoutServices } from '@/lib/waterfall/hidden';
import { linesOf } from '@/lib/waterfall/lines';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree } from '@/lib/waterfall/tree';

// rows: 0 r, 1–5 .GET, 6 .PUT, 7 ..x
const SPANS: SampleSpan[] = [
  { id: 'r', duration: 1_000 },
  ...Array.from({ length: 5 }, (_, at) => ({ id: `s${at}`, parent: 'r', start: at, name: 'GET' })),
  { id: 's5', parent: 'r', start: 5, name: 'PUT' },
  { id: 'x', parent: 's5', start: 9 },
];

it('is one line while closed, and all of its rows while open', () => {
  const columns = sampleColumns(SPANS);
  const tree = buildTree(columns);
  const groups = repeatedSiblings(columns, tree);
  const lines = (collapsed = allOpen(tree), opened: number[] = []) => [...linesOf(tree, collapsed, groups, new Set(opened))];
  expect(lines()).toEqual([0, 1, 6, 7]);
  expect(lines(allOpen(tree), [1])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(lines(toggled(tree, allOpen(tree), 6))).toEqual([0, 1, 6]);
  expect(lines(toggled(tree, allOpen(tree), 0))).toEqual([0]);
});

it('shows what is below a hidden row, collapsed or not: nobody could open it', () => {
  const columns = sampleColumns([{ id: 'a' }, { id: 'b', parent: 'a', start: 1, service: 'mesh' }, { id: 'c', parent: 'b', start: 2 }]);
  const shown = withoutServices(columns, buildTree(columns), new Set(['mesh']));
  expect([...linesOf(shown, Uint8Array.of(0, 1, 0), NO_GROUPS, new Set())]).toEqual([0, 2]);
  expect([...linesOf(shown, Uint8Array.of(1, 0, 0), NO_GROUPS, new Set())]).toEqual([0]);
});

it('is what is seen by collapsing alone where nothing is grouped or hidden', () => {
  for (let seed = 1; seed <= 50; seed += 1) {
    const tree = buildTree(sampleColumns(randomSpans(50, seed)));
    const collapsed = Uint8Array.from({ length: tree.rows }, (_, row) => ((row * seed) % 7 === 0 ? 1 : 0));
    expect([...linesOf(tree, collapsed, NO_GROUPS, new Set())]).toEqual([...visibleRows(tree, collapsed)]);
  }
});
