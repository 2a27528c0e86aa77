/** A process for tests to kill: `node --import tsx crash.testing.ts FOLDER` stores request after request and says so. */
import { openClickhouse } from '@/lib/backends/clickhouse/backend';
import { attribute, EVERY_METRIC, log, point, span } from '@/lib/backends/clickhouse/sample.testing';
import type { Nanos } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { DEFAULT_TENANT_KEYS } from '@/lib/model/semantics';
import type { IngestRequest } from '@/lib/model/telemetry';

export const SCHEMA = { retentionDays: { traces: 30, logs: 30, metrics: 30 }, tenantKeys: DEFAULT_TENANT_KEYS };

/** Rows of `crashRequest` in each table. */
export const CRASH_ROWS = { otel_traces: 200, otel_logs: 20, otel_metrics_gauge: 1, hearth_exceptions: 60 } as const;

/** One span in five raised an exception, and so did every log. */
const FAILED = 5;

/** Noon of yesterday, UTC: half of a request's spans start the day before. */
const NOON = (BigInt(Math.floor(Date.now() / 86_400_000)) * 86_400n - 43_200n) * 1_000_000_000n;
const DAY = 86_400_000_000_000n;

/** The request with number `n`: the same for the same number, in every process of the same day. */
export function crashRequest(n: number): IngestRequest {
  const traceId = n.toString(16).padStart(32, '0');
  const attributes = [attribute('n', String(n), 'int')];
  const exception = [attribute('exception.type', 'OSError')];
  return {
    id: 0xc4a5_0000_0000_0000n + BigInt(n),
    spans: Array.from({ length: CRASH_ROWS.otel_traces }, (_, index) => {
      const start = (NOON - (index % 2 === 0 ? 0n : DAY)) as Nanos;
      const events = index % FAILED === 0 ? [{ time: start, name: 'exception', attributes: exception }] : [];
      return span({ traceId, spanId: index.toString(16).padStart(16, '0'), attributes, start, events });
    }),
    pendingSpans: [],
    logs: Array.from({ length: CRASH_ROWS.otel_logs }, () =>
      log({ traceId, attributes: [...attributes, ...exception], time: NOON as Nanos }),
    ),
    points: EVERY_METRIC.slice(0, CRASH_ROWS.otel_metrics_gauge).map((data) => ({
      ...point(`crash.${String(n)}`, data),
      time: NOON as Nanos,
    })),
  };
}

async function main(folder: string): Promise<void> {
  const backend = await openClickhouse({ mode: 'embedded', folder, ...SCHEMA });
  for (let n = 0; ; n++) {
    await backend.ingest([crashRequest(n)]);
    process.stdout.write(`${String(n)}\n`);
  }
}

const folder = process.argv[2];
if (process.argv[1]?.endsWith('crash.testing.ts') && folder !== undefined) {
  main(folder).catch((error: unknown) => {
    process.stdout.write(error instanceof BackendError ? `${error.fault}: ${error.message}\n` : `${String(error)}\n`);
    process.exitCode = 1;
  });
}
