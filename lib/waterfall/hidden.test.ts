import { expect, it } from 'vitest';
import { shownOf, withoutServices } from '@/lib/waterfall/hidden';
import { randomSpans, sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE } from '@/lib/waterfall/tree';

// row: 0 web, 1 .mesh, 2 ..api, 3 ...mesh, 4 ....db, 5 .web
const SPANS: SampleSpan[] = [
  { id: 'a', service: 'web' },
  { id: 'b', parent: 'a', start: 1, service: 'mesh' },
  { id: 'c', parent: 'b', start: 2, service: 'api' },
  { id: 'd', parent: 'c', start: 3, service: 'mesh' },
  { id: 'e', parent: 'd', start: 4, service: 'db' },
  { id: 'f', parent: 'a', start: 5, service: 'web' },
];

const columns = sampleColumns(SPANS);
const tree = buildTree(columns);

it('moves the children of what is hidden up', () => {
  const shown = withoutServices(columns, tree, new Set(['mesh']));
  expect([...(shown.hidden ?? [])]).toEqual([0, 1, 0, 1, 0, 0]);
  expect([0, 2, 4, 5].map((row) => [shown.parent[row], shown.depth[row], shown.children[row]])).toEqual([
    [NONE, 0, 2],
    [0, 1, 1],
    [2, 2, 0],
    [0, 1, 0],
  ]);
  expect([...shownOf(shown, Int32Array.of(1, 2, 3, 5))]).toEqual([2, 5]);
});

it('makes roots of the children of a hidden root', () => {
  const shown = withoutServices(columns, tree, new Set(['web', 'mesh']));
  expect([2, 4].map((row) => [shown.parent[row], shown.depth[row]])).toEqual([
    [NONE, 0],
    [2, 1],
  ]);
});

it.each([[new Set<string>()], [new Set(['gone'])]])('is the same tree where nothing is hidden', (services) => {
  expect(withoutServices(columns, tree, services)).toBe(tree);
  expect([...shownOf(tree, Int32Array.of(1, 2))]).toEqual([1, 2]);
});

it('is what walking up from each row gives, on random traces', () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = sampleColumns(randomSpans(40, seed));
    const whole = buildTree(random);
    const services = new Set(['service 0', 'service 2']);
    const shown = withoutServices(random, whole, services);
    const isHidden = (row: number): boolean => {
      const span = whole.span[row] ?? NONE;
      return span !== NONE && services.has(random.serviceOf(span));
    };
    const ancestors = (row: number): number[] => {
      const list: number[] = [];
      for (let above = whole.parent[row] ?? NONE; above !== NONE; above = whole.parent[above] ?? NONE)
        if (!isHidden(above)) list.push(above);
      return list;
    };
    for (let row = 0; row < whole.rows; row += 1) {
      expect(shown.hidden?.[row], `seed ${seed} row ${row}`).toBe(isHidden(row) ? 1 : 0);
      if (isHidden(row)) continue;
      expect([shown.parent[row], shown.depth[row]]).toEqual([ancestors(row)[0] ?? NONE, ancestors(row).length]);
      const children = [...whole.parent.keys()].filter((child) => !isHidden(child) && ancestors(child)[0] === row);
      expect(shown.children[row]).toBe(children.length);
    }
  }
});
