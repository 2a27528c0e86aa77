/** Makes buckets of calls from the spans, and says which buckets are out of date. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { instant } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import {
  block,
  bytes8,
  DictionaryColumn,
  int32s,
  ListColumn,
  strings,
  uint32s,
  uint64s,
  type Block,
} from '@/lib/backends/clickhouse/native';
import { countsStatement, entriesStatement, MOST_CALLS, outsideStatement } from '@/lib/backends/clickhouse/service-map-statement';
import { BUCKET, CALLS_TABLE, LOOK_AHEAD, LOOK_BACK } from '@/lib/backends/clickhouse/service-map-table';
import { millis, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import { sql, type Sql } from '@/lib/sql/sql';

/** `System` of the marker of a bucket that has only its busiest calls. */
export const CUT = 'cut';

/** The bucket that `at` lies in. */
export function bucketOf(at: number): Millis {
  return millis(Math.floor(at / BUCKET) * BUCKET);
}

/** The buckets whose calls a span that starts at `at` has a part in, as a caller or as what was called. */
export function touchedBuckets(at: number): Millis[] {
  const buckets: Millis[] = [];
  for (let start: number = bucketOf(at - LOOK_AHEAD); start <= at + LOOK_BACK; start += BUCKET) buckets.push(millis(start));
  return buckets;
}

/** Condition for what counts of the roll-up in `range`: the rows whose version is the newest of their bucket. */
export function currentCalls({ from, to }: TimeRange): Sql {
  const within = sql`Bucket >= toDateTime(${instant(from)}) AND Bucket < toDateTime(${instant(to)})`;
  return sql`${within} AND (Bucket, Version) IN (SELECT Bucket, max(Version) FROM hearth_calls WHERE ${within} GROUP BY Bucket)`;
}

/** Spans that each bucket of `range` is made from, for those that have any. */
async function inputs(ask: Ask, range: TimeRange): Promise<Map<Millis, number>> {
  const found = new Map<Millis, number>();
  for (const [minute, count] of await ask(countsStatement(range))) {
    for (const start of touchedBuckets(Number(minute))) {
      if (start >= range.from && start < range.to) found.set(start, (found.get(start) ?? 0) + Number(count));
    }
  }
  return found;
}

/** Buckets of `range` (whole buckets) that were made from other spans than there are now, or not at all. Throws BackendError. */
export async function outdated(ask: Ask, range: TimeRange): Promise<Millis[]> {
  const now = await inputs(ask, range);
  const made = await ask(
    sql`SELECT toUnixTimestamp(Bucket), any(Calls) FROM hearth_calls WHERE ${currentCalls(range)} AND ToKind = 'bucket' GROUP BY Bucket`,
  );
  const madeFrom = new Map(made.map(([start, spans]) => [millis(Number(start) * SECOND), Number(spans)]));
  return [...now].filter(([start, spans]) => madeFrom.get(start) !== spans).map(([start]) => start);
}

/**
 * Makes the buckets of `range` (whole ones) anew, as one block of rows. Spans that come in meanwhile may or may not be in it: they
 * are counted first, so that a bucket which lacks some is found to be out of date. Undefined where there are no spans.
 * Throws BackendError.
 */
export async function makeBuckets(ask: Ask, layout: Layout, range: TimeRange, version: bigint): Promise<Block | undefined> {
  const spans = await inputs(ask, range);
  if (spans.size === 0) return undefined;
  const calls = new CallRows(version);
  const cut = new Set<number>();
  for (const statement of [entriesStatement(layout, range), outsideStatement(layout, range)]) {
    const rows = await ask(statement);
    for (const row of rows) calls.push(row);
    for (const bucket of fullBuckets(rows)) cut.add(bucket);
  }
  for (const [start, count] of spans) calls.push([start, '', '', '', 'bucket', '', cut.has(start) ? CUT : '', 0, count, 0, [[], []]]);
  return calls.block();
}

/** Buckets of which a statement may have left some calls out. */
function fullBuckets(rows: readonly (readonly unknown[])[]): number[] {
  const sizes = new Map<number, number>();
  for (const [bucket] of rows) sizes.set(Number(bucket), (sizes.get(Number(bucket)) ?? 0) + 1);
  return [...sizes].filter(([, size]) => size >= MOST_CALLS).map(([bucket]) => bucket);
}

/** Rows as the statements give them, becoming a block: bucket (ms), environment, the edge's six columns, calls, errors, durations. */
class CallRows {
  private rows = 0;
  private readonly bucket = uint32s();
  private readonly environment = new DictionaryColumn();
  private readonly fromKind = new DictionaryColumn();
  private readonly fromName = new DictionaryColumn();
  private readonly toKind = new DictionaryColumn();
  private readonly toName = strings();
  private readonly system = new DictionaryColumn();
  private readonly implied = bytes8();
  private readonly calls = uint64s();
  private readonly errors = uint64s();
  private readonly durationBuckets = new ListColumn(int32s());
  private readonly durationCounts = new ListColumn(uint64s());
  private readonly versions = uint64s();

  constructor(private readonly version: bigint) {}

  push([bucket, environment, fromKind, fromName, toKind, toName, system, implied, calls, errors, durations]: readonly unknown[]): void {
    this.rows++;
    this.bucket.push(Number(bucket) / SECOND);
    this.environment.push(String(environment));
    this.fromKind.push(String(fromKind));
    this.fromName.push(String(fromName));
    this.toKind.push(String(toKind));
    this.toName.push(String(toName));
    this.system.push(String(system));
    this.implied.push(Number(implied));
    this.calls.push(BigInt(String(calls)));
    this.errors.push(BigInt(String(errors)));
    const [places, counts] = durations as readonly [readonly unknown[], readonly unknown[]];
    for (const place of places) this.durationBuckets.items.push(Number(place));
    this.durationBuckets.end(places.length);
    for (const count of counts) this.durationCounts.items.push(BigInt(String(count)));
    this.durationCounts.end(counts.length);
    this.versions.push(this.version);
  }

  block(): Block {
    return block(CALLS_TABLE.name, this.rows, {
      Bucket: this.bucket,
      Environment: this.environment,
      FromKind: this.fromKind,
      FromName: this.fromName,
      ToKind: this.toKind,
      ToName: this.toName,
      System: this.system,
      Implied: this.implied,
      Calls: this.calls,
      Errors: this.errors,
      DurationBuckets: this.durationBuckets,
      DurationCounts: this.durationCounts,
      Version: this.versions,
    });
  }
}
