/**
 * Brings roll-ups level with the spans: when they are made, and after anything that may have come between a span and its
 * row there. What a roll-up lacks is worked out as a difference and added, so whatever the views store meanwhile counts once.
 */
import {
  createRollupView,
  definitionOf,
  rollupColumns,
  rollupTable,
  rowsTaken,
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

/** How long a piece of a roll-up is that is found to be level or not: what is stored is by day, so that an hour is no less to read. */
function pieceOf({ bucket }: Rollup): Millis {
  return millis(Math.max(HOUR, bucket));
}

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
      await levelPieces(transport, layout, rollup, sql`toDate(Timestamp) = toDate(${day})`, sql`toDate(Time) = toDate(${day})`);
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

  /** Brings the time around the doubtful spans level. What fails is doubtful still. Throws BackendError. */
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
    const present = presentRollups(this.layout);
    for (const rollup of FINER_FIRST.filter((each) => present.includes(each))) {
      const piece = pieceOf(rollup);
      const startOf = (nanos: bigint) => millis(Number(nanos / (BigInt(piece) * 1_000_000n)) * piece);
      const within = (time: Sql) => withinTime(time, startOf(from), millis(startOf(to) + piece));
      await levelPieces(this.transport, this.layout, rollup, within(sql`Timestamp`), within(sql`Time`));
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

/** Adds what is missing to each piece that spans `ofSpans` and rows `ofRows` are in. */
async function levelPieces(transport: Transport, layout: Layout, rollup: Rollup, ofSpans: Sql, ofRows: Sql): Promise<void> {
  const table = identifier(rollup.table);
  const piece = pieceOf(rollup);
  const pieceAt = (time: Sql) => sql`intDiv(toUnixTimestamp(${time}), ${BigInt(piece / 1_000)})`;
  const counts = sql`SELECT piece FROM (
    SELECT ${pieceAt(sql`Timestamp`)} AS piece, toInt64(count()) AS spans FROM otel_traces WHERE ${ofSpans} GROUP BY piece
    UNION ALL SELECT ${pieceAt(sql`Time`)} AS piece, -toInt64(sum(Count)) AS spans FROM ${table} WHERE ${ofRows} GROUP BY piece
  ) GROUP BY piece HAVING sum(spans) != 0 ORDER BY piece`;
  const { text, params } = render(counts);
  const found = await transport.query(text, params, options);
  const starts = found.rows.map(([number]) => millis(Number(number) * piece));
  for (const { from, to } of stretches(starts, piece)) {
    const columns = join(rollupColumns(rollup, layout).map(identifier), COMMA);
    const rows = withinTime(sql`Time`, from, to);
    // the finer one, which is level by now, has far fewer rows than there are spans
    const all =
      rollup.of === undefined
        ? rolledUp(rollup, layout, withinTime(sql`Timestamp`, from, to))
        : sql`SELECT ${columns} FROM ${identifier(rollup.of)} WHERE ${rows}`;
    const lacking = together(rollup, layout, sql`(${all} UNION ALL ${rowsTaken(rollup, layout, rows)})`);
    const statement = render(sql`INSERT INTO ${table} (${columns}) ${lacking} HAVING Count != 0`);
    await transport.command(statement.text, statement.params);
  }
}

/** Pieces that follow one another, as ranges. */
function stretches(starts: readonly Millis[], piece: Millis): TimeRange[] {
  const ranges: { from: Millis; to: Millis }[] = [];
  for (const from of starts) {
    const last = ranges.at(-1);
    const to = millis(from + piece);
    if (last?.to === from) last.to = to;
    else ranges.push({ from, to });
  }
  return ranges;
}
