/** Telemetry of which a test knows every figure, sent as OTLP/JSON. Times are seconds from a start that the test chooses. */
import { createHash } from 'node:crypto';

type Attributes = Readonly<Record<string, string | number | boolean>>;

interface Origin {
  readonly service?: string;
  readonly version?: string;
  /** Of the resource, beside the two. */
  readonly resource?: Attributes;
}

export interface KnownSpan extends Origin {
  readonly name: string;
  readonly at: number;
  readonly millis: number;
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** A word for its trace; spans with the same word are in one. Alone in a trace of its own when absent. */
  readonly trace?: string;
  /** The words of the span itself and of its parent within the trace. */
  readonly id?: string;
  readonly parent?: string;
  readonly failed?: boolean;
  readonly exception?: { readonly type: string; readonly message: string };
  readonly attributes?: Attributes;
}

export interface KnownLog extends Origin {
  readonly at: number;
  readonly body: string;
  readonly severity: 9 | 13 | 17;
  readonly event?: string;
  /** The words of the trace and of the span that it was written in. */
  readonly trace?: string;
  readonly span?: string;
  readonly attributes?: Attributes;
}

/** Points of one metric of one service: a gauge's values, or what a delta counter or histogram had in the ten seconds before. */
export type KnownMetric = Origin & { readonly name: string; readonly unit?: string } & (
    | { readonly kind: 'gauge' | 'counter'; readonly points: readonly (readonly [at: number, value: number, attributes?: Attributes])[] }
    | {
        readonly kind: 'histogram';
        readonly bounds: readonly number[];
        readonly points: readonly (readonly [at: number, counts: readonly number[], sum: number, attributes?: Attributes])[];
      }
  );

export interface Known {
  readonly spans?: readonly KnownSpan[];
  readonly logs?: readonly KnownLog[];
  readonly metrics?: readonly KnownMetric[];
}

const KINDS = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const;
const DELTA = 1;
/** How long before its point a delta begins, in s: less than any chart's step here, so that it is not spread over two. */
const DELTA_SECONDS = 10;

/** The id, as hex, that the word `of` stands for. */
export function idOf(of: string, bytes: 8 | 16): string {
  return createHash('sha256')
    .update(of)
    .digest('hex')
    .slice(0, bytes * 2);
}

function attributesOf(attributes: Attributes = {}) {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }));
}

function anyValue(value: string | number | boolean) {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

function resourceOf({ service, version, resource }: Origin) {
  return {
    attributes: attributesOf({
      ...(service === undefined ? {} : { 'service.name': service }),
      ...(version === undefined ? {} : { 'service.version': version }),
      ...resource,
    }),
  };
}

/** Sends all of `known` to `endpoint` (OTLP/HTTP base URL), `start` being its second 0, in ms. Throws unless every record is taken. */
export async function sendKnown(endpoint: string, start: number, { spans = [], logs = [], metrics = [] }: Known): Promise<void> {
  const nanos = (at: number) => String(BigInt(Math.round((start + at * 1_000) * 1_000)) * 1_000n);
  const resourceSpans = spans.map((span, index) => {
    const trace = span.trace ?? `${start} ${index}`;
    const id = (word: string) => idOf(`${trace}/${word}`, 8);
    const end = nanos(span.at + span.millis / 1_000);
    const exception = span.exception && {
      name: 'exception',
      timeUnixNano: end,
      attributes: attributesOf({ 'exception.type': span.exception.type, 'exception.message': span.exception.message }),
    };
    const sent = {
      traceId: idOf(trace, 16),
      spanId: id(span.id ?? `span ${index}`),
      ...(span.parent === undefined ? {} : { parentSpanId: id(span.parent) }),
      name: span.name,
      kind: KINDS[span.kind ?? 'internal'],
      startTimeUnixNano: nanos(span.at),
      endTimeUnixNano: end,
      attributes: attributesOf(span.attributes),
      events: exception ? [exception] : [],
      status: span.failed || exception ? { code: 2 } : {},
    };
    return { resource: resourceOf(span), scopeSpans: [{ spans: [sent] }] };
  });
  const resourceLogs = logs.map((log) => {
    const sent = {
      timeUnixNano: nanos(log.at),
      severityNumber: log.severity,
      body: { stringValue: log.body },
      attributes: attributesOf(log.attributes),
      ...(log.event === undefined ? {} : { eventName: log.event }),
      ...(log.trace === undefined ? {} : { traceId: idOf(log.trace, 16) }),
      ...(log.trace === undefined || log.span === undefined ? {} : { spanId: idOf(`${log.trace}/${log.span}`, 8) }),
    };
    return { resource: resourceOf(log), scopeLogs: [{ logRecords: [sent] }] };
  });
  const resourceMetrics = metrics.map((metric) => ({
    resource: resourceOf(metric),
    scopeMetrics: [{ metrics: [{ name: metric.name, unit: metric.unit ?? '', ...dataOf(metric, nanos) }] }],
  }));
  await post(`${endpoint}/v1/traces`, { resourceSpans });
  await post(`${endpoint}/v1/logs`, { resourceLogs });
  await post(`${endpoint}/v1/metrics`, { resourceMetrics });
}

function dataOf(metric: KnownMetric, nanos: (at: number) => string) {
  const times = (at: number, attributes?: Attributes) => ({
    startTimeUnixNano: nanos(at - DELTA_SECONDS),
    timeUnixNano: nanos(at),
    attributes: attributesOf(attributes),
  });
  if (metric.kind === 'histogram') {
    const dataPoints = metric.points.map(([at, counts, sum, attributes]) => ({
      ...times(at, attributes),
      count: String(counts.reduce((all, one) => all + one, 0)),
      sum,
      bucketCounts: counts.map(String),
      explicitBounds: metric.bounds,
    }));
    return { histogram: { aggregationTemporality: DELTA, dataPoints } };
  }
  const dataPoints = metric.points.map(([at, value, attributes]) => ({ ...times(at, attributes), asDouble: value }));
  if (metric.kind === 'gauge') return { gauge: { dataPoints } };
  return { sum: { aggregationTemporality: DELTA, isMonotonic: true, dataPoints } };
}

async function post(url: string, body: object): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const reply = (await response.json()) as { partialSuccess?: { errorMessage?: string } };
  const refused = reply.partialSuccess?.errorMessage ?? '';
  if (!response.ok || refused !== '') throw new Error(`${url}: ${response.status} ${JSON.stringify(reply)}`);
}

/** `count` times the same thing, a millisecond apart. */
export function times<T extends { readonly at: number }>(count: number, one: T): T[] {
  return Array.from({ length: count }, (_, index) => ({ ...one, at: one.at + index / 1_000 }));
}
