import { expect, it } from 'vitest';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { buildTree, NONE } from '@/lib/waterfall/tree';

it.each<[string, SampleSpan[], number[]]>([
  ['no children', [{ id: 'r', duration: 10 }], [10]],
  [
    'one after the other',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 1, duration: 2 },
      { id: 'b', parent: 'r', start: 5, duration: 3 },
    ],
    [5, 2, 3],
  ],
  [
    'overlapping ones count once: 1–6 is covered',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 1, duration: 4 },
      { id: 'b', parent: 'r', start: 3, duration: 3 },
    ],
    [5, 4, 3],
  ],
  [
    'one within another',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 1, duration: 8 },
      { id: 'b', parent: 'r', start: 3, duration: 2 },
    ],
    [2, 8, 2],
  ],
  [
    'a child that outlives its parent',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 8, duration: 50 },
    ],
    [8, 50],
  ],
  [
    'a child after its parent',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 20, duration: 5 },
    ],
    [10, 5],
  ],
  [
    'a clock that is behind',
    [
      { id: 'r', start: 5, duration: 10 },
      { id: 'a', parent: 'r', start: 0, duration: 8 },
    ],
    [7, 8],
  ],
  [
    'open spans run to 100',
    [
      { id: 'r', duration: -1 },
      { id: 'a', parent: 'r', start: 90, duration: -1 },
    ],
    [90, 10],
  ],
])('%s', (_, spans, self) => {
  const columns = sampleColumns(spans);
  expect([...selfTimes(columns, buildTree(columns), 100)]).toEqual(self);
});

it('is what counting nanosecond by nanosecond gives', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const columns = sampleColumns(randomSpans(30, seed));
    const tree = buildTree(columns);
    const self = selfTimes(columns, tree, 80);
    for (let row = 0; row < tree.rows; row += 1) {
      const span = tree.span[row] ?? NONE;
      if (span === NONE) continue;
      let alone = 0;
      for (let at = columns.startOf(span); at < columns.endOf(span, 80); at += 1) {
        const busy = [...tree.parent.keys()].some((child) => {
          const under = tree.span[child] ?? NONE;
          return tree.parent[child] === row && under !== NONE && columns.startOf(under) <= at && at < columns.endOf(under, 80);
        });
        if (!busy) alone += 1;
      }
      expect(self[row], `seed ${seed} row ${row}`).toBe(alone);
    }
  }
});
