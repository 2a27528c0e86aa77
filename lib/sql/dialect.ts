/** What differs between engines: a dialect is this table of differences, and the compiler is one. */
import type { Millis } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { RowsSpec, Source } from '@/lib/model/query';
import type { Sql } from '@/lib/sql/sql';

/** How the values of a field are stored, which decides how they compare. */
export type OperandKind = 'text' | 'number' | 'boolean' | 'list';

/** A field, compiled. */
export interface Operand {
  readonly kind: OperandKind;
  /** A string; '' where the field is missing. */
  readonly text: Sql;
  /** A number; NULL where there is none. */
  readonly number: Sql;
  /** Set where there always is one: the number is never NULL. */
  readonly always?: true;
  /** Whether it is there: never NULL. */
  readonly present: Sql;
  /** A boolean or a list itself, where `kind` says so. */
  readonly raw: Sql;
  /** What a record is grouped by, where that is not its text: an item of a list in turn, so that the record is in the group of each. */
  readonly each?: Sql;
}

/** One key of the rows' order: what is compared, the name in `row` under which its value comes back, and how that is bound again. */
export interface RowKey {
  readonly value: Sql;
  readonly name: string;
  bind(text: string): Sql;
}

export interface Dialect {
  /** Set where a row stands for many records: groups are then so few that all of them can be told of at every step. */
  readonly rolledUp?: true;
  /** Table of the records. */
  table(source: Source): Sql;
  field(source: Source, field: Field): Operand;
  /** Whether the record's time is in [from, to). */
  within(source: Source, from: Millis, to: Millis): Sql;
  /** Start of the step that the record is in, in ms since 1970. */
  bucket(source: Source, step: Millis): Sql;
  /** Places where free words are looked for, cheapest first. */
  searched(source: Source): readonly Sql[];

  /** What is read of every row beside the spec's own fields, by name: the keys that rows are ordered by are among them. */
  row(source: Source): readonly { readonly name: string; readonly value: Sql }[];
  /** Keys that put rows into one order; all are compared the same way: ascending where the oldest come first, else descending. */
  rowKeys(source: Source, orderBy: RowsSpec['orderBy']): readonly RowKey[];

  /**
   * For records that stand in another table as well once more is known of them: of those that are `conditions` and begin in [from, to),
   * whether the other table does not have this one. Absent where a record stands in one table.
   */
  alone?(conditions: Sql, from: Millis, to: Millis): Sql;

  /** Whether `text` has `part` in it, ignoring case. */
  contains(text: Sql, part: string): Sql;
  matches(text: Sql, pattern: string): Sql;
  /** NULL counts as false. */
  isTrue(condition: Sql): Sql;
  listHas(list: Sql, values: readonly string[]): Sql;

  /** Figures over the records of a group. A row of `table` is a record, or stands for many: only the dialect knows. */
  count(): Sql;
  countIf(condition: Sql): Sql;
  /** NULL where no record has the number; so are the four below. */
  sum(number: Sql): Sql;
  avg(number: Sql): Sql;
  min(number: Sql): Sql;
  max(number: Sql): Sql;
  quantile(number: Sql, q: number): Sql;
  /** See `Measure`. */
  apdex(number: Sql, threshold: number): Sql;
  /** The number's value at the newest record. */
  last(number: Sql, source: Source): Sql;
  distinct(source: Source, field: Field): Sql;
  distribution(source: Source, number: Sql): Distribution;
  /**
   * The same dialect over parts of groups: every state of a part that a figure needs is given to `keep`, and the figure is made of the
   * states of all parts, under the name that `keep` answers.
   */
  inParts(keep: (state: Sql) => Sql): Dialect;
}

/** For heatmaps: where a number's values are counted from. */
export interface Distribution {
  readonly from: Sql;
  /** i such that low = 2^((i-1)/FINEST_SCALE) < number ≤ 2^(i/FINEST_SCALE); NULL for a number ≤ 0. */
  readonly bucket: Sql;
  readonly count: Sql;
  /** Whether there is a number. */
  readonly given: Sql;
}

/**
 * Distributions are counted in steps of 2^(1/8) ≈ 1.09 (9 % wide) and merged to at most 40 rows afterwards: powers of a
 * power of two nest, so merging neighbours is exact.
 */
export const FINEST_SCALE = 8;
