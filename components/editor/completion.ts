/** What can come next in a SQL text: tables, columns, keywords, functions. */

export interface SchemaTable {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

export interface Completion {
  readonly kind: 'table' | 'column' | 'keyword' | 'function' | 'parameter';
  readonly text: string;
  /** What it is, shown beside it. */
  readonly detail: string;
}

const KEYWORDS = [
  ...['SELECT', 'FROM', 'WHERE', 'AND', 'OR', 'NOT', 'IN', 'LIKE', 'ILIKE', 'BETWEEN', 'IS NULL', 'AS', 'DISTINCT', 'WITH'],
  ...['GROUP BY', 'ORDER BY', 'HAVING', 'LIMIT', 'LIMIT BY', 'OFFSET', 'ASC', 'DESC', 'WITH FILL', 'UNION ALL', 'ARRAY JOIN'],
  ...['INNER JOIN', 'LEFT JOIN', 'ON', 'USING', 'CASE', 'WHEN', 'THEN', 'ELSE', 'END', 'INTERVAL', 'PREWHERE', 'FINAL', 'SAMPLE'],
];

const FUNCTIONS = [
  ...['count', 'countIf', 'sum', 'sumIf', 'avg', 'avgIf', 'min', 'max', 'any', 'argMax', 'argMin', 'uniq', 'uniqExact', 'quantile'],
  ...['quantileIf', 'quantiles', 'groupArray', 'groupUniqArray', 'topK', 'toStartOfInterval', 'toStartOfMinute', 'toStartOfHour', 'toDate'],
  ...['now', 'now64', 'toUnixTimestamp64Milli', 'fromUnixTimestamp64Milli', 'dateDiff', 'formatReadableSize', 'formatReadableTimeDelta'],
  ...['mapKeys', 'mapValues', 'mapContains', 'has', 'arrayJoin', 'length', 'empty', 'lower', 'upper', 'match', 'extract', 'position'],
  ...['JSONExtractString', 'JSONExtractInt', 'toString', 'toInt64', 'toFloat64', 'round', 'if', 'multiIf', 'coalesce', 'nullIf', 'ifNull'],
];

const PARAMETERS: readonly Completion[] = [
  { kind: 'parameter', text: '{from:DateTime64(9)}', detail: "the page's window begins" },
  { kind: 'parameter', text: '{to:DateTime64(9)}', detail: "the page's window ends" },
];

/** After `table.` (or an alias of it) only its columns; else the columns of the tables that `text` names come first. */
export function completionsAt(text: string, offset: number, schema: readonly SchemaTable[]): Completion[] {
  const before = text.slice(0, offset);
  const qualifier = /([\w$]+)\.\w*$/.exec(before)?.[1];
  if (qualifier !== undefined) return columnsOf(schema.filter(({ table }) => table === tableBehind(qualifier, text)));
  const tables = schema.map(({ table, columns }): Completion => ({ kind: 'table', text: table, detail: `${columns.length} columns` }));
  if (/\b(from|join)\s+\w*$/i.test(before)) return tables;
  const named = schema.filter(({ table }) => new RegExp(`\\b${table}\\b`).test(text));
  return [
    ...columnsOf(named.length > 0 ? named : schema),
    ...tables,
    ...FUNCTIONS.map((name): Completion => ({ kind: 'function', text: name, detail: 'function' })),
    ...KEYWORDS.map((name): Completion => ({ kind: 'keyword', text: name, detail: '' })),
    ...PARAMETERS,
  ];
}

/** The table that `name` stands for: itself, or what `text` gives the alias to. */
function tableBehind(name: string, text: string): string {
  const aliased = [...text.matchAll(/\b(?:from|join)\s+(\w+)\s+(?:as\s+)?(\w+)/gi)].find((match) => match[2] === name);
  return aliased?.[1] ?? name;
}

/** Columns of all of `tables`, each name once. */
function columnsOf(tables: readonly SchemaTable[]): Completion[] {
  const byName = new Map<string, Completion>();
  for (const { columns } of tables) {
    for (const { name, type } of columns) if (!byName.has(name)) byName.set(name, { kind: 'column', text: name, detail: type });
  }
  return [...byName.values()];
}
