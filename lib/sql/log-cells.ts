/** Counts in the finest log-spaced buckets → the cells of a heatmap, few enough to draw. */
import { millis } from '@/lib/base/time';
import type { Cell } from '@/lib/model/answer';
import { FINEST_SCALE } from '@/lib/sql/dialect';

/** `bucket` i holds 2^((i-1)/n) < v ≤ 2^(i/n), with n buckets per doubling; undefined holds v ≤ 0. */
export interface LogCount {
  readonly at: number;
  readonly bucket: number | undefined;
  readonly count: number;
}

/** Rows that a heatmap has at most. */
export const MOST_ROWS = 40;

/**
 * Merges neighbouring buckets, two by two, until at most 40 rows span the values: the base is 2^(1/8), 2^(1/4), 2^(1/2), 2,
 * 4 and so on where there are 8 per doubling to begin with. Values ≤ 0 count in the lowest row, which then reaches down to 0. In order of time, then of value.
 */
export function logCells(counts: readonly LogCount[], perDoubling: number = FINEST_SCALE): Cell[] {
  const buckets = counts.flatMap(({ bucket }) => (bucket === undefined ? [] : [bucket]));
  const least = buckets.reduce((low, bucket) => Math.min(low, bucket), Infinity);
  const most = buckets.reduce((high, bucket) => Math.max(high, bucket), -Infinity);
  let merged = 1;
  while (Math.ceil(most / merged) - Math.ceil(least / merged) + 1 > MOST_ROWS) merged *= 2;
  const edge = (row: number) => 2 ** ((row * merged) / perDoubling);
  // Without a positive value there is no scale to go by: all of them are in (0, 1].
  const lowest = buckets.length > 0 ? Math.ceil(least / merged) : 0;
  const reachesZero = counts.some(({ bucket }) => bucket === undefined);
  const cells = new Map<string, { at: number; row: number; count: number }>();
  for (const { at, bucket, count } of counts) {
    const row = bucket === undefined ? lowest : Math.ceil(bucket / merged);
    const key = `${at}/${row}`;
    const cell = cells.get(key) ?? { at, row, count: 0 };
    cell.count += count;
    cells.set(key, cell);
  }
  return [...cells.values()]
    .sort((one, other) => one.at - other.at || one.row - other.row)
    .map(({ at, row, count }) => ({ at: millis(at), low: row === lowest && reachesZero ? 0 : edge(row - 1), high: edge(row), count }));
}
