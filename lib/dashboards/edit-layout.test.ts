import { describe, expect, it } from 'vitest';
import { compacted, freePlace, movedTo, nudged, reordered, resizedTo } from '@/lib/dashboards/edit-layout';
import { layoutFault } from '@/lib/dashboards/grid';

const panel = (id: string, x: number, y: number, w: number, h: number) => ({ id, at: { x, y, w, h } });
const places = (panels: readonly ReturnType<typeof panel>[]) =>
  Object.fromEntries(panels.map(({ id, at }) => [id, [at.x, at.y, at.w, at.h].join(' ')]));

// a | b
// c c
const BOARD = [panel('a', 0, 0, 6, 2), panel('b', 6, 0, 6, 2), panel('c', 0, 2, 12, 3)];

describe('panels on the grid', () => {
  it.each([
    ['falls up into an empty place', compacted([panel('a', 0, 4, 6, 2), panel('b', 6, 9, 6, 2)]), { a: '0 0 6 2', b: '6 0 6 2' }],
    ['stays within the columns', movedTo([panel('a', 0, 0, 6, 2)], 'a', 9, 0), { a: '6 0 6 2' }],
    ['pushes down what is in the way', movedTo(BOARD, 'c', 0, 0), { a: '0 3 6 2', b: '6 3 6 2', c: '0 0 12 3' }],
    ['grows, and the one at its side goes below', resizedTo(BOARD, 'a', 8, 2), { a: '0 0 8 2', b: '6 2 6 2', c: '0 4 12 3' }],
    ['shrinks to two by two at least', resizedTo(BOARD, 'a', 1, 1), { a: '0 0 2 2', b: '6 0 6 2', c: '0 2 12 3' }],
    ['grows no further than the last column', resizedTo(BOARD, 'b', 9, 2), { a: '0 0 6 2', b: '6 0 6 2', c: '0 2 12 3' }],
    // the one below spans all columns: it cannot rise past the one at the side
    ['goes past the one below', nudged(BOARD, 'a', 0, 1), { a: '0 5 6 2', b: '6 0 6 2', c: '0 2 12 3' }],
    ['cannot go further up', nudged(BOARD, 'a', 0, -1), { a: '0 0 6 2', b: '6 0 6 2', c: '0 2 12 3' }],
    ['changes places with one of its size', reordered(BOARD, 'b', -1), { a: '6 0 6 2', b: '0 0 6 2', c: '0 2 12 3' }],
    ['has no one before it', reordered(BOARD, 'a', -1), { a: '0 0 6 2', b: '6 0 6 2', c: '0 2 12 3' }],
  ])('%s', (_name, panels, expected) => {
    expect(places(panels)).toEqual(expected);
    expect(layoutFault(panels)).toBeUndefined();
  });

  it('never overlaps, however panels are moved about', () => {
    let board: readonly ReturnType<typeof panel>[] = BOARD;
    const moves = [
      ['a', 1, 0],
      ['c', 0, -1],
      ['b', -1, 0],
      ['b', 0, 1],
      ['a', 0, 1],
    ] as const;
    for (const [id, dx, dy] of moves) {
      board = resizedTo(nudged(board, id, dx, dy), id, 5, 4);
      expect(layoutFault(board)).toBeUndefined();
    }
    expect(board).toHaveLength(3);
  });
});

describe('freePlace', () => {
  it.each([
    ['nothing there', [], 6, 7, '0 0 6 7'],
    ['beside the last one', [panel('a', 0, 0, 6, 2)], 6, 2, '6 0 6 2'],
    ['in a hole', [panel('a', 0, 0, 3, 2), panel('b', 6, 0, 6, 2)], 3, 2, '3 0 3 2'],
    ['below all, where there is no room', BOARD, 6, 2, '0 5 6 2'],
  ])('%s', (_name, panels, w, h, expected) => {
    const { x, y, ...size } = freePlace(panels, w, h);
    expect([x, y, size.w, size.h].join(' ')).toBe(expected);
  });
});
