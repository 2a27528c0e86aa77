/** What a table is made of, and its statements. */

/** A column as its DDL says it after the name: type, default expression, codec. */
export interface ColumnDefinition {
  readonly name: string;
  readonly definition: string;
}

export interface TableDefinition {
  readonly name: string;
  readonly signal: 'traces' | 'logs' | 'metrics' | 'pending';
  /** The OpenTelemetry Collector's ClickHouse exporter's, by name, type and order, so that a Collector can write the table. */
  readonly columns: readonly ColumnDefinition[];
  /** Hearth's own, each with an expression that fills it for writers that know only the columns above. */
  readonly added: readonly ColumnDefinition[];
  readonly indexes: readonly string[];
  /** Summaries of each part that the engine keeps by itself, and reads instead of the rows where they tell as much. */
  readonly projections?: readonly string[];
  readonly engine?: string;
  readonly partitionBy: string;
  readonly primaryKey?: string;
  readonly orderBy: string;
  /** Expression of the instant that the time to live counts from. */
  readonly expires: string;
}

/** Turns `Name definition` lines into columns. */
export function columns(text: string): ColumnDefinition[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const space = line.indexOf(' ');
      return { name: line.slice(0, space), definition: line.slice(space + 1) };
    });
}

/** `name` as the engine takes any identifier. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** `text` as a literal. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** The table's time to live, as the engine prints it back. */
export function timeToLive(table: TableDefinition, days: number): string {
  return `${table.expires} + toIntervalDay(${days})`;
}

/** CREATE TABLE. */
export function createTable(table: TableDefinition, days: number): string {
  const parts = [
    ...[...table.columns, ...table.added].map(({ name, definition }) => `${identifier(name)} ${definition}`),
    ...table.indexes.map((index) => `INDEX ${index}`),
    // they are made of Hearth's own columns: a table without those has none
    ...(table.added.length > 0 ? (table.projections ?? []) : []).map((projection) => `PROJECTION ${projection}`),
  ];
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} (\n  ${parts.join(',\n  ')}\n)`,
    `ENGINE = ${table.engine ?? 'MergeTree'}`,
    `PARTITION BY ${table.partitionBy}`,
    ...(table.primaryKey === undefined ? [] : [`PRIMARY KEY ${table.primaryKey}`]),
    `ORDER BY ${table.orderBy}`,
    `TTL ${timeToLive(table, days)}`,
    'SETTINGS index_granularity = 8192, ttl_only_drop_parts = 1',
  ].join('\n');
}
