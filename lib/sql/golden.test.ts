/**
 * Pins the SQL of representative queries. After a change that is meant to change it, write the files anew and read the
 * difference: `npx vitest run --config lib/vitest.config.ts lib/sql/golden -u`.
 */
import { expect, it } from 'vitest';
import { present } from '@/lib/base/assert';
import { millis } from '@/lib/base/time';

import type { Filter } from '@/lib/model/filter';
import type { Frame, Query, RowsSpec, SeriesSpec, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';
import { slidingOf, type Sliding } from '@/lib/query/sliding';
import { compileDistribution, compileRankedSeries, compileSeries, compileTable } from '@/lib/sql/compile';
import { compileWindow, compileWindows } from '@/lib/sql/compile-windows';
import { compileRows } from '@/lib/sql/compile-rows';
import type { Dialect, Operand } from '@/lib/sql/dialect';
import { identifier, render, sql, type Sql } from '@/lib/sql/sql';

/** A plain dialect: what is pinned is the compiler; ClickHouse's own dialect is tried on the engine. */
const dialect: Dialect = {
  table: ({ signal }) => identifier(signal),
  field: (_, field): Operand => {
    const value = field.in === 'record' ? identifier(field.name) : sql`${identifier(field.in)}[${field.key}]`;
    const kind =
      field.in === 'record' && field.name === 'error' ? 'boolean' : field.in === 'record' && field.name === 'duration' ? 'number' : 'text';
    const always = kind === 'number' ? { always: true as const } : {};
    return { kind, text: sql`text(${value})`, number: sql`number(${value})`, ...always, present: sql`present(${value})`, raw: value };
  },
  within: (_, from, to) => sql`time >= ${BigInt(from)} AND time < ${BigInt(to)}`,
  bucket: (_, step) => sql`bucket(time, ${BigInt(step)})`,
  searched: () => [sql`name`, sql`body`],
  row: () => [
    { name: 'time', value: sql`nanos(time)` },
    { name: 'id', value: sql`id` },
  ],
  rowKeys: (_, orderBy) => [
    ...(orderBy === 'duration' ? [{ value: sql`duration`, name: 'duration', bind: (text: string) => sql`${BigInt(text)}` }] : []),
    { value: sql`time`, name: 'time', bind: (text: string) => sql`${BigInt(text)}` },
    { value: sql`id`, name: 'id', bind: (text: string) => sql`${text}` },
  ],
  contains: (text, part) => sql`contains(${text}, ${part})`,
  matches: (text, pattern) => sql`matches(${text}, ${pattern})`,
  isTrue: (condition) => sql`isTrue(${condition})`,
  listHas: (list, values) => sql`listHas(${list}, ${values})`,
  count: () => sql`count()`,
  countIf: (condition) => sql`countIf(${condition})`,
  sum: (number) => sql`sum(${number})`,
  avg: (number) => sql`avg(${number})`,
  min: (number) => sql`min(${number})`,
  max: (number) => sql`max(${number})`,
  quantile: (number, q) => sql`quantile(${number}, ${q})`,
  apdex: (number, threshold) => sql`apdex(${number}, ${threshold})`,
  last: (number) => sql`last(${number})`,
  distinct: (_, field) => sql`distinct(${field.in === 'record' ? field.name : field.key})`,
  distribution: (source, number) => ({
    from: identifier(source.signal),
    bucket: sql`logBucket(${number})`,
    count: sql`count()`,
    given: sql`${number} IS NOT NULL`,
  }),
  inParts: (keep) => ({
    ...dialect,
    count: () => sql`merged(${keep(sql`counted()`)})`,
    countIf: (condition) => sql`merged(${keep(sql`countedIf(${condition})`)})`,
    avg: (number) => sql`merged(${keep(sql`averaged(${number})`)})`,
  }),
};

const frame: Frame = { range: { from: millis(1_000_000), to: millis(4_600_000) }, step: millis(60_000) };
const spans = { signal: 'spans' } as const;
const duration = record('duration');
const error: Filter = { op: 'eq', field: record('error'), value: true };
const where: Filter = {
  op: 'and',
  of: [
    { op: 'in', field: record('tenant'), values: ['a', "b'; DROP TABLE x"] },
    { op: 'or', of: [{ op: 'gte', field: duration, value: 1.5e9 }, { op: 'not', of: error }, { op: 'search', text: 'time out' }] },
    { op: 'ne', field: attribute('cart.size'), value: 3 },
    { op: 'matches', field: { in: 'resource', key: 'pod' }, value: '^p-' },
    { op: 'exists', field: { in: 'scope', key: 'k' } },
    { op: 'eq', field: attribute('empty'), value: '' },
  ],
}; // prettier-ignore
const table: TableSpec = {
  kind: 'table',
  source: spans,
  where,
  measures: [
    { fn: 'count' },
    { fn: 'rate' },
    { fn: 'ratio', where: error },
    { fn: 'quantile', of: duration, q: 0.95 },
    { fn: 'apdex', of: duration, threshold: 5e8 },
    { fn: 'distinct', of: record('user') },
    { fn: 'sum', of: attribute('n') },
  ],
  by: [record('httpRoute'), attribute('k')],
  limit: 20,
  orderBy: 3,
};
const series: SeriesSpec = {
  kind: 'series',
  source: spans,
  where: error,
  measures: [{ fn: 'rate' }, { fn: 'avg', of: duration }],
  by: [record('service')],
  limit: 5,
};
const sliding = (query: Query<SeriesSpec>, over: number): [Query<SeriesSpec>, Sliding] => {
  const framed = { ...query, frame: { ...query.frame, over: millis(over) } };
  return [framed, present(slidingOf(framed.frame), 'a window')];
};
const oneStep: Frame = { range: { from: millis(1_080_000), to: millis(1_140_000) }, step: millis(60_000) };
const rows: RowsSpec = {
  kind: 'rows',
  source: spans,
  where: error,
  fields: [record('tenant'), attribute('k')],
  limit: 100,
  orderBy: 'time',
  traceSummary: false,
};

it.each<[string, Sql]>([
  ['table', compileTable({ spec: table, frame }, table.orderBy, dialect)],
  ['series', compileSeries({ spec: series, frame }, undefined, dialect)],
  ['series-of-largest-groups', compileSeries({ spec: series, frame }, [['api'], ["o'web"]], dialect)],
  ['series-with-its-ranks', compileRankedSeries({ spec: series, frame }, dialect)],
  ['series-over-all', compileSeries({ spec: { ...series, by: [] }, frame }, undefined, dialect)],
  [
    'distribution',
    compileDistribution({ spec: { ...series, measures: [{ fn: 'distribution', of: duration }] }, frame }, duration, dialect),
  ],
  [
    'windows',
    compileWindows(
      ...sliding({ spec: { ...series, measures: [...series.measures, { fn: 'ratio', where: error }] }, frame }, 300_000),
      [['api']],
      dialect,
    ),
  ],
  ['windows-shorter-than-a-step', compileWindows(...sliding({ spec: { ...series, by: [] }, frame }, 10_000), undefined, dialect)],
  ['one-window', compileWindow(...sliding({ spec: series, frame: oneStep }, 300_000), dialect)],
  ['one-window-of-all', compileWindow(...sliding({ spec: { ...series, by: [] }, frame: oneStep }, 300_000), dialect)],
  ['rows', compileRows(rows, frame.range, undefined, 101, [dialect])],
  ['rows-after-cursor', compileRows({ ...rows, orderBy: 'duration' }, frame.range, { keys: ['5', '7', "x'"], seen: 2 }, 101, [dialect])],
])('%s', async (name, statement) => {
  const { text, params } = render(statement);
  const values = Object.entries(params).map(
    ([param, value]) => `-- ${param} = ${typeof value === 'bigint' ? `${value}` : JSON.stringify(value)}`,
  );
  await expect(`${text}\n${values.join('\n')}\n`).toMatchFileSnapshot(`golden/${name}.sql`);
});
