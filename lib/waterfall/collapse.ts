/** Which rows are seen when some are collapsed. `collapsed[row]` is 1 for a row whose descendants are hidden. */
import { positionIn } from '@/lib/waterfall/row-list';
import { NONE, type SpanTree, type Trace } from '@/lib/waterfall/tree';

export type Collapsed = Uint8Array;

/** Everything open. */
export function allOpen(tree: Pick<SpanTree, 'rows'>): Collapsed {
  return new Uint8Array(tree.rows);
}

/** The rows that are seen, ascending. Steps over each collapsed subtree at once, so it costs what it returns. */
export function visibleRows(tree: Pick<SpanTree, 'rows' | 'size'>, collapsed: Collapsed): Int32Array {
  const seen = new Int32Array(tree.rows);
  let count = 0;
  for (let row = 0; row < tree.rows; row += collapsed[row] === 1 ? (tree.size[row] ?? 1) : 1) {
    seen[count] = row;
    count += 1;
  }
  return seen.subarray(0, count);
}

/** The position of `row` among the visible ones; that of its nearest visible ancestor when it is hidden. */
export function visiblePosition(visible: Int32Array, row: number): number {
  const at = positionIn(visible, row);
  return visible[at] === row ? at : at - 1;
}

/** `row` alone, the other way round. A row without children stays as it is. */
export function toggled(tree: Pick<SpanTree, 'size'>, collapsed: Collapsed, row: number): Collapsed {
  if ((tree.size[row] ?? 1) === 1) return collapsed;
  const next = collapsed.slice();
  next[row] = collapsed[row] === 1 ? 0 : 1;
  return next;
}

/** `row` and all its descendants, the way that `row` alone would go. */
export function subtreeToggled(tree: Pick<SpanTree, 'size'>, collapsed: Collapsed, row: number): Collapsed {
  const to = collapsed[row] === 1 ? 0 : 1;
  const next = collapsed.slice();
  for (let at = row; at < row + (tree.size[row] ?? 1); at += 1) next[at] = to === 1 && (tree.size[at] ?? 1) > 1 ? 1 : 0;
  return next;
}

/** `row` and all its descendants open. */
export function subtreeOpened(tree: SpanTree, collapsed: Collapsed, row: number): Collapsed {
  return collapsed.slice().fill(0, row, row + (tree.size[row] ?? 1));
}

/** Shows `levels` levels: 1 shows the roots alone. */
export function openToDepth(tree: SpanTree, levels: number): Collapsed {
  const next = allOpen(tree);
  for (let row = 0; row < tree.rows; row += 1) if ((tree.depth[row] ?? 0) >= levels - 1 && (tree.size[row] ?? 1) > 1) next[row] = 1;
  return next;
}

/** Opens all ancestors of `row`, so that it is seen. */
export function revealed(tree: SpanTree, collapsed: Collapsed, row: number): Collapsed {
  const next = collapsed.slice();
  for (let above = tree.parent[row] ?? NONE; above !== NONE; above = tree.parent[above] ?? NONE) next[above] = 0;
  return next;
}

/** The same rows collapsed, by their ids, in the trace as it is after more of it has come. */
export function carriedOver(from: Trace, collapsed: Collapsed, to: Trace): Collapsed {
  const next = allOpen(to.tree);
  for (let row = collapsed.indexOf(1); row !== -1; row = collapsed.indexOf(1, row + 1)) {
    const now = counterpart(from, row, to);
    if ((to.tree.size[now] ?? 1) > 1) next[now] = 1;
  }
  return next;
}

/** The row of the same span in the trace as it is now; a missing parent's is that above its first child. */
function counterpart(from: Trace, row: number, to: Trace): number {
  const rowOf = (span: number): number => to.tree.rowOf[to.columns.counterpartOf(from.columns, span)] ?? NONE;
  const span = from.tree.span[row] ?? NONE;
  if (span !== NONE) return rowOf(span);
  return to.tree.parent[rowOf(from.tree.span[row + 1] ?? NONE)] ?? NONE;
}
