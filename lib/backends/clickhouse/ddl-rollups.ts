/**
 * Roll-ups of spans: tables whose rows stand for all spans that are alike in the roll-up's dimensions and begin in the same
 * bucket of time. A view fills each as spans are inserted. Columns have the names that they have in `otel_traces`.
 */
import { createHash } from 'node:crypto';
import { columns, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import { Fields } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import type { Rollup } from '@/lib/backends/clickhouse/rollup-list';
import { columnOf, rollupValues, type Value } from '@/lib/backends/clickhouse/rollup-values';
import type { Field } from '@/lib/model/field';
import { attribute, record, type RecordField } from '@/lib/model/record-field';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import { COMMA, identifier, join, printSql, sql, type Sql } from '@/lib/sql/sql';

/** How a dimension is kept. There may be as many users and sessions as rows. */
function typeOf(field: RecordField): string {
  if (field === 'entry') return 'Bool';
  if (field === 'user' || field === 'session') return 'String';
  return field === 'httpStatus' ? 'UInt16' : 'LowCardinality(String)';
}

/** The column that tells whether the spans of a row have `field`. */
export function toldColumn(field: RecordField): string {
  return `Has${columnOf(field)}`;
}

/** The column of a label, and the one that tells whether the spans of a row have it: an attribute may be there and be empty. */
export function labelColumns(key: string): { readonly value: string; readonly has: string } {
  return { value: `Label_${key}`, has: `HasLabel_${key}` };
}

/** What tells rows apart: name, type, and how it is told of a span. */
interface Key {
  readonly name: string;
  readonly type: string;
  readonly row: Sql;
}

/** The keys of a dimension; what is absent is '' or 0. `when`: of other spans it is blank, as if it were absent. */
function dimensionKeys(fields: Fields, field: Field, when?: Sql): Key[] {
  const { kind, text, number, raw, present } = fields.operand(field);
  const kept = (value: Sql, blank: Sql) => (when ? sql`if(${when}, ${value}, ${blank})` : value);
  const asText = (name: string, type: string): Key => {
    const given = kept(text, sql`''`);
    return { name, type, row: type === 'String' ? given : sql`toLowCardinality(${given})` };
  };
  if (field.in !== 'record') {
    const { value, has } = labelColumns(field.key);
    return [asText(value, 'LowCardinality(String)'), { name: has, type: 'Bool', row: kept(present, sql`false`) }];
  }
  const [name, type] = [columnOf(field.name), typeOf(field.name)];
  if (kind === 'boolean') return [{ name, type, row: kept(raw, sql`false`) }];
  if (field.name === 'httpStatus') return [{ name, type, row: sql`toUInt16(${kept(sql`ifNull(${number}, 0)`, sql`0`)})` }];
  return [asText(name, type)];
}

/** What makes two spans ones of the same row, beside their time. */
function keys(layout: Layout, { dimensions, labels, partial, told }: Rollup): Key[] {
  const fields = spanFields(layout);
  const conditions = new FilterCompiler(createDialect(layout), { signal: 'spans' });
  return [
    ...dimensions.flatMap((field) => dimensionKeys(fields, record(field))),
    ...labels.flatMap((key) => dimensionKeys(fields, attribute(key))),
    ...partial.flatMap(({ field, of }) => dimensionKeys(fields, field, conditions.compile(of))),
    ...told.map((field) => ({ name: toldColumn(field), type: 'Bool', row: fields.operand(record(field)).present })),
  ];
}

function spanFields(layout: Layout): Fields {
  return new Fields(layout, 'spans', 'otel_traces');
}

/** The table of a roll-up. */
export function rollupTable(rollup: Rollup, layout: Layout): TableDefinition {
  const own = keys(layout, rollup);
  const kept = [
    ...own.map(({ name, type }) => `${name} ${type} CODEC(ZSTD(1))`),
    'Time DateTime CODEC(Delta(4), ZSTD(1))',
    ...rollupValues(spanFields(layout), rollup).map(({ name, type }) => `${name} ${type} CODEC(ZSTD(1))`),
  ];
  // What most filters ask for stands first; time last, so that the rows of one kind of span stand together within a day.
  const leading = ['Entry', 'ServiceName', 'SpanName'].filter((name) => own.some((each) => each.name === name));
  const key = [...leading, ...own.map(({ name }) => name).filter((name) => !leading.includes(name)), 'Time'];
  return {
    name: rollup.table,
    signal: 'traces',
    columns: columns(kept.join('\n')),
    added: [],
    indexes: [],
    engine: 'AggregatingMergeTree',
    partitionBy: 'toDate(Time)',
    primaryKey: `(${leading.join(', ')})`,
    orderBy: `(${key.join(', ')})`,
    expires: 'Time',
  };
}

/** Column names of a roll-up, in the order that the selects below have them in. */
export function rollupColumns(rollup: Rollup, layout: Layout): string[] {
  return ['Time', ...[...keys(layout, rollup), ...rollupValues(spanFields(layout), rollup)].map(({ name }) => name)];
}

/** Start of the bucket that `time` is in: counted from 1970 in UTC, as steps are. */
function bucketStart({ bucket }: Rollup, time: Sql): Sql {
  const seconds = BigInt(bucket / 1_000);
  return sql`toDateTime(intDiv(toUnixTimestamp(${time}), ${seconds}) * ${seconds})`;
}

/** Every span that is `where`, with what the roll-up keeps of it; `kept` makes that of a value. */
function selectSpans(rollup: Rollup, layout: Layout, where: Sql, kept: (value: Value) => Sql): Sql {
  const named = [
    sql`${bucketStart(rollup, sql`Timestamp`)} AS Time`,
    ...keys(layout, rollup).map(({ name, row }) => sql`${row} AS ${identifier(name)}`),
    ...rollupValues(spanFields(layout), rollup).map((value) => sql`${kept(value)} AS ${identifier(value.name)}`),
  ];
  return sql`SELECT ${join(named, COMMA)} FROM otel_traces WHERE ${where}`;
}

function grouped(rows: Sql, rollup: Rollup, layout: Layout): Sql {
  const names = ['Time', ...keys(layout, rollup).map(({ name }) => name)].map(identifier);
  return sql`${rows} GROUP BY ${join(names, COMMA)}`;
}

/** Every span that is `where`, as a row of the roll-up that stands for this span alone. */
export function eachSpan(rollup: Rollup, layout: Layout, where: Sql): Sql {
  return selectSpans(rollup, layout, where, ({ single, given }) => single(given));
}

/**
 * The spans that are `where`, as rows of the roll-up. It is one SELECT, because most of what a small insert costs is that the engine
 * reads each view's statement anew: 10.6 ms of CPU for the spans by 5 minutes, 15.1 ms with a SELECT inside of another.
 */
export function rolledUp(rollup: Rollup, layout: Layout, where: Sql): Sql {
  return grouped(
    selectSpans(rollup, layout, where, ({ aggregate, given }) => aggregate(given)),
    rollup,
    layout,
  );
}

/** Rows of `from`, of the shape of the roll-up's but for their times, put together. */
export function together(rollup: Rollup, layout: Layout, from: Sql): Sql {
  const each = (name: string) => sql`each.${identifier(name)}`;
  const named = [
    sql`${bucketStart(rollup, each('Time'))} AS Time`,
    ...keys(layout, rollup).map(({ name }) => sql`${each(name)} AS ${identifier(name)}`),
    ...rollupValues(spanFields(layout), rollup).map(({ name, merge }) => sql`${merge(each(name))} AS ${identifier(name)}`),
  ];
  return grouped(sql`SELECT ${join(named, COMMA)} FROM ${from} AS each`, rollup, layout);
}

/** Rows of the roll-up that are `where`, so that they are taken away from what they are put together with. */
export function rowsTaken(rollup: Rollup, layout: Layout, where: Sql): Sql {
  const values = new Map(rollupValues(spanFields(layout), rollup).map((value) => [value.name, value]));
  const named = rollupColumns(rollup, layout).map((name) => {
    const [column, value] = [identifier(name), values.get(name)];
    return value ? sql`${value.taken(sql`kept.${column}`)} AS ${column}` : column;
  });
  return sql`SELECT ${join(named, COMMA)} FROM ${identifier(rollup.table)} AS kept WHERE ${where}`;
}

/** The view that fills a roll-up. */
export function viewOf({ table }: Rollup): string {
  return `${table}_mv`;
}

/** What the view stores of each block that is inserted. */
function viewSelect(rollup: Rollup, layout: Layout): string {
  const { of } = rollup;
  return printSql(of === undefined ? rolledUp(rollup, layout, sql`true`) : together(rollup, layout, identifier(of)));
}

/** What tells one definition of a roll-up from another: a roll-up that was made by another one is made anew. */
export function definitionOf(rollup: Rollup, layout: Layout, tenantKeys: readonly string[]): string {
  const { orderBy, columns: kept } = rollupTable(rollup, layout);
  const text = JSON.stringify([viewSelect(rollup, layout), orderBy, kept, tenantKeys]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** CREATE MATERIALIZED VIEW. */
export function createRollupView(rollup: Rollup, layout: Layout, tenantKeys: readonly string[]): string {
  const comment = definitionOf(rollup, layout, tenantKeys);
  return `CREATE MATERIALIZED VIEW IF NOT EXISTS ${viewOf(rollup)} TO ${rollup.table} AS ${viewSelect(rollup, layout)} COMMENT '${comment}'`;
}
