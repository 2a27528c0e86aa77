import { describe, expect, it } from 'vitest';
import { logCells, MOST_ROWS } from '@/lib/sql/log-cells';

describe('logCells', () => {
  it('keeps the finest rows where they fit', () => {
    // Bucket 8 is (2^(7/8), 2], bucket 9 (2, 2^(9/8)].
    expect(logCells([{ at: 0, bucket: 8, count: 3 }, { at: 0, bucket: 9, count: 1 }])).toEqual([
      { at: 0, low: 2 ** (7 / 8), high: 2, count: 3 },
      { at: 0, low: 2, high: 2 ** (9 / 8), count: 1 },
    ]); // prettier-ignore
  });

  it('merges neighbours until the rows fit, and adds their counts up', () => {
    // 1 … 41 are 41 rows, one too many: two by two they are (2^0, 2^(1/4)], … so 1 and 2 are one row.
    const cells = logCells([{ at: 0, bucket: 1, count: 1 }, { at: 0, bucket: 2, count: 2 }, { at: 0, bucket: 41, count: 4 }]); // prettier-ignore
    expect(cells).toEqual([
      { at: 0, low: 1, high: 2 ** 0.25, count: 3 },
      { at: 0, low: 2 ** 5, high: 2 ** 5.25, count: 4 },
    ]);
  });

  it('counts what is not positive in the lowest row, which then begins at 0', () => {
    expect(logCells([{ at: 0, bucket: undefined, count: 5 }, { at: 60, bucket: 8, count: 1 }])).toEqual([
      { at: 0, low: 0, high: 2, count: 5 },
      { at: 60, low: 0, high: 2, count: 1 },
    ]); // prettier-ignore
    expect(logCells([{ at: 0, bucket: undefined, count: 5 }])).toEqual([{ at: 0, low: 0, high: 1, count: 5 }]);
  });

  it('never has more rows than it says', () => {
    for (let span = 1; span < 2_000; span += 13) {
      const rows = new Set(
        logCells(Array.from({ length: span }, (_, index) => ({ at: 0, bucket: index - 500, count: 1 }))).map(({ low }) => low),
      );
      expect(rows.size).toBeLessThanOrEqual(MOST_ROWS);
    }
  });

  it('has no cells of nothing', () => {
    expect(logCells([])).toEqual([]);
  });
});
