/** Which spans link to a span. A span tells what it links to; who looks the other way must ask. */
import type { Ask } from '@/lib/backends/clickhouse/ask';
import { spanRow, type Cells } from '@/lib/backends/clickhouse/run-rows-cells';
import type { TimeRange } from '@/lib/base/time';
import type { SpanRow } from '@/lib/model/answer';
import type { Dialect } from '@/lib/sql/dialect';
import { COMMA, identifier, join, sql } from '@/lib/sql/sql';

const SPANS = { signal: 'spans' } as const;

/** The newest are enough to see what kind they are. */
const MOST = 100;

/**
 * Spans of `range` that link to the span, newest first, at most 100. The lists of links are read for the whole range: nearly all of
 * them are empty, and so they are little. Throws BackendError.
 */
export async function readLinksTo(
  { traceId, spanId }: { readonly traceId: string; readonly spanId: string },
  range: TimeRange,
  ask: Ask,
  dialect: Dialect,
): Promise<SpanRow[]> {
  const columns = dialect.row(SPANS);
  const select = join(
    columns.map(({ name, value }) => sql`${value} AS ${identifier(name)}`),
    COMMA,
  );
  const rows = await ask(sql`SELECT ${select} FROM ${dialect.table(SPANS)}
WHERE ${dialect.within(SPANS, range.from, range.to)} AND has(Links.SpanId, ${spanId})
  AND arrayExists((trace, span) -> trace = ${traceId} AND span = ${spanId}, Links.TraceId, Links.SpanId)
ORDER BY Timestamp DESC LIMIT ${BigInt(MOST)}`);
  return rows.map((row) => spanRow(new Map(columns.map(({ name }, index) => [name, row[index]])) as Cells));
}
