import { describe, expect, it } from 'vitest';
import { gridArea, heightOf, layoutFault, narrowSpan, readingOrder } from '@/lib/dashboards/grid';

const panel = (id: string, x: number, y: number, w: number, h: number) => ({ id, at: { x, y, w, h } });

describe('layoutFault', () => {
  it.each([
    ['side by side and below', [panel('a', 0, 0, 6, 2), panel('b', 6, 0, 6, 2), panel('c', 0, 2, 12, 1)], undefined],
    ['too wide', [panel('a', 8, 0, 5, 1)], 'a does not fit into 12 columns.'],
    ['one corner in another', [panel('a', 0, 0, 4, 2), panel('b', 3, 1, 4, 2)], 'a and b overlap.'],
  ])('%s', (_name, panels, expected) => expect(layoutFault(panels)).toBe(expected));
});

describe('places', () => {
  it('counts grid lines from one', () => {
    expect(gridArea({ x: 6, y: 3, w: 6, h: 7 })).toEqual({ gridColumn: '7 / span 6', gridRow: '4 / span 7' });
  });

  it('adds the gaps that a panel covers', () => {
    expect([heightOf(1), heightOf(3), heightOf(7)]).toEqual([22, 86, 214]);
  });

  it('reads row by row', () => {
    expect(readingOrder([panel('c', 0, 1, 1, 1), panel('b', 6, 0, 1, 1), panel('a', 0, 0, 1, 1)]).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('puts figures two by two on a narrow screen', () => {
    expect([narrowSpan({ x: 0, y: 0, w: 2, h: 3 }), narrowSpan({ x: 0, y: 0, w: 6, h: 3 })]).toEqual([1, 2]);
  });
});
