/**
 * Which requests are stored already. A sender that got no answer sends the same bytes again, perhaps to a process that
 * has just been restarted after a crash in the middle of the first attempt.
 */
import { identifier, type TableDefinition } from '@/lib/backends/clickhouse/ddl-table';
import type { Transport } from '@/lib/backends/clickhouse/transport';

/** Senders give up long before: OpenTelemetry's exporters retry for 1 to 5 minutes. */
const RETRY_MINUTES = 15;

/** Ids that are remembered; beyond it, requests of before the start are looked up one by one. */
const REMEMBERED = 500_000;

/** Partitions are days in the server's zone, and every zone's midnight falls on a quarter of an hour: parts never split one. */
export const QUARTER_NANOS = 900_000_000_000n;

export type Knowledge = 'new' | 'stored' | 'maybe';

/** What is known of requests, by id. Grows with use and forgets the oldest. */
export class RecentRequests {
  /** true: all of it is stored; false: some of it may be. In order of age. */
  private readonly known = new Map<bigint, boolean>();
  private constructor(private readonly overflow: boolean) {}

  /** Reads what the parts of the last minutes hold: of those requests some tables may have rows, others not yet. */
  static async load(transport: Transport, tables: readonly TableDefinition[]): Promise<RecentRequests> {
    const ids = new Set<bigint>();
    let overflow = false;
    for (const { name } of tables) {
      const parts = await transport.query(
        `SELECT name FROM system.parts WHERE database = currentDatabase() AND table = {table:String} AND active
          AND modification_time > now() - INTERVAL ${String(RETRY_MINUTES)} MINUTE`,
        { table: name },
        { signal: new AbortController().signal },
      );
      if (parts.rows.length === 0) continue;
      const { rows } = await transport.query(
        `SELECT DISTINCT IngestRequest FROM ${identifier(name)} WHERE _part IN {parts:Array(String)} AND IngestRequest != 0 LIMIT {limit:UInt32}`,
        { parts: parts.rows.map(([part]) => part), limit: REMEMBERED },
        { signal: new AbortController().signal },
      );
      for (const [id] of rows) ids.add(BigInt(String(id)));
      if (rows.length >= REMEMBERED) overflow = true;
    }
    const recent = new RecentRequests(overflow);
    for (const id of ids) recent.known.set(id, false);
    return recent;
  }

  /** What is known of the request with this id. */
  of(id: bigint): Knowledge {
    const stored = this.known.get(id);
    if (stored === undefined) return this.overflow ? 'maybe' : 'new';
    return stored ? 'stored' : 'maybe';
  }

  /** Notes that all of the request is stored, or that an attempt began and did not end well. */
  note(id: bigint, stored: boolean): void {
    this.known.delete(id);
    this.known.set(id, stored);
    if (this.known.size > REMEMBERED) {
      const oldest = this.known.keys().next();
      if (!oldest.done) this.known.delete(oldest.value);
    }
  }
}

/** `${request}/${quarter}` for every quarter of an hour of which `table` has rows of `requests`. */
export async function storedQuarters(
  transport: Transport,
  table: string,
  time: string,
  requests: readonly bigint[],
  between: { from: bigint; to: bigint },
): Promise<Set<string>> {
  const { rows } = await transport.query(
    `SELECT DISTINCT IngestRequest, intDiv(toUnixTimestamp64Nano(${time}), ${String(QUARTER_NANOS)}) FROM ${identifier(table)}
      WHERE IngestRequest IN {requests:Array(UInt64)} AND ${time} >= fromUnixTimestamp64Nano({from:Int64}) AND ${time} <= fromUnixTimestamp64Nano({to:Int64})`,
    { requests, ...between },
    { signal: new AbortController().signal },
  );
  return new Set(rows.map(([request, quarter]) => `${String(request)}/${String(quarter)}`));
}
