/** The longest spans of a range: a roll-up tells how long they are at least and what they are called, so that few others are read. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { coverOf } from '@/lib/backends/clickhouse/rollup-cover';
import { createRollupDialect } from '@/lib/backends/clickhouse/rollup-dialect';
import type { Rollup } from '@/lib/backends/clickhouse/rollup-list';
import { present } from '@/lib/base/assert';
import { allOf } from '@/lib/model/all-of';
import type { Filter } from '@/lib/model/filter';
import type { Query, RowsSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { asksForRunning } from '@/lib/query/filter-fields';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import { sql } from '@/lib/sql/sql';

/** Rows that are read of the roll-up for each span that is wanted: several may be of the same time, service and name. */
const ROWS_PER_SPAN = 8;

/**
 * `query`, which asks for the longest spans, with conditions that only these can meet; undefined where no roll-up tells, or fewer
 * spans are found than are wanted.
 *
 * Rows of the roll-up with the same time, service and name are of spans that no other such group has. The longest spans of as many
 * groups as are wanted are as many spans: none that is shorter than the shortest of these is on the page, and each longer one is in
 * one of the groups.
 */
export async function narrowToSlowest(
  query: Query<RowsSpec>,
  rollups: readonly Rollup[],
  ask: Ask,
  layout: Layout,
): Promise<Query<RowsSpec> | undefined> {
  const { spec, frame } = query;
  const { source, where, limit, orderBy, after, per } = spec;
  if (source.signal !== 'spans' || orderBy !== 'duration' || after !== undefined || per === 'trace' || asksForRunning(spec))
    return undefined;
  const longest = { fn: 'max', of: record('duration') } as const;
  const asked: TableSpec = {
    kind: 'table',
    source,
    ...(where ? { where } : {}),
    measures: [longest],
    by: [record('service'), record('name')],
    limit,
    orderBy: 0,
  };
  const cover = coverOf({ spec: asked, frame }, rollups);
  if (!cover) return undefined;
  const dialect = createRollupDialect(cover, frame.range, layout);
  const most = (limit + 1) * ROWS_PER_SPAN;
  // one more than the page has tells that there is a next one
  const rows = await ask(sql`SELECT toString(Time), ServiceName, SpanName, MaxDuration
FROM ${dialect.table(source)}
WHERE ${dialect.within(source, frame.range.from, frame.range.to)} AND ${new FilterCompiler(dialect, source).compile(where)}
ORDER BY MaxDuration DESC
LIMIT ${BigInt(most)}`);
  const lengthOf = (row: readonly unknown[] | undefined) => Number(row?.[3]);
  // a Map keeps the place of what came first, which is the longest of its group
  const groups = new Map<string, number>();
  for (const row of rows) {
    const group = JSON.stringify(row.slice(0, 3));
    if (!groups.has(group)) groups.set(group, lengthOf(row));
  }
  const least = [...groups.values()][limit];
  // a length that is no longer exact as a number is of more than 100 days
  if (least === undefined || !Number.isSafeInteger(least)) return undefined;
  const longer = rows.filter((row) => lengthOf(row) >= least);
  const among = (column: number, name: 'service' | 'name'): Filter => ({
    op: 'in',
    field: record(name),
    values: [...new Set(longer.map((row) => String(row[column])))],
  });
  // where all are, there may be others of this length that were not read
  const names = longer.length < most ? [among(1, 'service'), among(2, 'name')] : [];
  const few = present(allOf(where, { op: 'gte', field: record('duration'), value: least }, ...names), 'conditions that few spans meet');
  return { spec: { ...spec, where: few }, frame };
}
