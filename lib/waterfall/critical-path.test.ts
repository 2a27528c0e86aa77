import { expect, it } from 'vitest';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { criticalPath } from '@/lib/waterfall/critical-path';
import { randomSpans, sampleColumns, sampleName, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree, NONE, rowId, type SpanTree } from '@/lib/waterfall/tree';

const OPEN_END = 80;

/** The path of some spans, forwards: `id from–to`. */
function pathOf(spans: readonly SampleSpan[]): string[] {
  const columns = sampleColumns(spans);
  const tree = buildTree(columns);
  const path = criticalPath(columns, tree, OPEN_END);
  return [...tree.parent.keys()]
    .flatMap((row) => path.stretches(row).map((stretch) => ({ ...stretch, id: sampleName(rowId({ columns, tree }, row)) })))
    .sort((a, b) => a.from - b.from)
    .map(({ id, from, to }) => `${id} ${from}–${to}`);
}

it.each<[string, SampleSpan[], string[]]>([
  ['a span alone', [{ id: 'r', duration: 10 }], ['r 0–10']],
  [
    'one child: before, in, and after it',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 2, duration: 5 },
    ],
    ['r 0–2', 'a 2–7', 'r 7–10'],
  ],
  [
    'side by side: the one that ends last, then what ended before that began',
    [
      { id: 'r', duration: 20 },
      { id: 'a', parent: 'r', start: 1, duration: 4 },
      { id: 'b', parent: 'r', start: 2, duration: 10 },
      { id: 'c', parent: 'r', start: 6, duration: 12 },
    ],
    ['r 0–1', 'a 1–5', 'r 5–6', 'c 6–18', 'r 18–20'],
  ],
  [
    'children that touch leave nothing between them',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 0, duration: 4 },
      { id: 'b', parent: 'r', start: 4, duration: 6 },
    ],
    ['a 0–4', 'b 4–10'],
  ],
  [
    'of two that end together, the one that began first',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 1, duration: 8 },
      { id: 'b', parent: 'r', start: 5, duration: 4 },
    ],
    ['r 0–1', 'a 1–9', 'r 9–10'],
  ],
  [
    'a child that outlives its parent counts as long as that ran, and its own children too',
    [
      { id: 'r', duration: 10 },
      { id: 'a', parent: 'r', start: 6, duration: 50 },
      { id: 'b', parent: 'a', start: 8, duration: 30 },
      { id: 'c', parent: 'a', start: 40, duration: 2 },
    ],
    ['r 0–6', 'a 6–8', 'b 8–10'],
  ],
  [
    'a child whose clock is behind counts from the start of its parent',
    [
      { id: 'r', start: 5, duration: 10 },
      { id: 'a', parent: 'r', start: 0, duration: 8 },
    ],
    ['a 5–8', 'r 8–15'],
  ],
  [
    'work that was put off until after its parent holds nothing up',
    [
      { id: 'r', duration: 10 },
      { id: 'late', parent: 'r', start: 20, duration: 5 },
    ],
    ['r 0–10'],
  ],
  [
    'spans without a length are not waited for',
    [
      { id: 'r', duration: 10 },
      { id: 'z', parent: 'r', start: 10, duration: 0 },
      { id: 'y', parent: 'r', start: 4, duration: 0 },
    ],
    ['r 0–10'],
  ],
  [
    'two roots, one after the other, with nobody between them',
    [
      { id: 'r', duration: 10 },
      { id: 'q', start: 30, duration: 10 },
      { id: 'a', parent: 'q', start: 32, duration: 8 },
    ],
    ['r 0–10', 'q 30–32', 'a 32–40'],
  ],
  [
    'children of a parent that has not come',
    [
      { id: 'a', parent: 'lost', start: 0, duration: 4 },
      { id: 'b', parent: 'lost', start: 5, duration: 5 },
    ],
    ['a 0–4', 'b 5–10'],
  ],
  [
    'a span that still runs ends now',
    [
      { id: 'r', duration: -1 },
      { id: 'a', parent: 'r', start: 70, duration: -1 },
    ],
    ['r 0–70', 'a 70–80'],
  ],
  [
    'a circle is cut at its earliest span',
    [
      { id: 'a', parent: 'b', start: 0, duration: 10 },
      { id: 'b', parent: 'a', start: 2, duration: 3 },
    ],
    ['a 0–2', 'b 2–5', 'a 5–10'],
  ],
  ['an empty trace', [], []],
])('%s', (_, spans, path) => expect(pathOf(spans)).toEqual(path));

