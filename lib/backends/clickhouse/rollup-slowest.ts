/** The longest spans of a range: a roll-up tells when they were and what they are called, so that few others are read. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { coverOf } from '@/lib/backends/clickhouse/rollup-cover';
import { createRollupDialect } from '@/lib/backends/clickhouse/rollup-dialect';
import type { Rollup } from '@/lib/backends/clickhouse/rollup-list';
import { millis, SECOND } from '@/lib/base/time';
import type { Query, RowsSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { asksForRunning } from '@/lib/query/filter-fields';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Dialect } from '@/lib/sql/dialect';
import { join, sql, type Sql } from '@/lib/sql/sql';

/** Rows that are read of the roll-up for each span that is wanted: several may be of the same time, service and name. */
const ROWS_PER_SPAN = 8;

/** Spans of one service and name that begin in the same bucket of time: no other group has any of them. */
interface Group {
  readonly service: string;
  readonly name: string;
  /** Where the bucket begins, in s since 1970. */
  readonly from: number;
  /** The longest of them, in ns. */
  readonly longest: number;
}

/**
 * `dialect` with only such spans in it as can be on the page that `query` asks for, the longest first and of equal ones the newest;
 * undefined where no roll-up tells, or fewer spans are found than are wanted.
 *
 * The longest spans of as many groups as are wanted are as many spans. Of the groups in the page's own order, the last one's longest
 * span is no shorter than it says and begins no sooner than its bucket: what is on the page is no worse than that, and so lies in a
 * group that is none either. Where ten thousand spans are as long as each other, it is the times that keep them out.
 */
export async function narrowToSlowest(
  query: Query<RowsSpec>,
  rollups: readonly Rollup[],
  ask: Ask,
  layout: Layout,
  dialect: Dialect,
): Promise<Dialect | undefined> {
  const { spec, frame } = query;
  const { source, where, limit, orderBy, after, per } = spec;
  if (source.signal !== 'spans' || orderBy !== 'duration' || after !== undefined || per === 'trace' || asksForRunning(spec))
    return undefined;
  const asked: TableSpec = {
    kind: 'table',
    source,
    ...(where ? { where } : {}),
    measures: [{ fn: 'max', of: record('duration') }],
    by: [record('service'), record('name')],
    limit,
    orderBy: 0,
  };
  const cover = coverOf({ spec: asked, frame }, rollups);
  if (!cover) return undefined;
  const rolledUp = createRollupDialect(cover, frame.range, layout);
  const most = (limit + 1) * ROWS_PER_SPAN;
  // one more than the page has tells that there is a next one
  const rows = await ask(sql`SELECT ServiceName, SpanName, toUnixTimestamp(Time), MaxDuration
FROM ${rolledUp.table(source)}
WHERE ${rolledUp.within(source, frame.range.from, frame.range.to)} AND ${new FilterCompiler(rolledUp, source).compile(where)}
ORDER BY MaxDuration DESC, Time DESC
LIMIT ${BigInt(most)}`);
  const groups = new Map<string, Group>();
  for (const [service, name, from, longest] of rows) {
    const key = JSON.stringify([service, name, from]);
    // what comes first is the longest of its group, and a Map keeps its place
    if (!groups.has(key)) groups.set(key, { service: String(service), name: String(name), from: Number(from), longest: Number(longest) });
  }
  const inOrder = [...groups.values()];
  const least = inOrder[limit];
  // a length that is no longer exact as a number is of more than 100 days
  if (least === undefined || !Number.isSafeInteger(least.longest)) return undefined;
  const few = inOrder.filter(({ longest, from }) => longest > least.longest || (longest === least.longest && from >= least.from));
  // there may be others like the last of them that were not read
  const all = few.length < inOrder.length || rows.length < most;
  const bucket = Math.max(cover.rollup.bucket, cover.middle?.rollup.bucket ?? 0);
  const among = sql`Duration >= ${BigInt(least.longest)}${all ? sql` AND ${inOneOf(few, bucket)}` : sql``}`;
  return { ...dialect, within: (...range) => sql`${dialect.within(...range)} AND ${among}` };
}

/** Named one by one, groups are ranges of what the spans are sorted by. `bucket`, in ms, is no shorter than theirs. */
function inOneOf(groups: readonly Group[], bucket: number): Sql {
  const each = groups.map(({ service, name, from }) => {
    const begin = from * SECOND;
    return sql`ServiceName = ${service} AND SpanName = ${name} AND ${withinTime(sql`Timestamp`, millis(begin), millis(begin + bucket))}`;
  });
  return sql`(${join(each, sql` OR `)})`;
}
