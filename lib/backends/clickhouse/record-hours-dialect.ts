/** The hours of logs and exceptions as a dialect: the one compiler then asks them what it asks the records. */
import { outright } from '@/lib/backends/clickhouse/aggregates';
import { distinct, withinTime } from '@/lib/backends/clickhouse/dialect';
import { Fields } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { distinctColumn, figures, HOUR_OF, ROW, type RecordHours } from '@/lib/backends/clickhouse/record-hours';
import type { RecordHoursCover } from '@/lib/backends/clickhouse/record-hours-cover';
import { notHere, ROLLED_UP } from '@/lib/backends/clickhouse/rolled-up';
import { HOUR, type Millis, millis, type TimeRange } from '@/lib/base/time';
import type { Query, SeriesSpec, TableSpec } from '@/lib/model/query';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** The dialect over what covers `query`: what is asked of it must be covered, there is nothing else to read. */
export function createRecordHoursDialect(
  { hours, keys }: RecordHoursCover,
  { spec, frame }: Query<SeriesSpec | TableSpec>,
  layout: Layout,
): Dialect {
  const { signal } = spec.source;
  const fields = new Fields(layout, signal, hours.table);
  const table = sql`(
${selectRecordHours(hours, keys, spec.kind === 'series', frame.range)}
)`;
  const count = () => sql`sum(${ROW.count})`;
  const time = (instant: Sql) => sql`toNullable(toUnixTimestamp64Milli(${instant}))`;
  return {
    ...ROLLED_UP,
    table: () => table,
    field: (_, field) => fields.operand(field),
    within: () => sql`true`,
    bucket: (_, step) => sql`intDiv(${ROW.hour} * ${BigInt(HOUR)}, ${BigInt(step)}) * ${BigInt(step)}`,
    count,
    countIf: (condition) => sql`sumIf(${ROW.count}, ${condition})`,
    sum: () => notHere('a sum'),
    avg: () => notHere('a mean'),
    // of times alone
    min: () => sql`toFloat64(min(${time(ROW.first)}))`,
    max: () => sql`toFloat64(max(${time(ROW.last)}))`,
    quantile: () => notHere('percentiles'),
    apdex: () => notHere('durations'),
    distinct: (_, field) =>
      field.in === 'record' && hours.counted.includes(field.name)
        ? sql`toFloat64(uniqCombined64IfMerge(${distinctColumn(field.name)}))`
        : distinct(outright, fields.operand(field)),
    distribution: () => notHere('a distribution'),
    inParts: () => notHere('windows that slide'),
  };
}

/**
 * What `range` has, by the columns `keys`, and by hour where `hourly`: its whole hours as the projection keeps them, and in the same
 * shape the records before and after these. The engine takes the projection by itself, as everything that is asked of the hours is in it.
 */
function selectRecordHours(hours: RecordHours, keys: readonly string[], hourly: boolean, { from, to }: TimeRange): Sql {
  const first = millis(Math.ceil(from / HOUR) * HOUR);
  const end = millis(Math.max(first, Math.floor(to / HOUR) * HOUR));
  // of nothing there is no row only where rows are told apart by something
  const byHour = hourly || keys.length === 0;
  const by = [...(byHour ? [HOUR_OF] : []), ...keys.map(identifier)];
  const kept = [...(byHour ? [sql`${HOUR_OF} AS ${ROW.hour}`] : []), ...keys.map(identifier)];
  const values = figures(hours).map(([value, column]) => sql`${value} AS ${column}`);
  const select = (where: Sql) => sql`SELECT ${join([...kept, ...values], COMMA)}
FROM ${identifier(hours.table)}
WHERE ${where}
GROUP BY ${join(by, COMMA)}`;
  const edges = [
    { from, to: first },
    { from: end, to },
  ].filter((edge) => edge.from < edge.to);
  return join(
    [
      select(sql`${HOUR_OF} >= ${hourNumber(first)} AND ${HOUR_OF} < ${hourNumber(end)}`),
      ...edges.map((edge) => select(withinTime(sql`Timestamp`, edge.from, edge.to))),
    ],
    sql`\nUNION ALL\n`,
  );
}

function hourNumber(at: Millis): Sql {
  return sql`${BigInt(at / HOUR)}`;
}
