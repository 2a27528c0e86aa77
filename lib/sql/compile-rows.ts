/** Queries for the records themselves → SQL. */
import type { TimeRange } from '@/lib/base/time';
import type { RowsSpec } from '@/lib/model/query';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import type { RowCursor } from '@/lib/sql/row-cursor';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** Where rows are read from: of several, all have the same columns, and their rows are put into one order. */
export type Places = readonly [Dialect, ...Dialect[]];

/** Conditions on the records of one place: `range`, the spec's filter, what `also` says, and that they stand nowhere else. */
export function rowConditions(spec: RowsSpec, { from, to }: TimeRange, also: readonly Sql[], dialect: Dialect): Sql {
  const filter = spec.where ? [new FilterCompiler(dialect, spec.source).compile(spec.where)] : [];
  const all = join([dialect.within(spec.source, from, to), ...also, ...filter], sql` AND `);
  return dialect.alone ? sql`${all} AND ${dialect.alone(all, from, to)}` : all;
}

/** Columns of a row: those of `Dialect.row`, then `fields`, a list of texts. */
export function rowColumns(spec: RowsSpec, dialect: Dialect): Sql {
  const fields = spec.fields.map((field) => sql`toString(${dialect.field(spec.source, field).text})`);
  const columns = dialect.row(spec.source).map(({ name, value }) => sql`${value} AS ${identifier(name)}`);
  return join([...columns, sql`[${join(fields, COMMA)}]::Array(String) AS fields`], COMMA);
}

/** At most `count` rows of `range` behind `cursor`, in order. Columns: see `rowColumns`. */
export function compileRows(spec: RowsSpec, range: TimeRange, cursor: RowCursor | undefined, count: number, places: Places): Sql {
  const [first] = places;
  const keys = first.rowKeys(spec.source, spec.orderBy);
  const ascending = spec.orderBy === 'oldest';
  const values = keys.map(({ value }) => value);
  const ordered = (key: Sql) => (ascending ? key : sql`${key} DESC`);
  const behind: Sql[] = [];
  if (cursor) {
    const sign = ascending ? sql`>=` : sql`<=`;
    const bound = keys.map((key, index) => key.bind(cursor.keys[index] ?? ''));
    // The first key by itself as well: it lets the engine skip blocks, which a comparison of tuples does not.
    if (values[0] && bound[0]) behind.push(sql`${values[0]} ${sign} ${bound[0]}`);
    behind.push(sql`(${join(values, COMMA)}) ${sign} (${join(bound, COMMA)})`);
  }
  const skipped = cursor ? sql` OFFSET ${BigInt(cursor.seen)}` : sql``;
  const select = (dialect: Dialect) => sql`SELECT ${rowColumns(spec, dialect)}
FROM ${dialect.table(spec.source)}
WHERE ${rowConditions(spec, range, behind, dialect)}
ORDER BY ${join(values.map(ordered), COMMA)}`;
  if (places.length === 1) return sql`${select(first)}\nLIMIT ${BigInt(count)}${skipped}`;
  // what a place has beyond so many rows cannot be among the first of all
  const most = BigInt(count + (cursor?.seen ?? 0));
  const names = keys.map(({ name }) => ordered(identifier(name)));
  return sql`SELECT * FROM (
${join(
  places.map((dialect) => sql`(${select(dialect)}\nLIMIT ${most})`),
  sql`\nUNION ALL\n`,
)}
)
ORDER BY ${join(names, COMMA)}
LIMIT ${BigInt(count)}${skipped}`;
}
