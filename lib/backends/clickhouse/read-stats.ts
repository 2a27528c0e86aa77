import { METRIC_TABLES } from '@/lib/backends/clickhouse/ddl-metrics';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { StoreStats } from '@/lib/model/backend';

const POINTS = new Set<string>(Object.values(METRIC_TABLES));

/** Rows and bytes on disk, from the engine's own books: free of cost. Throws BackendError. */
export async function readStats(transport: Transport, signal: AbortSignal): Promise<StoreStats> {
  const { rows } = await transport.query(
    'SELECT table, sum(rows), sum(bytes_on_disk), count() FROM system.parts WHERE database = currentDatabase() AND active GROUP BY table',
    {},
    { signal },
  );
  const counts = rows.map(([table, count, bytes, parts]) => ({
    table: String(table),
    rows: Number(count),
    bytes: Number(bytes),
    parts: Number(parts),
  }));
  const rowsOf = (wanted: (table: string) => boolean) =>
    counts.filter(({ table }) => wanted(table)).reduce((sum, { rows: n }) => sum + n, 0);
  return {
    spans: rowsOf((table) => table === 'otel_traces'),
    logs: rowsOf((table) => table === 'otel_logs'),
    points: rowsOf((table) => POINTS.has(table)),
    bytes: counts.reduce((sum, { bytes }) => sum + bytes, 0),
    parts: counts.reduce((sum, { parts }) => sum + parts, 0),
  };
}
