/** Lists of rows in ascending order: where a row stands in one, and which comes next. */
import { NONE } from '@/lib/waterfall/tree';

/** How many of `rows` are smaller than `row`: its position, when it is one of them. */
export function positionIn(rows: Int32Array, row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of `rows` behind `row`, going round at the end; NONE when there are none. */
export function nextIn(rows: Int32Array, row: number): number {
  return rows[positionIn(rows, row + 1)] ?? rows[0] ?? NONE;
}

/** The last of `rows` before `row`, going round at the start; NONE when there are none. */
export function previousIn(rows: Int32Array, row: number): number {
  return rows[positionIn(rows, row) - 1] ?? rows.at(-1) ?? NONE;
}
