/** A roll-up as a dialect: the one compiler then asks it what it asks the spans. */
import { inParts, outright, type Put } from '@/lib/backends/clickhouse/aggregates';
import { eachSpan, labelColumns, rollupColumns, toldColumn } from '@/lib/backends/clickhouse/ddl-rollups';
import { distinct, sum, withinTime } from '@/lib/backends/clickhouse/dialect';
import { Fields, text } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { ROLLED_UP } from '@/lib/backends/clickhouse/rolled-up';
import type { Cover } from '@/lib/backends/clickhouse/rollup-cover';
import { bucketsOf, BUCKETS_PER_DOUBLING, columnOf, heatmapBucket, middleOf, type Buckets } from '@/lib/backends/clickhouse/rollup-values';
import type { TimeRange } from '@/lib/base/time';
import type { Field } from '@/lib/model/field';
import type { Dialect, Operand } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

const DURATIONS = bucketsOf();

/**
 * The dialect over what covers a query in `range`. What the query asks must be covered: there is nothing else to read. `layout` is
 * the database's; `put` says how aggregate functions are written.
 */
export function createRollupDialect(cover: Cover, range: TimeRange, layout: Layout, put: Put = outright): Dialect {
  const { rollup, whole } = cover;
  const fields = new Fields(layout, 'spans', rollup.table);
  const table = rowsOf(cover, range, layout);
  const count = () => put('sum', [sql`Count`]);
  const measured = new Map(rollup.measured.map((key) => [key, bucketsOf(key)]));
  /** What an operand's number is counted in, where that is an attribute's. */
  const bucketsFor = (number: Sql): Buckets | undefined => [...measured.values()].find(({ keys }) => keys === number);
  const fieldOf = (field: Field): Operand => {
    if (field.in === 'attributes') {
      const own = measured.get(field.key);
      return own ? { ...label(field.key), number: own.keys } : label(field.key);
    }
    const operand = fields.operand(field);
    const told = field.in === 'record' && rollup.told.includes(field.name) ? field.name : undefined;
    return told ? { ...operand, present: identifier(toldColumn(told)) } : operand;
  };
  const isCounted = (field: Field) => field.in === 'record' && rollup.counted.includes(field.name);
  return {
    ...ROLLED_UP,
    table: () => table,
    field: (_, field) => fieldOf(field),
    within: () => (isWhole(cover, range) ? withinTime(sql`Time`, whole.from, whole.to) : sql`true`),
    bucket: (_, step) => sql`intDiv(toUnixTimestamp(Time) * 1000, ${BigInt(step)}) * ${BigInt(step)}`,
    count,
    countIf: (condition) => put('sumIf', [sql`Count`, condition]),
    sum: (number) => sum(put, number),
    avg: (number) => sql`${put('sum', [sql`toNullable(${number})`])} / ${count()}`,
    min: () => sql`toFloat64(${put('min', [sql`toNullable(MinDuration)`])})`,
    max: () => sql`toFloat64(${put('max', [sql`toNullable(MaxDuration)`])})`,
    quantile: (number, q) => {
      const own = bucketsFor(number);
      const { keys, counts } = own ?? DURATIONS;
      const middle = middleOf(put('quantileExactWeightedArrayOrNull', [keys, counts], q));
      // of lists that are all empty the engine's function makes a number
      return own ? sql`if(${put('sum', [sql`arraySum(${counts})`])} = 0, NULL, ${middle})` : sql`round(${middle})`;
    },
    apdex: (_, threshold) => sql`(${put('sum', [upTo(threshold)])} + ${put('sum', [upTo(4 * threshold)])}) / 2 / nullIf(${count()}, 0)`,
    distinct: (_, field) =>
      isCounted(field) && field.in === 'record'
        ? sql`toFloat64(${put('uniqCombined64IfMerge', [identifier(columnOf(field.name))])})`
        : distinct(put, fieldOf(field)),
    distribution: (_, number) => {
      const { keys, counts } = bucketsFor(number) ?? DURATIONS;
      return {
        from: sql`${table} ARRAY JOIN ${keys} AS bucket_, ${counts} AS count_`,
        bucket: heatmapBucket(sql`bucket_`),
        count: sql`sum(count_)`,
        given: sql`true`,
      };
    },
    inParts: (keep) => createRollupDialect(cover, range, layout, inParts(keep)),
  };
}

/** An attribute that is a dimension, or is counted in buckets. */
function label(key: string): Operand {
  const { value, has } = labelColumns(key);
  return { ...text(identifier(value)), present: identifier(has) };
}

/** Whether the roll-up alone has all of the range. */
function isWhole({ whole, middle }: Cover, range: TimeRange): boolean {
  return middle === undefined && range.from === whole.from && range.to === whole.to;
}

/** What of `outer` lies before and after `inner`. */
function around(time: Sql, outer: TimeRange, inner: TimeRange): Sql[] {
  return [
    ...(outer.from < inner.from ? [withinTime(time, outer.from, inner.from)] : []),
    ...(inner.to < outer.to ? [withinTime(time, inner.to, outer.to)] : []),
  ];
}

/** The roll-up's rows, in their middle the coarser one's; before and after its whole buckets, the spans themselves in the same shape. */
function rowsOf(cover: Cover, range: TimeRange, layout: Layout): Sql {
  const { rollup, whole, middle } = cover;
  const table = identifier(rollup.table);
  if (isWhole(cover, range)) return table;
  const columns = join(rollupColumns(rollup, layout).map(identifier), COMMA);
  const kept = middle ? around(sql`Time`, whole, middle.whole) : [withinTime(sql`Time`, whole.from, whole.to)];
  const bare = around(sql`Timestamp`, range, whole);
  const parts = [
    ...(middle
      ? [sql`SELECT ${columns} FROM ${identifier(middle.rollup.table)} WHERE ${withinTime(sql`Time`, middle.whole.from, middle.whole.to)}`]
      : []),
    ...(kept.length > 0 ? [sql`SELECT ${columns} FROM ${table} WHERE ${join(kept, sql` OR `)}`] : []),
    ...(bare.length > 0 ? [eachSpan(rollup, layout, join(bare, sql` OR `))] : []),
  ];
  return sql`(
${join(parts, sql`\nUNION ALL `)}
)`;
}

/** How many of a row's spans took up to `threshold` ns, to within a bucket: those of the buckets whose middle is no longer. */
function upTo(threshold: number): Sql {
  const last = BigInt(Math.floor(Math.log2(threshold) * BUCKETS_PER_DOUBLING + 0.5));
  return sql`arraySum((bucket, count) -> if(bucket <= ${last}, count, 0), ${DURATIONS.keys}, ${DURATIONS.counts})`;
}
