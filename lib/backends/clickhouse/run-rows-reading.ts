/** What rows are read with, and the times in which there is something to read. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { PENDING, TRACE_BOUNDS_TABLE } from '@/lib/backends/clickhouse/ddl-records';
import { withinTime } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { millis, SECOND, type Millis, type TimeRange } from '@/lib/base/time';
import type { RowsSpec } from '@/lib/model/query';
import { asksForRunning } from '@/lib/query/filter-fields';
import { FilterCompiler } from '@/lib/sql/compile-filter';
import type { Places } from '@/lib/sql/compile-rows';
import type { Dialect } from '@/lib/sql/dialect';
import { sql, type Sql } from '@/lib/sql/sql';

export interface Reading {
  readonly ask: Ask;
  readonly layout: Layout;
  readonly dialect: Dialect;
  /** Of spans that have begun and not ended; absent where the database keeps none. */
  readonly running: Dialect | undefined;
  readonly now: Millis;
}

/** Says of every part of `range` which places have rows of `spec` there. */
export async function placesOf(spec: RowsSpec, range: TimeRange, { ask, dialect, running }: Reading): Promise<(part: TimeRange) => Places> {
  if (!running || !asksForRunning(spec)) return () => [dialect];
  const filter = spec.where ? sql` AND ${new FilterCompiler(running, spec.source).compile(spec.where)}` : sql``;
  const [row] = await ask(
    sql`SELECT count(), toUnixTimestamp64Milli(min(Timestamp)), toUnixTimestamp64Milli(max(Timestamp)) FROM hearth_pending_spans WHERE ${withinTime(sql`Timestamp`, range.from, range.to)}${filter}`,
  );
  const [count, first, last] = (row ?? []).map(Number);
  const begun = (part: TimeRange) => (count ?? 0) > 0 && (first ?? 0) < part.to && (last ?? 0) >= Math.floor(part.from);
  return (part) => (begun(part) ? [dialect, running] : [dialect]);
}

/** From the first to the last span of `traces`, where the store keeps their bounds; undefined where it does not, or has no span of them. */
export async function boundsOf(
  traces: readonly string[],
  { ask, layout }: Pick<Reading, 'ask' | 'layout'>,
): Promise<TimeRange | undefined> {
  if (!layout.tables.has(TRACE_BOUNDS_TABLE.name) || traces.length === 0) return undefined;
  const [row] = await ask(
    sql`SELECT count(), toUnixTimestamp(min(Start)), toUnixTimestamp(max(End)) FROM otel_traces_trace_id_ts WHERE TraceId IN ${traces}`,
  );
  const [count, from, to] = (row ?? []).map(Number);
  // The bounds are whole seconds, rounded down.
  return count ? { from: millis((from ?? 0) * SECOND), to: millis((to ?? 0) * SECOND + SECOND) } : undefined;
}

/** Conditions that find spans of `traces` among those of `range`. */
export function ofTraces(traces: readonly string[], range: TimeRange): Sql {
  return sql`TraceId IN ${traces} AND ${withinTime(sql`Timestamp`, range.from, range.to)}`;
}

/** Whether there can be beginnings of spans. */
export function keepsBeginnings(layout: Layout): boolean {
  return layout.tables.has(PENDING);
}
