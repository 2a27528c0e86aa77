/** Runs queries on the engine: SQL out, answers back. */
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { runMetrics } from '@/lib/backends/clickhouse/metrics-run';
import { runNative } from '@/lib/backends/clickhouse/run-native';
import { runSeries, runTable } from '@/lib/backends/clickhouse/run-records';
import { runRows } from '@/lib/backends/clickhouse/run-rows';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import type { Answer } from '@/lib/model/answer';
import type { Query } from '@/lib/model/query';

/** The function that answers queries from the database behind `transport`, whose tables are `layout`. It throws BackendError. */
export function createRunner(transport: Transport, layout: Layout): (query: Query, signal: AbortSignal) => Promise<Answer> {
  const dialect = createDialect(layout);
  return async ({ spec, frame }, signal) => {
    const ask = createAsk(transport, signal);
    switch (spec.kind) {
      case 'native':
        return runNative({ spec, frame }, transport, signal);
      case 'rows':
        return runRows({ spec, frame }, ask, dialect, layout);
      case 'table':
        if (spec.source.signal === 'metrics') return runMetrics({ spec, frame }, ask, dialect, layout);
        return runTable({ spec, frame }, ask, dialect);
      case 'series':
        if (spec.source.signal === 'metrics') return runMetrics({ spec, frame }, ask, dialect, layout);
        return runSeries({ spec, frame }, ask, dialect);
    }
  };
}
