/** How long a span worked itself: its duration less the time in which at least one of its children ran. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

/**
 * ns by row; 0 for a missing parent. Children count only while the parent ran, and overlapping ones once. One pass: rows
 * are in pre-order with siblings by start, so that for each parent it is enough to know up to when it is covered.
 */
export function selfTimes(columns: SpanColumns, tree: SpanTree, openEnd: number): Float64Array {
  const self = new Float64Array(tree.rows);
  const coveredTo = new Float64Array(tree.rows);
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span === NONE) continue;
    const start = columns.startOf(span);
    const end = columns.endOf(span, openEnd);
    self[row] = end - start;
    coveredTo[row] = start;
    const above = tree.parent[row] ?? NONE;
    const parent = above === NONE ? NONE : (tree.span[above] ?? NONE);
    if (parent === NONE) continue;
    const from = Math.max(start, coveredTo[above] ?? 0);
    const to = Math.min(end, columns.endOf(parent, openEnd));
    if (to <= from) continue;
    self[above] = (self[above] ?? 0) - (to - from);
    coveredTo[above] = to;
  }
  return self;
}
