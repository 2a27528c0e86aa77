/** Finding spans of a trace by text. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { idWords } from '@/lib/waterfall/id-table';
import { NONE, rowWithId, type SpanTree } from '@/lib/waterfall/tree';

/**
 * Rows, ascending, whose name, service or message holds `text`, case ignored, or whose span id is it. No text finds
 * nothing. Each distinct string is looked at once.
 */
export function searchRows(columns: SpanColumns, tree: SpanTree, text: string): Int32Array {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return new Int32Array(0);
  const hit = new Uint8Array(columns.strings.length);
  for (let at = 0; at < hit.length; at += 1) if (columns.text(at).toLowerCase().includes(wanted)) hit[at] = 1;
  const byId = idWords(wanted) ? rowWithId({ columns, tree }, wanted) : NONE;
  if (byId === NONE && !hit.includes(1)) return new Int32Array(0);
  const rows = new Int32Array(tree.rows);
  let count = 0;
  const { name, service, message } = columns;
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    const found = span !== NONE && (hit[name[span] ?? 0] || hit[service[span] ?? 0] || hit[message[span] ?? 0]);
    if (!found && row !== byId) continue;
    rows[count] = row;
    count += 1;
  }
  return rows.slice(0, count);
}
