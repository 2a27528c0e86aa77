/** Keys and values to offer while a person types. */
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import { Fields, timeOf } from '@/lib/backends/clickhouse/fields';
import { hasColumn, type Layout } from '@/lib/backends/clickhouse/layout';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { Suggest, Suggestion } from '@/lib/model/backend';
import type { Field } from '@/lib/model/field';
import { COMMA, identifier, join, sql, type Sql } from '@/lib/sql/sql';

/** A list that comes late helps nobody: past these, what has been read counts (2 M rows of a map take half a second of CPU). */
const BOUNDED = { max_rows_to_read: 2_000_000, read_overflow_mode: 'break', max_execution_time: 3, timeout_overflow_mode: 'break' };

/** Keys hardly differ from row to row, and reading maps is dear: this many rows of a table tell. */
const ROWS_FOR_KEYS = 100_000n;

const TABLES: Readonly<Record<Suggest['signal'], readonly string[]>> = {
  spans: ['otel_traces'],
  logs: ['otel_logs'],
  exceptions: ['hearth_exceptions'],
  metrics: Object.values(METRIC_TABLES),
};

const UNION = sql` UNION ALL `;

const PLACES = [
  { place: 'attributes', columns: ['SpanAttributes', 'LogAttributes', 'Attributes'] },
  { place: 'resource', columns: ['ResourceAttributes'] },
  { place: 'scope', columns: ['ScopeAttributes'] },
] as const;

function during({ signal, from, to }: Suggest): Sql {
  return withinTime(timeOf(signal), from, to);
}

/** Rows of (place, value) for every key in `table`. */
function keysOf(layout: Layout, table: string, ask: Suggest): Sql {
  const maps = PLACES.flatMap(({ place, columns }) =>
    columns.filter((column) => hasColumn(layout, table, column)).map((column) => ({ place, column })),
  );
  const keys = maps.map(({ column }) => sql`mapKeys(${identifier(column)}) AS ${identifier(`${column}Keys`)}`);
  const lists = maps.map(({ place, column }) => sql`arrayMap(key -> (${place}, key), ${identifier(`${column}Keys`)})`);
  return sql`SELECT arrayJoin(arrayConcat(${join(lists, COMMA)})) AS pair, pair.1 AS place, toString(pair.2) AS value
FROM (SELECT ${join(keys, COMMA)} FROM ${identifier(table)} WHERE ${during(ask)} LIMIT ${ROWS_FOR_KEYS})`;
}

/** Rows of (place, value) for every value of `field` in `table`. */
function valuesOf(layout: Layout, table: string, field: Field, ask: Suggest): Sql {
  return sql`SELECT '' AS place, ${valueOf(layout, table, field, ask)} AS value FROM ${identifier(table)} WHERE ${during(ask)}`;
}

function valueOf(layout: Layout, table: string, field: Field, { signal }: Suggest): Sql {
  if (signal === 'metrics' && field.in === 'record' && field.name === 'name') return sql`MetricName`;
  const operand = new Fields(layout, signal, table).operand(field);
  return operand.kind === 'list' ? sql`toString(arrayJoin(${operand.raw}))` : sql`toString(${operand.text})`;
}

/** Where there is no table of exceptions, the spans that carry them tell what there is to ask by. */
function inPlace(ask: Suggest, layout: Layout): Suggest {
  const instead = ask.signal === 'exceptions' && !TABLES.exceptions.some((table) => layout.tables.has(table));
  return instead ? { ...ask, signal: 'spans' } : ask;
}

/** Keys, or values of the field asked for, that hold the text typed so far; the most frequent first. Throws BackendError. */
export async function suggest(transport: Transport, layout: Layout, asked: Suggest, signal: AbortSignal): Promise<Suggestion[]> {
  const wanted = inPlace(asked, layout);
  const { field, prefix, limit } = wanted;
  const tables = TABLES[wanted.signal].filter((table) => layout.tables.has(table));
  if (tables.length === 0) return [];
  const each = tables.map((table) => {
    const rows = field ? valuesOf(layout, table, field, wanted) : keysOf(layout, table, wanted);
    return sql`SELECT place, value, count() AS records FROM (${rows})
WHERE value != '' AND positionCaseInsensitiveUTF8(value, ${prefix}) > 0 GROUP BY place, value`;
  });
  const ask = createAsk(transport, signal, BOUNDED);
  const rows = await ask(sql`SELECT place, value, sum(records) AS total FROM (${join(each, UNION)})
GROUP BY place, value ORDER BY total DESC, value LIMIT ${BigInt(limit)}`);
  return rows.map(([place, value, count]) => ({
    text: String(value),
    ...(place === '' ? {} : { in: place as 'resource' | 'attributes' | 'scope' }),
    count: Number(count),
  }));
}
