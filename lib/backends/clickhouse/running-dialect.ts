/** Spans that have begun and not ended, as a dialect: they are asked what spans are asked. */
import { PENDING } from '@/lib/backends/clickhouse/ddl-records';
import { createDialect, withinTime } from '@/lib/backends/clickhouse/dialect';
import { boolean, MISSING } from '@/lib/backends/clickhouse/fields';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { millis, SECOND } from '@/lib/base/time';
import type { Dialect } from '@/lib/sql/dialect';
import { sql, type Sql } from '@/lib/sql/sql';

/**
 * Whether a beginning's span has not ended. `beginnings`: conditions on the beginnings that matter; `ended`: on the spans among which
 * their ends are. The hashes only leave out spans that are none of them, so that the set of ids is as small as the beginnings are few.
 */
export function notEnded(beginnings: Sql, ended: Sql): Sql {
  return sql`(TraceId, SpanId) NOT IN (SELECT TraceId, SpanId FROM otel_traces WHERE ${ended} AND cityHash64(TraceId, SpanId) IN (SELECT cityHash64(TraceId, SpanId) FROM hearth_pending_spans WHERE ${beginnings}))`;
}

/**
 * The dialect over the beginnings of spans; undefined where the database keeps none. What a filter leaves out of the spans that
 * ended does not come back as running: `alone` looks for the end among all spans.
 */
export function createRunningDialect(layout: Layout): Dialect | undefined {
  if (!layout.tables.has(PENDING)) return undefined;
  const spans = createDialect(layout, PENDING);
  return {
    ...spans,
    field: (source, field) => {
      if (field.in === 'record' && field.name === 'running') return boolean(sql`true`);
      // nobody knows yet
      if (field.in === 'record' && field.name === 'duration') return { ...MISSING, kind: 'number' };
      return spans.field(source, field);
    },
    row: (source) => spans.row(source).map((column) => (column.name === 'duration' ? { ...column, value: sql`'-1'` } : column)),
    // a span begins when its beginning says; a second for senders that round
    alone: (conditions, from, to) => notEnded(conditions, withinTime(sql`Timestamp`, millis(from - SECOND), millis(to + SECOND))),
  };
}
