/** What Hearth tells of itself: metrics in its own store, four times a minute, for the dashboard on infrastructure. */
import { randomBytes } from 'node:crypto';
import { millis, nanosFromMillis, nowMillis, SECOND, type Millis, type Nanos } from '@/lib/base/time';
import type { Attribute } from '@/lib/model/attribute';
import type { Status } from '@/lib/model/api';
import type { StoreStats } from '@/lib/model/backend';
import { OWN_METRICS } from '@/lib/model/own-metrics';
import type { IngestRequest, MetricData, MetricPoint, Resource, Scope } from '@/lib/model/telemetry';

/** Once in each step of a chart over the last half hour. */
const INTERVAL = millis(15 * SECOND);

/** A figure of now, beside those of the ingest and the store. */
export interface OwnGauge {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly value: number;
  readonly attributes: Readonly<Record<string, string>>;
}

type Ingest = (requests: readonly IngestRequest[]) => Promise<void>;

export interface OwnMetricsOptions {
  /** The way into the store. */
  readonly ingest: Ingest;
  readonly readIngest: () => Status['ingest'];
  readonly readStore: () => Promise<StoreStats>;
  /** What else there is to tell of now. */
  readonly readMore?: () => readonly OwnGauge[];
  /** Hears of what could not be read or written. */
  readonly report: (error: unknown) => void;
  readonly version: string;
  readonly now?: () => Millis;
}

export interface OwnMetrics {
  /** The way into the store for senders: counts what is stored. */
  readonly ingest: Ingest;
  /** Writes the figures of now. Nothing while the store is empty: it is others' records that a new Hearth waits for. Never rejects. */
  write(): Promise<void>;
  /** Writes no more; resolves when the last write is over. */
  close(): Promise<void>;
}

const text = (key: string, value: string): Attribute => ({ key, type: 'string', text: value });

/** Counts from now on, and writes every 15 s until it is closed. */
export function startOwnMetrics(options: OwnMetricsOptions): OwnMetrics {
  const { ingest, readStore, report, version, now = nowMillis } = options;
  const start = nanosFromMillis(now());
  const stored = { spans: 0, logs: 0, metrics: 0 };
  // of its own for each process: behind one store there can be several, and each counts from zero
  const instance = randomBytes(8).toString('hex');
  const resource: Resource = {
    attributes: [text('service.name', 'hearth'), text('service.version', version), text('service.instance.id', instance)],
    schemaUrl: '',
  };
  let writing = Promise.resolve();

  const write = async () => {
    const store = await readStore();
    if (store.spans + store.logs + store.points === 0) return;
    const at = { resource, start, time: nanosFromMillis(now()) };
    const points = pointsOf(at, stored, options.readIngest(), store, options.readMore?.() ?? []);
    await ingest([{ id: randomBytes(8).readBigUInt64BE(), spans: [], pendingSpans: [], logs: [], points }]);
  };
  const next = () => (writing = writing.then(write).catch(report));
  const timer = setInterval(() => void next(), INTERVAL);
  timer.unref();
  return {
    async ingest(requests) {
      await ingest(requests);
      for (const { spans, logs, points } of requests) {
        stored.spans += spans.length;
        stored.logs += logs.length;
        stored.metrics += points.length;
      }
    },
    write: next,
    async close() {
      clearInterval(timer);
      await writing;
    },
  };
}

const SCOPE: Scope = { name: 'hearth', version: '', attributes: [], schemaUrl: '' };
const gauge = (value: number): MetricData => ({ type: 'gauge', value });
const total = (value: number): MetricData => ({ type: 'sum', value, temporality: 2, monotonic: true });

interface At {
  readonly resource: Resource;
  readonly start: Nanos;
  readonly time: Nanos;
}

function pointsOf(
  at: At,
  stored: Readonly<Record<'spans' | 'logs' | 'metrics', number>>,
  { lagMillis, rejected }: Status['ingest'],
  { bytes, parts }: StoreStats,
  more: readonly OwnGauge[],
): MetricPoint[] {
  const point = (
    name: string,
    unit: string,
    description: string,
    data: MetricData,
    attributes: readonly Attribute[] = [],
  ): MetricPoint => ({
    ...at,
    scope: SCOPE,
    name,
    unit,
    description,
    attributes,
    flags: 0,
    exemplars: [],
    data,
  });
  return [
    ...Object.entries(stored).map(([signal, count]) =>
      point(OWN_METRICS.records, '{record}', 'Records stored', total(count), [text('signal', signal)]),
    ),
    point(OWN_METRICS.rejected, '{record}', 'Records refused', total(rejected)),
    point(OWN_METRICS.lag, 'ms', 'Median time from arrival to acknowledgement over a minute', gauge(lagMillis)),
    point(OWN_METRICS.bytes, 'By', 'Telemetry on disk', gauge(bytes)),
    ...(parts === undefined ? [] : [point(OWN_METRICS.parts, '{part}', 'Parts of the tables', gauge(parts))]),
    ...more.map(({ name, unit, description, value, attributes }) =>
      point(
        name,
        unit,
        description,
        gauge(value),
        Object.entries(attributes).map(([key, each]) => text(key, each)),
      ),
    ),
  ];
}
