/** Telemetry for tests: one of everything, with every type of attribute. */
import type { Nanos } from '@/lib/base/time';
import type { Attribute, AttributeType } from '@/lib/model/attribute';
import type { IngestRequest, LogRecord, MetricData, MetricPoint, Resource, Scope, Span } from '@/lib/model/telemetry';

/** An hour ago, to the nanosecond: it ends in 001. */
export const START = (BigInt(Math.floor(Date.now() / 1000) - 3_600) * 1_000_000_000n + 123_456_001n) as Nanos;

export function at(offset: bigint): Nanos {
  return (START + offset) as Nanos;
}

export function attribute(key: string, text: string, type: AttributeType = 'string'): Attribute {
  return { key, type, text };
}

/** Every type, and what is hard about each. */
export const EVERY_TYPE: readonly Attribute[] = [
  attribute('text', `it's "quoted" \\ \n\t € 💩 <b>\u001b[31m`),
  attribute('10', 'a key that looks like a number'),
  attribute('int', '-9223372036854775808', 'int'),
  attribute('double', '0.1', 'double'),
  attribute('bool', 'true', 'bool'),
  attribute('bytes', 'AP8=', 'bytes'),
  attribute('array', '[1,"two",[true]]', 'array'),
  attribute('map', '{"a":{"b":[1.5]}}', 'map'),
  attribute('empty', '', 'empty'),
  attribute('__proto__', 'polluted'),
];

const RESOURCE: Resource = {
  attributes: [
    attribute('service.name', 'checkout'),
    attribute('deployment.environment.name', 'staging'),
    attribute('process.pid', '42', 'int'),
  ],
  schemaUrl: 'https://opentelemetry.io/schemas/1.30.0',
};

export const SCOPE: Scope = { name: 'test-scope', version: '1.2.3', attributes: [attribute('scope.key', 'yes', 'bool')], schemaUrl: '' };

export const TRACE = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1';

export function span(values: Partial<Span>): Span {
  return {
    resource: RESOURCE,
    scope: SCOPE,
    traceId: TRACE,
    spanId: '0000000000000001',
    parentSpanId: '',
    traceState: '',
    flags: 0,
    name: 'GET /orders',
    kind: 'Server',
    start: START,
    duration: 1_500_000n as Nanos,
    statusCode: 'Unset',
    statusMessage: '',
    attributes: [],
    events: [],
    links: [],
    message: '',
    level: 9,
    tags: [],
    ...values,
  };
}

export function log(values: Partial<LogRecord>): LogRecord {
  return {
    resource: RESOURCE,
    scope: SCOPE,
    time: START,
    traceId: TRACE,
    spanId: '0000000000000001',
    flags: 1,
    severity: 17,
    severityText: 'ERROR',
    body: { type: 'string', text: 'it broke' },
    eventName: '',
    attributes: [],
    tags: [],
    ...values,
  };
}

export function point(name: string, data: MetricData): MetricPoint {
  return {
    resource: RESOURCE,
    scope: SCOPE,
    name,
    description: 'a metric',
    unit: '1',
    attributes: [attribute('queue', 'default')],
    start: START,
    time: at(10_000_000_000n),
    flags: 0,
    exemplars: [],
    data,
  };
}

const buckets = { offset: -2, counts: [1n, 0n, 2n] };

/** One of each type of metric. */
export const EVERY_METRIC: readonly MetricData[] = [
  { type: 'gauge', value: 1.5 },
  { type: 'sum', value: 7, temporality: 2, monotonic: true },
  { type: 'histogram', count: 3n, sum: 6.5, min: 0.5, max: 4, bounds: [1, 5], counts: [1n, 2n, 0n], temporality: 1 },
  {
    type: 'exponentialHistogram',
    count: 4n,
    sum: 9,
    min: undefined,
    max: undefined,
    scale: 3,
    zeroCount: 1n,
    zeroThreshold: 0.25,
    positive: buckets,
    negative: { offset: 0, counts: [] },
    temporality: 2,
  },
  { type: 'summary', count: 5n, sum: 10, quantiles: [{ quantile: 0.99, value: 4.5 }] },
];

let requests = 0n;

/** A request with an id of its own. */
export function request(values: Partial<IngestRequest>): IngestRequest {
  requests++;
  return { id: 0xfeed_0000_0000_0000n + requests, spans: [], pendingSpans: [], logs: [], points: [], ...values };
}
