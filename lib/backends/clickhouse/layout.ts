import type { QueryOptions, Transport } from '@/lib/backends/clickhouse/transport';

/** Column names of one table, with the engine's types. */
export type Columns = ReadonlyMap<string, string>;

/** What the database holds right now: a plain exporter database has fewer columns and tables than Hearth's own. */
export interface Layout {
  readonly tables: ReadonlyMap<string, Columns>;
  /** Tables of which every partition is a day of `Timestamp`; of one that is not among them that is not known. */
  readonly byDay?: ReadonlySet<string>;
}

/** Reads the layout of the current database. */
export async function readLayout(transport: Transport, options: QueryOptions): Promise<Layout> {
  const { rows } = await transport.query(
    'SELECT table, name, type FROM system.columns WHERE database = currentDatabase() ORDER BY table, position',
    {},
    options,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const [table, name, type] of rows) {
    const columns = tables.get(String(table)) ?? new Map<string, string>();
    columns.set(String(name), String(type));
    tables.set(String(table), columns);
  }
  const daily = await transport.query(
    "SELECT name FROM system.tables WHERE database = currentDatabase() AND partition_key = 'toDate(Timestamp)'",
    {},
    options,
  );
  return { tables, byDay: new Set(daily.rows.map(([name]) => String(name))) };
}

/** Whether `table` is there and has `column`. */
export function hasColumn(layout: Layout, table: string, column: string): boolean {
  return layout.tables.get(table)?.has(column) ?? false;
}
