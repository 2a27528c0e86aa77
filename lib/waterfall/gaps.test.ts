import { expect, it } from 'vitest';
import { gapsAmong, uncovered } from '@/lib/waterfall/gaps';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { buildTree, NONE } from '@/lib/waterfall/tree';

it.each<[string, SampleSpan[], [from: number, to: number][]]>([
  ['no children', [{ id: 'r', duration: 10 }], [[0, 10]]],
  [
    'before, between and after',
    [
      { id: 'r', duration: 20 },
      { id: 'a', parent: 'r', start: 2, duration: 3 },
      { id: 'b', parent: 'r', start: 4, duration: 4 },
      { id: 'c', parent: 'r', start: 12, duration: 3 },
    ],
    [
      [0, 2],
      [8, 12],
      [15, 20],
    ],
  ],
  [
    'a short one within a long one',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 1, duration: 8 },
      { id: 'b', parent: 'r', start: 3, duration: 2 },
    ],
    [
      [0, 1],
      [9, 10],
    ],
  ],
  [
    'children that reach over both ends',
    [
      { id: 'r', start: 5, duration: 10 },
      { id: 'a', parent: 'r', start: 0, duration: 8 },
      { id: 'b', parent: 'r', start: 12, duration: 90 },
    ],
    [[8, 12]],
  ],
  [
    'a child after its parent',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 20, duration: 5 },
    ],
    [[0, 10]],
  ],
])('%s', (_, spans, expected) => {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  const row = tree.parent.indexOf(NONE);
  expect(uncovered(columns, tree, row, 0).map(({ from, to }) => [from, to])).toEqual(expected);
});

it('adds up to the self time, on random traces', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const columns = sampleColumns(randomSpans(40, seed));
    const tree = buildTree(columns);
    const self = selfTimes(columns, tree, 80);
    for (let row = 0; row < tree.rows; row += 1) {
      const stretches = uncovered(columns, tree, row, 80);
      expect(
        stretches.reduce((sum, { from, to }) => sum + to - from, 0),
        `seed ${seed} row ${row}`,
      ).toBe(self[row]);
      for (const [at, { from, to }] of stretches.entries()) {
        expect(to).toBeGreaterThan(from);
        if (at > 0) expect(from).toBeGreaterThan(stretches[at - 1]?.to ?? 0);
      }
    }
  }
});

it('marks what is a tenth of its span and a hundredth of the trace', () => {
  const stretches = [
    { from: 0, to: 9 },
    { from: 20, to: 30 },
    { from: 40, to: 60 },
  ];
  expect(gapsAmong(stretches, 100, 100)).toEqual([
    { from: 20, to: 30 },
    { from: 40, to: 60 },
  ]);
  expect(gapsAmong(stretches, 100, 2_000)).toEqual([{ from: 40, to: 60 }]);
  expect(gapsAmong(stretches, 100, 2_001)).toEqual([]);
});
