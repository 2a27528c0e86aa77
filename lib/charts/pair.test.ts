import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { combine, pairSeries, pairTables } from '@/lib/charts/pair';
import type { Series } from '@/lib/model/answer';

const series = (labels: string[], ...values: (number | null)[]): Series => ({
  measure: 0,
  labels,
  points: values.map((value, index) => [millis(index * 10), value] as const),
});

describe('combine', () => {
  it.each([
    ['divide', 6, 3, 2],
    ['divide', 6, 0, null],
    ['divide', null, 3, null],
    ['subtract', 6, 3, 3],
    ['add', 6, null, null],
    ['multiply', 6, 3, 18],
  ] as const)('%s %s %s', (op, left, right, expected) => expect(combine(left, right, op)).toBe(expected));
});

describe('pairSeries', () => {
  it('matches by labels, with gaps where one side has nothing', () => {
    const used = [series(['db-1'], 40, 50, null), series(['db-2'], 1)];
    const max = [series(['db-1'], 80, 0, 100)];
    expect(pairSeries(used, max, 'divide').map(({ points }) => points.map(([, value]) => value))).toEqual([[0.5, null, null], [null]]);
  });

  it('uses a single total for every group', () => {
    const [a, b] = pairSeries([series(['a'], 1), series(['b'], 3)], [series([], 4)], 'divide');
    expect([a?.points[0]?.[1], b?.points[0]?.[1]]).toEqual([0.25, 0.75]);
  });
});

describe('pairTables', () => {
  it('matches rows by their groups', () => {
    const columns = [
      { name: 'tenant', type: 'string' as const },
      { name: 'sum', type: 'number' as const },
    ];
    const left = {
      columns,
      rows: [
        ['acme', 90],
        ['globex', 10],
      ],
    };
    const right = { columns, rows: [['acme', 100]] };
    expect(pairTables(left, right, 1, 'divide').rows).toEqual([
      ['acme', 0.9],
      ['globex', null],
    ]);
    // of 200 and of 10: the order is that of the shares
    const limits = { columns, rows: [['acme', 200], ['globex', 10]] }; // prettier-ignore
    expect(pairTables(left, limits, 1, 'divide').rows).toEqual([
      ['globex', 1],
      ['acme', 0.45],
    ]);
  });
});
