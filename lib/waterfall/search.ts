/** Finding spans of a trace by text. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, rowId, type SpanTree } from '@/lib/waterfall/tree';

/**
 * Rows, ascending, whose name, service or message holds `text`, case ignored, or whose span id is it. No text finds
 * nothing. Each distinct string is looked at once.
 */
export function searchRows(columns: SpanColumns, tree: SpanTree, text: string): Int32Array {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return new Int32Array(0);
  const hit = Uint8Array.from(columns.strings, (string) => (string.toLowerCase().includes(wanted) ? 1 : 0));
  const rows: number[] = [];
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span === NONE) {
      if (rowId({ columns, tree }, row) === wanted) rows.push(row);
      continue;
    }
    const found = hit[columns.name[span] ?? 0] || hit[columns.service[span] ?? 0] || hit[columns.message[span] ?? 0];
    if (found || columns.spanIdOf(span) === wanted) rows.push(row);
  }
  return Int32Array.from(rows);
}
