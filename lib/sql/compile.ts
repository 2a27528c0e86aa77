/** Queries over spans and logs → SQL. Pure: the same query gives the same text. */
import { assert } from '@/lib/base/assert';
import { BackendError } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import type { Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import { compileMeasure } from '@/lib/sql/compile-measure';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

type GroupedSpec = SeriesSpec | TableSpec;

/** Conditions of a query on its records: the half-open range, then its filter. */
export function conditions({ spec, frame }: Query<GroupedSpec>, dialect: Dialect): Sql {
  const within = dialect.within(spec.source, frame.range.from, frame.range.to);
  return spec.where ? sql`${within} AND ${new FilterCompiler(dialect, spec.source).compile(spec.where)}` : within;
}

/** The labels of a record under their names: `… AS by0`. */
export function labels(by: readonly Field[], { source }: GroupedSpec, dialect: Dialect): Sql[] {
  return by.map((field, index) => {
    const { text, each = text } = dialect.field(source, field);
    return sql`toString(${each}) AS ${identifier(`by${index}`)}`;
  });
}

/** `by0, by1`. */
export function labelNames(by: readonly Field[]): Sql[] {
  return by.map((_, index) => identifier(`by${index}`));
}

/**
 * Figures over the whole range, one row per group, largest first by measure `orderBy`; groups without a value come last,
 * ties in the order of their labels. Columns: by0…, m0…. One group more than the limit is read, to know that there are more.
 */
export function compileTable({ spec, frame }: Query<GroupedSpec>, orderBy: number, dialect: Dialect): Sql {
  if (orderBy >= spec.measures.length) throw new BackendError('invalid', 'The table is ordered by a measure that it does not have.');
  const seconds = sql`${(frame.range.to - frame.range.from) / 1_000}`;
  const measures = spec.measures.map(
    (measure, index) => sql`${compileMeasure(measure, dialect, spec.source, seconds)} AS ${identifier(`m${index}`)}`,
  );
  const names = labelNames(spec.by);
  const order = join([sql`${identifier(`m${orderBy}`)} DESC NULLS LAST`, ...names], COMMA);
  const grouped = names.length > 0 ? sql`\nGROUP BY ${join(names, COMMA)}` : sql``;
  return sql`SELECT ${join([...labels(spec.by, spec, dialect), ...measures], COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${conditions({ spec, frame }, dialect)}${grouped}
ORDER BY ${order}
LIMIT ${BigInt(spec.limit + 1)}`;
}

/** Groups that a series is kept to: their labels, in the order of the spec's `by`. */
export type Groups = readonly (readonly string[])[];

/** The condition that keeps to `groups`. */
export function keptTo(groups: Groups, by: readonly Field[]): Sql {
  const tuple = (list: readonly Sql[]) => (list.length === 1 && list[0] ? list[0] : sql`(${join(list, COMMA)})`);
  const values = groups.map((group) => {
    assert(group.length === by.length, 'a group has a label for each field');
    return tuple(group.map((label) => sql`${label}`));
  });
  return sql` AND ${tuple(labelNames(by))} IN (${join(values, COMMA)})`;
}

/** Length in seconds of the part of the step at `at` (ms) that lies in the range: the first and last may be cut. */
function covered({ frame: { range, step } }: Query<GroupedSpec>): Sql {
  return sql`((least(at + ${BigInt(step)}, ${BigInt(Math.round(range.to))}) - greatest(at, ${BigInt(Math.round(range.from))})) / 1000)`;
}

/** Most rows of one series answer; a step of a group that is beyond is cut, and the answer says so. */
export const MOST_POINTS = 200_000;

/** Figures per step, in order of time. Columns: at (ms), by0…, m0…. With `groups`, only these. */
export function compileSeries(query: Query<SeriesSpec>, groups: Groups | undefined, dialect: Dialect): Sql {
  const { spec, frame } = query;
  const measures = spec.measures.map(
    (measure, index) => sql`${compileMeasure(measure, dialect, spec.source, covered(query))} AS ${identifier(`m${index}`)}`,
  );
  const names = labelNames(spec.by);
  const columns = [sql`${dialect.bucket(spec.source, frame.step)} AS at`, ...labels(spec.by, spec, dialect), ...measures];
  return sql`SELECT ${join(columns, COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${conditions(query, dialect)}${groups && names.length > 0 ? keptTo(groups, spec.by) : sql``}
GROUP BY ${join([sql`at`, ...names], COMMA)}
ORDER BY at
LIMIT ${BigInt(MOST_POINTS + 1)}`;
}

/**
 * What `compileTable` ordered by the first measure and `compileSeries` without `groups` find, in one pass over the records: first the rows
 * of the whole range (whole = 1), largest first and as many as there are, then those of the steps. Columns: whole, at (ms), by0…, m0….
 */
export function compileRankedSeries(query: Query<SeriesSpec>, dialect: Dialect): Sql {
  const { spec, frame } = query;
  const seconds = sql`if(whole, ${(frame.range.to - frame.range.from) / 1_000}, ${covered(query)})`;
  const measures = spec.measures.map(
    (measure, index) => sql`${compileMeasure(measure, dialect, spec.source, seconds)} AS ${identifier(`m${index}`)}`,
  );
  const names = join(labelNames(spec.by), COMMA);
  const at = sql`${dialect.bucket(spec.source, frame.step)} AS at`;
  return sql`SELECT ${join([sql`grouping(at) = 1 AS whole`, at, ...labels(spec.by, spec, dialect), ...measures], COMMA)}
FROM ${dialect.table(spec.source)}
WHERE ${conditions(query, dialect)}
GROUP BY GROUPING SETS ((at, ${names}), (${names}))
ORDER BY whole DESC, at, m0 DESC NULLS LAST, ${names}
LIMIT ${BigInt(MOST_POINTS + 1)}`;
}

/**
 * Counts per step and log-spaced bucket of `of`. Columns: at (ms), bucket (see `Distribution`; NULL for values ≤ 0),
 * count. Records without the value are left out.
 */
export function compileDistribution(query: Query<SeriesSpec>, of: Field, dialect: Dialect): Sql {
  const { spec, frame } = query;
  const { from, bucket, count, given } = dialect.distribution(spec.source, dialect.field(spec.source, of).number);
  return sql`SELECT ${dialect.bucket(spec.source, frame.step)} AS at, ${bucket} AS bucket, ${count} AS records
FROM ${from}
WHERE ${conditions(query, dialect)} AND ${given}
GROUP BY at, bucket
ORDER BY at, bucket
LIMIT ${BigInt(MOST_POINTS + 1)}`;
}
