/**
 * Brings roll-ups level with the spans: when they are made, and after anything that may have come between a span and its
 * row there. What a roll-up lacks is worked out as a difference and added, so whatever the views store meanwhile counts once.
 */
import {
  createRollupView,
  definitionOf,
  rollupColumns,
  rollupTable,
  rolledUp,
  together,
  viewOf,
} from '@/lib/backends/clickhouse/ddl-rollups';
import { ROLLUPS, type Rollup } from '@/lib/backends/clickhouse/rollup-list';
import { createTable, timeToLive } from '@/lib/backends/clickhouse/ddl-table';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { presentRollups } from '@/lib/backends/clickhouse/rollup-cover';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { HOUR, millis, type Millis, type TimeRange } from '@/lib/base/time';
import { COMMA, identifier, join, render, sql, type Sql } from '@/lib/sql/sql';

/** What is added to a roll-up goes on to those that are filled from it. */
const FINER_FIRST = [...ROLLUPS].sort((one, other) => Number(one.of !== undefined) - Number(other.of !== undefined));

const HOUR_SECONDS = BigInt(HOUR / 1_000);
const HOUR_NANOS = HOUR_SECONDS * 1_000_000_000n;
const options = { signal: new AbortController().signal, settings: { max_execution_time: 600 } };

/** Makes the roll-ups that are missing or are no longer defined as they were made, and brings all of them level. Throws BackendError. */
export async function prepareRollups(transport: Transport, layout: Layout, days: number, tenantKeys: readonly string[]): Promise<void> {
  const { rows } = await transport.query(
    'SELECT name, comment, engine_full FROM system.tables WHERE database = currentDatabase()',
    {},
    options,
  );
  const made = new Map(rows.map(([name, comment, engine]) => [String(name), { comment: String(comment), engine: String(engine) }]));
  for (const rollup of FINER_FIRST) {
    const expires = timeToLive(rollupTable(rollup, layout), days);
    if (made.get(viewOf(rollup))?.comment === definitionOf(rollup, layout, tenantKeys)) {
      const engine = made.get(rollup.table)?.engine;
      if (engine?.includes(expires) === false) await transport.command(`ALTER TABLE ${rollup.table} MODIFY TTL ${expires}`);
    } else {
      await transport.command(`DROP VIEW IF EXISTS ${viewOf(rollup)}`);
      await transport.command(`DROP TABLE IF EXISTS ${rollup.table}`);
      await transport.command(createTable(rollupTable(rollup, layout), days));
      await transport.command(createRollupView(rollup, layout, tenantKeys));
    }
    for (const day of await unlikeDays(transport, rollup)) {
      await levelHours(transport, layout, rollup, sql`toDate(Timestamp) = toDate(${day})`, sql`toDate(Time) = toDate(${day})`);
    }
  }
}

/** Remembers when spans begin whose insert failed half-way or was tried again after a crash: the roll-ups may lack them. */
export class RollupKeeper {
  private doubtful: { from: bigint; to: bigint } | undefined;

  /** `layout` is the database's. */
  constructor(
    private readonly transport: Transport,
    private readonly layout: Layout,
  ) {}

  /** Spans that begin at `starts` (ns) may be stored without being counted. */
  doubt(starts: readonly bigint[]): void {
    for (const start of starts) {
      const { from, to } = this.doubtful ?? { from: start, to: start };
      this.doubtful = { from: start < from ? start : from, to: start > to ? start : to };
    }
  }

  /** Brings the hours of the doubtful spans level. What fails is doubtful still. Throws BackendError. */
  async settle(): Promise<void> {
    const range = this.doubtful;
    if (!range) return;
    this.doubtful = undefined;
    try {
      await this.level(range);
    } catch (error) {
      this.doubt([range.from, range.to]);
      throw error;
    }
  }

