import { describe, expect, it } from 'vitest';
import { prepareFigures } from '@/lib/charts/figures';
import { nextSorting, sortFigures, type Sorting } from '@/lib/charts/sort-figures';
import { record } from '@/lib/model/record-field';

const rows = prepareFigures(
  {
    columns: [
      { name: 'route', type: 'string' },
      { name: 'count', type: 'number' },
    ],
    rows: [
      ['/b10', 5],
      ['/b9', null],
      ['/a', 9],
      ['/c', 5],
    ],
  },
  [record('httpRoute')],
  [{ name: 'Requests', unit: 'count', draw: 'text', thresholds: [] }],
  0,
);
const order = (sorting: Sorting | undefined) => sortFigures(rows, sorting).map(({ labels }) => labels[0]);

describe('sortFigures', () => {
  it('sorts by figures, what has none last', () => {
    expect(order({ of: 'figure', index: 0, descending: true })).toEqual(['/a', '/b10', '/c', '/b9']);
    expect(order({ of: 'figure', index: 0, descending: false })).toEqual(['/b10', '/c', '/a', '/b9']);
  });

  it('sorts by name, numbers in it as numbers', () => {
    expect(order({ of: 'label', index: 0, descending: false })).toEqual(['/a', '/b9', '/b10', '/c']);
  });

  it('keeps the order of the answer', () => expect(order(undefined)).toEqual(['/b10', '/b9', '/a', '/c']));
});

it('goes round: one way, the other, as answered', () => {
  const first = nextSorting(undefined, 'figure', 1);
  const second = nextSorting(first, 'figure', 1);
  expect([first?.descending, second?.descending, nextSorting(second, 'figure', 1)]).toEqual([true, false, undefined]);
  expect(nextSorting(second, 'label', 1)).toEqual({ of: 'label', index: 1, descending: false });
});