it('says for how long a span was on it, itself and with what is below', () => {
  const columns = sampleColumns([
    { id: 'r', duration: 10 },
    { id: 'a', parent: 'r', start: 2, duration: 50 },
    { id: 'b', parent: 'a', start: 4, duration: 3 },
    { id: 'c', parent: 'r', start: 0, duration: 1 },
  ]);
  // rows: 0 r, 1 c, 2 a, 3 b
  const path = criticalPath(columns, buildTree(columns), 0);
  expect([...path.own]).toEqual([1, 1, 5, 3]);
  expect(path.total).toBe(10);
  expect([0, 1, 2, 3].map((row) => path.whole(row))).toEqual([
    { from: 0, to: 10 },
    { from: 0, to: 1 },
    { from: 2, to: 10 },
    { from: 4, to: 7 },
  ]);
});

/** The definition, read aloud: recursive, and looking at all children each time. */
function slowly(columns: SpanColumns, tree: SpanTree): Map<number, number> {
  const own = new Map<number, number>();
  const childrenOf = (row: number): number[] => [...tree.parent.keys()].filter((child) => tree.parent[child] === row);
  const visit = (row: number, children: number[], from: number, to: number): void => {
    let point = to;
    for (;;) {
      const candidates = children
        .map((child) => ({ child, span: tree.span[child] ?? NONE }))
        .map(({ child, span }) => ({
          child,
          from: Math.max(from, columns.startOf(span)),
          to: Math.min(to, columns.endOf(span, OPEN_END)),
        }))
        .filter((child) => child.to > child.from && child.to <= point)
        .sort((a, b) => b.to - a.to || a.from - b.from || a.child - b.child);
      const last = candidates[0];
      if (row !== NONE) own.set(row, (own.get(row) ?? 0) + point - Math.max(last?.to ?? from, from));
      if (!last) return;
      visit(last.child, childrenOf(last.child), last.from, last.to);
      point = last.from;
    }
  };
  const top = childrenOf(NONE).flatMap((row) => (tree.span[row] === NONE ? childrenOf(row) : [row]));
  visit(NONE, top, -1e9, 1e9);
  return own;
}

it('is what the definition gives, on random traces', () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const columns = sampleColumns(randomSpans(25, seed));
    const tree = buildTree(columns);
    const path = criticalPath(columns, tree, OPEN_END);
    const expected = slowly(columns, tree);
    for (let row = 0; row < tree.rows; row += 1) {
      expect(path.own[row], `seed ${seed} row ${row}`).toBe(expected.get(row) ?? 0);
      const stretches = path.stretches(row);
      expect(stretches.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(path.own[row]);
      for (const [at, stretch] of stretches.entries()) if (at > 0) expect(stretch.from).toBeGreaterThan(stretches[at - 1]?.to ?? 0);
    }
  }
});

it('goes down 100 000 levels, and through 100 000 siblings', () => {
  const deep = sampleColumns(
    Array.from({ length: 100_000 }, (_, at) => ({
      id: `s${at}`,
      parent: at === 0 ? '' : `s${at - 1}`,
      start: at,
      duration: 200_000 - 2 * at,
    })),
  );
  const down = criticalPath(deep, buildTree(deep), 0);
  // each level has 1 ns before its child and 1 ns after it; the last one has 2
  expect([down.own[0], down.own[99_999], down.total]).toEqual([2, 2, 200_000]);
  const wide = sampleColumns([
    { id: 'r', duration: 200_000 },
    ...Array.from({ length: 100_000 }, (_, at) => ({ id: `s${at}`, parent: 'r', start: 2 * at, duration: 1 })),
  ]);
  const across = criticalPath(wide, buildTree(wide), 0);
  expect([across.own[0], across.own[1], across.stretches(0).length]).toEqual([100_000, 1, 100_000]);
});
