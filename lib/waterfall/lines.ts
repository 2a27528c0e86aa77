/** The lines of the waterfall: rows that are neither hidden, nor below a collapsed one, nor within a closed group. */
import type { Collapsed } from '@/lib/waterfall/collapse';
import type { Groups } from '@/lib/waterfall/groups';
import type { ShownTree } from '@/lib/waterfall/hidden';

/**
 * Rows, ascending. A closed group is there by its first row; one whose first row is in `opened` by all of its rows. Steps over what
 * is closed at once, so it costs what it returns and what is hidden.
 */
export function linesOf(tree: ShownTree, collapsed: Collapsed, groups: Groups, opened: ReadonlySet<number>): Int32Array {
  const lines = new Int32Array(tree.rows);
  let count = 0;
  let group = 0;
  for (let row = 0; row < tree.rows;) {
    if (tree.hidden?.[row] === 1) {
      row += 1;
      continue;
    }
    lines[count] = row;
    count += 1;
    while ((groups.first[group] ?? Infinity) < row) group += 1;
    if (groups.first[group] === row && !opened.has(row)) row = (groups.last[group] ?? row) + 1;
    else row += collapsed[row] === 1 ? (tree.size[row] ?? 1) : 1;
  }
  return lines.subarray(0, count);
}
