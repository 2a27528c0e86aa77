/** Where a trace's errors are: by row, and under each row. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

export interface TraceErrors {
  /** Rows with an error, ascending. */
  readonly rows: Int32Array;
  /** How many errors a row has among its descendants, itself left out. */
  readonly below: Int32Array;
}

/** Finds them all, in two passes. */
export function errorsOf(columns: SpanColumns, tree: SpanTree): TraceErrors {
  const found: number[] = [];
  const below = new Int32Array(tree.rows);
  for (let row = tree.rows - 1; row >= 0; row -= 1) {
    const span = tree.span[row] ?? NONE;
    const own = span !== NONE && columns.isError(span) ? 1 : 0;
    if (own === 1) found.push(row);
    const above = tree.parent[row] ?? NONE;
    if (above !== NONE) below[above] = (below[above] ?? 0) + (below[row] ?? 0) + own;
  }
  return { rows: Int32Array.from(found.reverse()), below };
}
