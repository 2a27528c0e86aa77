/** Queries for the records themselves → SQL. */
import type { TimeRange } from '@/lib/base/time';
import type { RowsSpec } from '@/lib/model/query';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import type { RowCursor } from '@/lib/sql/row-cursor';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/**
 * At most `count` rows of `range` behind `cursor`, in order. Columns: those of `Dialect.row`, then `fields`, a list of texts.
 */
export function compileRows(spec: RowsSpec, range: TimeRange, cursor: RowCursor | undefined, count: number, dialect: Dialect): Sql {
  const keys = dialect.rowKeys(spec.source, spec.orderBy);
  const values = keys.map(({ value }) => value);
  const fields = spec.fields.map((field) => sql`toString(${dialect.field(spec.source, field).text})`);
  const columns = dialect.row(spec.source).map(({ name, value }) => sql`${value} AS ${identifier(name)}`);
  const conditions = [dialect.within(spec.source, range.from, range.to)];
  if (cursor) {
    const bound = keys.map((key, index) => key.bind(cursor.keys[index] ?? ''));
    // The first key by itself as well: it lets the engine skip blocks, which a comparison of tuples does not.
    if (values[0] && bound[0]) conditions.push(sql`${values[0]} <= ${bound[0]}`);
    conditions.push(sql`(${join(values, COMMA)}) <= (${join(bound, COMMA)})`);
  }
  if (spec.where) conditions.push(new FilterCompiler(dialect, spec.source).compile(spec.where));
  return sql`SELECT ${join([...columns, sql`[${join(fields, COMMA)}]::Array(String) AS fields`], COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${join(conditions, sql` AND `)}
ORDER BY ${join(
    values.map((value) => sql`${value} DESC`),
    COMMA,
  )}
LIMIT ${BigInt(count)}${cursor ? sql` OFFSET ${BigInt(cursor.seen)}` : sql``}`;
}
