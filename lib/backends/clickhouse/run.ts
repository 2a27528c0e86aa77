/** Runs queries on the engine: SQL out, answers back. */
import { createAsk, type Ask } from '@/lib/backends/clickhouse/ask';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import type { Rollup } from '@/lib/backends/clickhouse/rollup-list';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { recordHoursFor } from '@/lib/backends/clickhouse/record-hours-cover';
import { createRecordHoursDialect } from '@/lib/backends/clickhouse/record-hours-dialect';
import { coverOf } from '@/lib/backends/clickhouse/rollup-cover';
import { createRollupDialect } from '@/lib/backends/clickhouse/rollup-dialect';
import { createLookUp } from '@/lib/backends/clickhouse/metrics-kind';
import { MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import { runMetrics } from '@/lib/backends/clickhouse/metrics-run';
import { runNative } from '@/lib/backends/clickhouse/run-native';
import { narrowToSlowest } from '@/lib/backends/clickhouse/rollup-slowest';
import { runSeries, runTable } from '@/lib/backends/clickhouse/run-records';
import { runRows } from '@/lib/backends/clickhouse/run-rows';
import { runSliding } from '@/lib/backends/clickhouse/run-sliding';
import { inWholeDays } from '@/lib/backends/clickhouse/whole-days';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { Answer } from '@/lib/model/answer';
import type { Query, RowsSpec, SeriesSpec, TableSpec } from '@/lib/model/query';
import { slidingOf } from '@/lib/query/sliding';
import type { Dialect } from '@/lib/sql/dialect';

/**
 * The function that answers queries from the database behind `transport`, whose tables are `layout`: from one of `rollups` where
 * one covers the question, else from the records. It throws BackendError.
 */
export function createRunner(
  transport: Transport,
  layout: Layout,
  rollups: readonly Rollup[],
  metricNames = new MetricNames(layout),
): (query: Query, signal: AbortSignal) => Promise<Answer> {
  const dialect = createDialect(layout);
  const lookUp = createLookUp(layout, metricNames);
  /** `asked`: all that is read for it. */
  async function fromRollup(asked: Query<SeriesSpec | TableSpec>, run: (from: Dialect) => Promise<Answer>): Promise<Answer> {
    const byHour = rollups.length > 0 ? recordHoursFor(asked, layout) : undefined;
    if (byHour) return { ...(await run(createRecordHoursDialect(byHour, asked, layout))), rollup: byHour.hours.name };
    const cover = coverOf(asked, rollups);
    if (!cover) return run(dialect);
    return { ...(await run(createRollupDialect(cover, asked.frame.range, layout))), rollup: (cover.middle ?? cover).rollup.name };
  }
  function runRecords(query: Query<SeriesSpec>, ask: Ask): Promise<Answer> {
    const sliding = slidingOf(query.frame);
    if (!sliding) return fromRollup(query, (from) => runSeries(query, ask, from));
    return fromRollup({ ...query, frame: { ...query.frame, range: sliding.range } }, (from) => runSliding(query, sliding, ask, from));
  }
  /** A page of records; of the longest spans, it is read from few where a roll-up tells which. */
  async function runPage(query: Query<RowsSpec>, ask: Ask): Promise<Answer> {
    const few = await narrowToSlowest(query, rollups, ask, layout, dialect);
    const page = few && (await runRows(query, ask, few, layout));
    // spans of which only the roll-up still tells leave a page short
    return page?.kind === 'rows' && page.next !== undefined ? page : runRows(query, ask, dialect, layout);
  }
  return async ({ spec, frame }, signal) => {
    const ask = createAsk(transport, signal);
    switch (spec.kind) {
      case 'native':
        return runNative({ spec, frame }, transport, signal);
      case 'rows':
        return runPage({ spec, frame }, ask);
      case 'table':
        if (spec.source.signal === 'metrics') return runMetrics({ spec, frame }, ask, dialect, layout, lookUp, rollups.length > 0);
        return fromRollup({ spec, frame }, (from) => runTable({ spec, frame }, ask, inWholeDays({ spec, frame }, from, layout)));
      case 'series':
        if (spec.source.signal === 'metrics') return runMetrics({ spec, frame }, ask, dialect, layout, lookUp, rollups.length > 0);
        return runRecords({ spec, frame }, ask);
    }
  };
}
