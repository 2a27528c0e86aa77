import { expect, it } from 'vitest';
import {
  allOpen,
  carriedOver,
  openToDepth,
  revealed,
  subtreeToggled,
  toggled,
  visiblePosition,
  visibleRows,
} from '@/lib/waterfall/collapse';
import { nextIn, positionIn, previousIn } from '@/lib/waterfall/row-list';
import { randomFrom, randomSpans, sampleColumns, sampleId, sampleName } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE, rowId, rowWithId, type SpanTree } from '@/lib/waterfall/tree';

// 0 r        3 ..d
// 1 .a       4 .e
// 2 ..b      5 ..f
const SPANS = [
  { id: 'r' },
  { id: 'a', parent: 'r', start: 1 },
  { id: 'b', parent: 'a', start: 2 },
  { id: 'd', parent: 'a', start: 3 },
  { id: 'e', parent: 'r', start: 4 },
  { id: 'f', parent: 'e', start: 5 },
];
const tree = buildTree(sampleColumns(SPANS));

it('hides what is below a collapsed row', () => {
  const closed = toggled(tree, allOpen(tree), 1);
  expect([...visibleRows(tree, closed)]).toEqual([0, 1, 4, 5]);
  expect([...visibleRows(tree, toggled(tree, closed, 1))]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...visibleRows(tree, toggled(tree, closed, 0))]).toEqual([0]);
  expect(toggled(tree, closed, 2)).toBe(closed);
});

it('collapses a whole subtree, and opens it whole', () => {
  const closed = subtreeToggled(tree, allOpen(tree), 0);
  expect([...closed]).toEqual([1, 1, 0, 0, 1, 0]);
  expect([...subtreeToggled(tree, closed, 0)]).toEqual([0, 0, 0, 0, 0, 0]);
});

it.each([
  [1, [0]],
  [2, [0, 1, 4]],
  [3, [0, 1, 2, 3, 4, 5]],
])('opens %i levels', (levels, rows) => {
  expect([...visibleRows(tree, openToDepth(tree, levels))]).toEqual(rows);
});

it('opens the ancestors of a row and nothing else', () => {
  expect([...visibleRows(tree, revealed(tree, openToDepth(tree, 1), 3))]).toEqual([0, 1, 2, 3, 4]);
});

it('finds a visible row, and for a hidden one the ancestor that hides it', () => {
  const visible = visibleRows(tree, toggled(tree, allOpen(tree), 1));
  expect([0, 1, 2, 3, 4, 5].map((row) => visiblePosition(visible, row))).toEqual([0, 1, 1, 1, 2, 3]);
});

it('sees the same rows as the slow way, whatever is collapsed', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = randomFrom(seed);
    const some = buildTree(sampleColumns(randomSpans(50, seed)));
    const collapsed = allOpen(some).map(() => (random() < 0.3 ? 1 : 0));
    expect([...visibleRows(some, collapsed)], `seed ${seed}`).toEqual(slowlyVisible(some, collapsed));
  }
});

function slowlyVisible(some: SpanTree, collapsed: Uint8Array): number[] {
  const hidden = (row: number): boolean => {
    const above = some.parent[row] ?? NONE;
    return above !== NONE && (collapsed[above] === 1 || hidden(above));
  };
  return Array.from({ length: some.rows }, (_, row) => row).filter((row) => !hidden(row));
}

it('keeps rows collapsed while more of the trace comes, a lost parent that turns up among them', () => {
  const some = [
    { id: 'r', start: 5 },
    { id: 'a', parent: 'r', start: 6 },
    { id: 'k', parent: 'late', start: 7 },
  ];
  const early = sampleColumns(some);
  const before = buildTree(early);
  const collapsed = Uint8Array.from([1, 0, 1, 0]);
  const columns = sampleColumns([{ id: 'late', start: 1 }, ...some, { id: 'z', parent: 'r', start: 8 }]);
  const after = buildTree(columns);
  // late, k, r, a, z
  expect([...carriedOver({ columns: early, tree: before }, collapsed, { columns, tree: after })]).toEqual([1, 0, 1, 0, 0]);
});

it('finds rows by id and ids by row, a lost parent among them', () => {
  const columns = sampleColumns([
    { id: 'k', parent: 'lost' },
    { id: 'r', start: 3 },
  ]);
  const trace = { columns, tree: buildTree(columns) };
  expect([0, 1, 2].map((row) => sampleName(rowId(trace, row)))).toEqual(['lost', 'k', 'r']);
  expect(['lost', 'k', 'r', 'other'].map((id) => rowWithId(trace, sampleId(id)))).toEqual([0, 1, 2, NONE]);
});

it('steps through a list of rows and goes round', () => {
  const rows = Int32Array.from([2, 5, 9]);
  expect([0, 2, 3, 9, 10].map((row) => positionIn(rows, row))).toEqual([0, 0, 1, 2, 3]);
  expect([NONE, 2, 3, 9].map((row) => nextIn(rows, row))).toEqual([2, 5, 5, 2]);
  expect([NONE, 2, 3, 10].map((row) => previousIn(rows, row))).toEqual([9, 9, 2, 9]);
  expect([nextIn(new Int32Array(0), 3), previousIn(new Int32Array(0), 3)]).toEqual([NONE, NONE]);
});
