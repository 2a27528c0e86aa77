/** What is there now and was not there before. */
import type { Table } from '@/lib/model/answer';

const keyOf = (row: Table['rows'][number], labels: number) => JSON.stringify(row.slice(0, labels));

/** The rows of `now` whose group (their first `labels` columns) has no row in `earlier`; `limit` of them at most. */
export function newGroups(now: Table, earlier: Table, labels: number, limit: number): { readonly table: Table; readonly cut: boolean } {
  const known = new Set(earlier.rows.map((row) => keyOf(row, labels)));
  const rows = now.rows.filter((row) => !known.has(keyOf(row, labels)));
  return { table: { columns: now.columns, rows: rows.slice(0, limit) }, cut: rows.length > limit };
}
