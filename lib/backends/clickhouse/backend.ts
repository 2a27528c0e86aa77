/** The store: OpenTelemetry's ClickHouse tables on an engine in this process, or on a server. */
import { createAsk } from '@/lib/backends/clickhouse/ask';
import { createDialect } from '@/lib/backends/clickhouse/dialect';
import { openIngest, type Ingest } from '@/lib/backends/clickhouse/ingest';
import { readLayout, type Layout } from '@/lib/backends/clickhouse/layout';
import { listMetrics } from '@/lib/backends/clickhouse/metrics-catalog';
import { MetricNames } from '@/lib/backends/clickhouse/metrics-names';
import { readExemplars } from '@/lib/backends/clickhouse/metrics-exemplars';
import { migrate, type SchemaSettings } from '@/lib/backends/clickhouse/migrate';
import { readLinksTo } from '@/lib/backends/clickhouse/read-links-to';
import { readLog } from '@/lib/backends/clickhouse/read-log';
import { readSpan, readSpans } from '@/lib/backends/clickhouse/read-span';
import { readStats } from '@/lib/backends/clickhouse/read-stats';
import { readTrace } from '@/lib/backends/clickhouse/read-trace';
import { presentRollups } from '@/lib/backends/clickhouse/rollup-cover';
import { createRunner } from '@/lib/backends/clickhouse/run';
import { readServiceMap } from '@/lib/backends/clickhouse/service-map';
import { CallsJob } from '@/lib/backends/clickhouse/service-map-job';
import { suggest } from '@/lib/backends/clickhouse/suggest';
import { openTail, type StoreTail } from '@/lib/backends/clickhouse/tail';
import type { Transport } from '@/lib/backends/clickhouse/transport';
import { openEmbedded, openingError, type EmbeddedSettings } from '@/lib/backends/clickhouse/transport-embedded';
import { openServer, type ServerSettings } from '@/lib/backends/clickhouse/transport-server';
import { BackendError, type Backend, type Capabilities } from '@/lib/model/backend';

export type ClickhouseSettings = (({ readonly mode: 'embedded' } & EmbeddedSettings) | ({ readonly mode: 'server' } & ServerSettings)) &
  SchemaSettings &
  StoreSettings;

export interface StoreSettings {
  /** Someone else's tables: read what is there, change and store nothing. Tables are made and brought up to date otherwise. */
  readonly foreign?: boolean;
  /** Other processes may write to the tables, too. */
  readonly shared?: boolean;
  /** Told of failures in work that nobody waits for. */
  readonly report?: (error: unknown) => void;
}

/** A backend that also takes telemetry in. */
export type ClickhouseBackend = Backend & { readonly ingest: Ingest };

const CAPABILITIES: Capabilities = {
  signals: ['spans', 'logs', 'exceptions', 'metrics'],
  kinds: ['series', 'table', 'rows', 'native'],
  measures: ['count', 'rate', 'ratio', 'sum', 'avg', 'min', 'max', 'last', 'distinct', 'increase', 'quantile', 'apdex', 'distribution'],
  filters: ['and', 'or', 'not', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'contains', 'matches', 'in', 'exists', 'search'],
  languages: ['sql'],
  ingest: true,
};

/** Opens the store and makes it ready: tables made or brought up to date. Throws BackendError, with a sentence for the operator. */
export async function openClickhouse(settings: ClickhouseSettings): Promise<ClickhouseBackend> {
  const transport = settings.mode === 'embedded' ? openEmbedded(settings) : openServer(settings);
  try {
    return await openOn(transport, { ...settings, shared: settings.mode === 'server' });
  } catch (error) {
    await transport.close();
    throw settings.mode === 'embedded' ? openingError(error, settings.folder) : error;
  }
}

/** The same over a transport that is open already; closing the backend closes it. */
export async function openOn(transport: Transport, settings: SchemaSettings & StoreSettings): Promise<ClickhouseBackend> {
  const { foreign = false } = settings;
  const layout = foreign ? await readLayout(transport, { signal: new AbortController().signal }) : await migrate(transport, settings);
  const dialect = createDialect(layout);
  const ingest = foreign ? undefined : await openIngest(transport, settings);
  const calls = new CallsJob(transport, layout, settings);
  if (!foreign) calls.start();
  const metricNames = new MetricNames(layout);
  const run = createRunner(transport, layout, settings.rollups === false ? [] : presentRollups(layout), metricNames);
  const { tenantKeys, shared = false } = settings;
  const tail = openTail({ tenantKeys, shared: shared || foreign }, run);
  return {
    id: 'clickhouse',
    capabilities: { ...CAPABILITIES, ingest: !foreign },
    run,
    trace: (traceId, ask, signal) => readTrace(transport, layout, traceId, ask, signal),
    span: (traceId, spanId, signal) => readSpan(transport, layout, traceId, spanId, signal),
    spans: (traceId, signal) => readSpans(transport, layout, traceId, signal),
    log: (ref, signal) => readLog(transport, layout, ref, signal),
    tail: (ask, signal) => tail.tail(ask, signal),
    suggest: (ask, signal) => suggest(transport, layout, ask, signal),
    metrics: (range, signal) => listMetrics(range, createAsk(transport, signal), layout),
    exemplars: (ask, signal) => readExemplars(ask, createAsk(transport, signal), dialect, layout),
    linksTo: (ref, range, signal) => readLinksTo(ref, range, createAsk(transport, signal), dialect),
    stats: (signal) => readStats(transport, signal),
    schema: (signal) => readSchema(transport, signal),
    ...(foreign
      ? {}
      : { serviceMap: (...[range, environments, signal]) => readServiceMap(transport, range, environments, calls.lag(range), signal) }),
    ingest: ingest ? noting(ingest, calls, tail, metricNames) : refuseIngest,
    check: async (signal) => {
      await transport.query('SELECT 1', {}, { signal });
    },
    close: async () => {
      tail.close();
      await calls.close();
      await transport.close();
    },
  };
}

/** Tells `tail` of what was stored, and `calls` and `metricNames` also of what may be: an insert that failed may have stored some of it. */
function noting(ingest: Ingest, calls: CallsJob, tail: StoreTail, metricNames: MetricNames): Ingest {
  return async (requests) => {
    try {
      await ingest(requests);
      tail.note(requests);
    } finally {
      calls.note(requests);
      if (requests.some(({ points }) => points.length > 0)) metricNames.forget();
    }
  };
}

function refuseIngest(): Promise<void> {
  return Promise.reject(new BackendError('unsupported', "This database is someone else's: Hearth only reads it."));
}

async function readSchema(transport: Transport, signal: AbortSignal): ReturnType<Backend['schema']> {
  const { tables }: Layout = await readLayout(transport, { signal });
  return [...tables].map(([table, columns]) => ({ table, columns: [...columns].map(([name, type]) => ({ name, type })) }));
}
