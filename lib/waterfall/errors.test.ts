import { expect, it } from 'vitest';
import { errorsOf } from '@/lib/waterfall/errors';
import { randomSpans, sampleColumns } from '@/lib/waterfall/sample.testing';
import { searchRows } from '@/lib/waterfall/search';
import { buildTree } from '@/lib/waterfall/tree';

it('counts errors below each row, itself left out', () => {
  const columns = sampleColumns([
    { id: 'r', status: 'Error' },
    { id: 'a', parent: 'r', start: 1 },
    { id: 'b', parent: 'a', start: 2, status: 'Error' },
    { id: 'c', parent: 'a', start: 3, status: 'Error' },
    { id: 'x', parent: 'lost', start: 9, status: 'Error' },
  ]);
  const errors = errorsOf(columns, buildTree(columns));
  expect([...errors.rows]).toEqual([0, 2, 3, 5]);
  expect([...errors.below]).toEqual([2, 2, 0, 0, 1, 0]);
});

it('agrees with looking through every subtree', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const columns = sampleColumns(randomSpans(60, seed));
    const tree = buildTree(columns);
    const errors = errorsOf(columns, tree);
    for (let row = 0; row < tree.rows; row += 1) {
      const inside = [...errors.rows].filter((error) => error > row && error < row + (tree.size[row] ?? 1));
      expect(errors.below[row], `seed ${seed} row ${row}`).toBe(inside.length);
    }
  }
});

it.each([
  ['POST', [0, 4]],
  ['post /V1', [0]],
  ['litellm', [4]],
  ['gone wrong', [2]],
  ['00f067aa0ba902b7', [1]],
  ['00f0', []],
  ['feedfeedfeedfeed', [3]],
  ['  ', []],
])('finds %j', (text, rows) => {
  const columns = sampleColumns([
    { id: 'r', name: 'POST /v1/search' },
    { id: '00f067aa0ba902b7', parent: 'r', start: 1, name: 'work' },
    { id: 'm', parent: 'r', start: 2, name: 'other', message: 'Gone wrong' },
    { id: 'p', parent: 'feedfeedfeedfeed', start: 3, name: 'post it', service: 'litellm' },
  ]);
  expect([...searchRows(columns, buildTree(columns), text)]).toEqual(rows);
});