  private async level({ from, to }: { from: bigint; to: bigint }): Promise<void> {
    const hour = (nanos: bigint) => Number(nanos / HOUR_NANOS) * HOUR;
    const [start, end] = [millis(hour(from)), millis(hour(to) + HOUR)];
    const present = presentRollups(this.layout);
    for (const rollup of FINER_FIRST.filter((each) => present.includes(each))) {
      const within = (time: Sql) => withinTime(time, start, end);
      await levelHours(this.transport, this.layout, rollup, within(sql`Timestamp`), within(sql`Time`));
    }
  }
}

/** Days whose number of spans is not the one that the roll-up has. The engine knows the first without reading a span. */
async function unlikeDays(transport: Transport, rollup: Rollup): Promise<string[]> {
  const text = `SELECT toString(day) FROM (
    SELECT toDate(partition) AS day, toInt64(sum(rows)) AS spans FROM system.parts
    WHERE database = currentDatabase() AND table = 'otel_traces' AND active GROUP BY day
  ) AS stored LEFT JOIN (
    SELECT toDate(Time) AS day, toInt64(sum(Count)) AS spans FROM ${rollup.table} GROUP BY day
  ) AS kept USING (day) WHERE stored.spans != kept.spans ORDER BY day`;
  const { rows } = await transport.query(text, {}, options);
  return rows.map(([day]) => String(day));
}

/** Adds what is missing to each hour that spans `ofSpans` and rows `ofRows` are in. */
async function levelHours(transport: Transport, layout: Layout, rollup: Rollup, ofSpans: Sql, ofRows: Sql): Promise<void> {
  const table = identifier(rollup.table);
  const hourOf = (time: Sql) => sql`intDiv(toUnixTimestamp(${time}), ${HOUR_SECONDS})`;
  const counts = sql`SELECT hour FROM (
    SELECT ${hourOf(sql`Timestamp`)} AS hour, toInt64(count()) AS spans FROM otel_traces WHERE ${ofSpans} GROUP BY hour
    UNION ALL SELECT ${hourOf(sql`Time`)} AS hour, -toInt64(sum(Count)) AS spans FROM ${table} WHERE ${ofRows} GROUP BY hour
  ) GROUP BY hour HAVING sum(spans) != 0 ORDER BY hour`;
  const { text, params } = render(counts);
  const { rows } = await transport.query(text, params, options);
  for (const { from, to } of stretches(rows.map(([hour]) => Number(hour)))) {
    const spans = rolledUp(rollup, layout, withinTime(sql`Timestamp`, from, to));
    const columns = rollupColumns(rollup, layout);
    const kept = sql`SELECT ${join(columns.map(taken), COMMA)} FROM ${table} WHERE ${withinTime(sql`Time`, from, to)}`;
    const lacking = together(rollup, layout, sql`${spans} UNION ALL ${kept}`);
    const statement = render(sql`INSERT INTO ${table} (${join(columns.map(identifier), COMMA)}) ${lacking} HAVING Count != 0`);
    await transport.command(statement.text, statement.params);
  }
}

/** Hours that follow one another, as ranges: what is stored is by day, so that an hour is no less to read than a day. */
function stretches(hours: readonly number[]): TimeRange[] {
  const ranges: { from: Millis; to: Millis }[] = [];
  for (const hour of hours) {
    const last = ranges.at(-1);
    const [from, to] = [millis(hour * HOUR), millis((hour + 1) * HOUR)];
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}

/** A column of the roll-up, to be taken away: its sums count negative. Minima, maxima and what is distinct stay what they are. */
function taken(name: string): Sql {
  const column = identifier(name);
  switch (name) {
    case 'Count':
    case 'Duration':
      return sql`toUInt64(0 - ${column}) AS ${column}`; // modulo 2^64, as the sum is
    case 'Durations':
      return sql`(Durations.1, arrayMap(count -> toUInt64(0 - count), Durations.2)) AS Durations`;
    case 'InputTokens':
    case 'OutputTokens':
    case 'Cost':
      return sql`-${column} AS ${column}`;
    default:
      return column;
  }
}
