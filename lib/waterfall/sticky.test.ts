import { expect, it } from 'vitest';
import { allOpen, visibleRows } from '@/lib/waterfall/collapse';
import { randomSpans, sampleColumns } from '@/lib/waterfall/sample.testing';
import { stickyAncestors } from '@/lib/waterfall/sticky';
import { buildTree, NONE } from '@/lib/waterfall/tree';

// 0 a, 1 .b, 2 ..c, 3 ...d, 4 ...e, 5 .f, 6 ..g, 7 h
const columns = sampleColumns([
  { id: 'a' },
  { id: 'b', parent: 'a', start: 1 },
  { id: 'c', parent: 'b', start: 2 },
  { id: 'd', parent: 'c', start: 3 },
  { id: 'e', parent: 'c', start: 4 },
  { id: 'f', parent: 'a', start: 5 },
  { id: 'g', parent: 'f', start: 6 },
  { id: 'h', start: 7 },
]);
const tree = buildTree(columns);
const lines = visibleRows(tree, allOpen(tree));

it.each<[top: number, most: number, rows: number[]]>([
  // nothing has scrolled
  [0, 4, []],
  // a stays and so covers b, b covers c, c covers d: e is seen below the three
  [1, 4, [0, 1, 2]],
  // with c f would be seen, which is none of c's
  [2, 4, [0, 1]],
  [3, 4, [0]],
  [4, 4, [0]],
  [5, 4, [0]],
  [6, 4, []],
  [7, 4, []],
  // room for one, the nearest: b is in its place above c, then c stays above e
  [1, 1, []],
  [3, 1, [2]],
])('scrolled to line %i with room for %i', (top, most, rows) => expect(stickyAncestors(tree, lines, top, most)).toEqual(rows));

it('needs none straight down a chain, where they are above each other anyway', () => {
  const spans = Array.from({ length: 20_000 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? '' : `s${at - 1}`, start: at }));
  const deep = buildTree(sampleColumns(spans));
  expect(stickyAncestors(deep, visibleRows(deep, allOpen(deep)), 15_000)).toEqual([]);
});

it('keeps the nearest four above the many children of a deep span', () => {
  const chain = Array.from({ length: 10 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? '' : `s${at - 1}`, start: at }));
  const children = Array.from({ length: 50 }, (_, at) => ({ id: `c${at}`, parent: 's9', start: 100 + at }));
  const deep = buildTree(sampleColumns([...chain, ...children]));
  expect(stickyAncestors(deep, visibleRows(deep, allOpen(deep)), 30)).toEqual([6, 7, 8, 9]);
});

it('keeps only ancestors of what is seen right below, nearest last, on random traces', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = buildTree(sampleColumns(randomSpans(60, seed)));
    const all = visibleRows(random, allOpen(random));
    for (let top = 0; top < all.length; top += 1) {
      const kept = stickyAncestors(random, all, top);
      expect(kept.length).toBeLessThanOrEqual(4);
      for (const [at, row] of kept.entries()) expect(row).toBeLessThan(all[top + at] ?? 0);
      for (const [at, row] of kept.entries()) if (at > 0) expect(random.parent[row]).toBe(kept[at - 1]);
      const below = all[top + kept.length];
      const ancestors: number[] = [];
      for (let above = random.parent[below ?? 0] ?? NONE; above !== NONE; above = random.parent[above] ?? NONE) ancestors.push(above);
      if (below !== undefined) for (const row of kept) expect(ancestors, `seed ${seed} top ${top}`).toContain(row);
    }
  }
});
