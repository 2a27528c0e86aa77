/** The real OpenTelemetry SDK for Node against the real servers. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { SeverityNumber } from '@opentelemetry/api-logs';
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { OTLPTraceExporter as GrpcTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { OTLPTraceExporter as JsonTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { logs, metrics, resources, tracing } from '@opentelemetry/sdk-node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nowMillis } from '@/lib/base/time';
import type { IngestRequest } from '@/lib/model/telemetry';
import { startGrpc, type GrpcServer } from '@/lib/otlp/grpc';
import { createOtlpHandler } from '@/lib/otlp/http';
import { createReceiver } from '@/lib/otlp/receive';

const stored: IngestRequest[] = [];
const receiver = createReceiver({
  ingest: async (requests) => void stored.push(...requests),
  report: (error) => {
    throw error;
  },
  retentionDays: { traces: 30, logs: 30, metrics: 30 },
});
const handler = createOtlpHandler({ receiver, info: { projectName: 'hearth', projectUrl: 'http://localhost:3000' } });
const http = createServer((request, response) => void handler(request, response));
let grpc: GrpcServer;
let url: string;

beforeAll(async () => {
  await once(http.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  grpc = await startGrpc({ host: '127.0.0.1', port: 0, receiver });
});
afterAll(async () => {
  http.closeAllConnections();
  http.close();
  await grpc.close();
});
beforeEach(() => void stored.splice(0));

const resource = resources.resourceFromAttributes({ 'service.name': 'sdk-test', 'process.pid': 42 });

describe('the SDK', () => {
  it.each<[string, () => tracing.SpanExporter]>([
    ['http/protobuf', () => new ProtoTraceExporter({ url: `${url}/v1/traces` })],
    ['http/protobuf with gzip', () => new ProtoTraceExporter({ url: `${url}/v1/traces`, compression: 'gzip' as never })],
    ['http/json', () => new JsonTraceExporter({ url: `${url}/v1/traces` })],
    ['grpc', () => new GrpcTraceExporter({ url: `http://127.0.0.1:${grpc.port}` })],
  ])('sends spans over %s', async (_protocol, createExporter) => {
    const before = nowMillis();
    const provider = new tracing.BasicTracerProvider({ resource, spanProcessors: [new tracing.BatchSpanProcessor(createExporter())] });
    const tracer = provider.getTracer('lib', '1.2.3');
    const root = tracer.startSpan('GET /api', {
      kind: SpanKind.SERVER,
      attributes: { 'http.response.status_code': 200, ok: true, ratio: 0.5, list: ['a', 'b'] },
    });
    const child = tracer.startSpan(
      'query',
      { kind: SpanKind.CLIENT, links: [{ context: root.spanContext() }] },
      trace.setSpan(context.active(), root),
    );
    child.recordException(new TypeError('broken'));
    child.setStatus({ code: SpanStatusCode.ERROR, message: 'broken' });
    child.end();
    root.end();
    await provider.shutdown();

    const spans = stored.flatMap((request) => request.spans);
    const { traceId, spanId } = root.spanContext();
    expect(spans).toHaveLength(2);
    expect(spans.find(({ name }) => name === 'GET /api')).toMatchObject({
      traceId,
      spanId,
      parentSpanId: '',
      kind: 'Server',
      statusCode: 'Unset',
      level: 9,
      scope: { name: 'lib', version: '1.2.3' },
      attributes: [
        { key: 'http.response.status_code', type: 'int', text: '200' },
        { key: 'ok', type: 'bool', text: 'true' },
        { key: 'ratio', type: 'double', text: '0.5' },
        { key: 'list', type: 'array', text: '["a","b"]' },
      ],
      resource: {
        attributes: [
          { key: 'service.name', type: 'string', text: 'sdk-test' },
          { key: 'process.pid', type: 'int', text: '42' },
        ],
      },
    });
    const query = spans.find(({ name }) => name === 'query');
    expect(query).toMatchObject({ traceId, parentSpanId: spanId, kind: 'Client', statusCode: 'Error', statusMessage: 'broken', level: 17 });
    expect(query?.links).toMatchObject([{ traceId, spanId }]);
    expect(query?.events).toMatchObject([{ name: 'exception' }]);
    expect(query?.events[0]?.attributes).toContainEqual({ key: 'exception.type', type: 'string', text: 'TypeError' });
    expect(Number((query?.start ?? 0n) / 1_000_000n)).toBeGreaterThanOrEqual(before);
  });

  it('sends logs', async () => {
    const processor = new logs.BatchLogRecordProcessor({ exporter: new OTLPLogExporter({ url: `${url}/v1/logs` }) } as never);
    const provider = new logs.LoggerProvider({ resource, processors: [processor] });
    const body = { user: 'Ada', count: 2, parts: [1.5, null] };
    provider
      .getLogger('lib')
      .emit({ severityNumber: SeverityNumber.WARN, severityText: 'WARN', body, eventName: 'quota.exceeded', attributes: { k: 'v' } });
    await provider.shutdown();
    expect(stored.flatMap((request) => request.logs)).toMatchObject([
      {
        severity: 13,
        severityText: 'WARN',
        body: { type: 'map', text: '{"count":2,"parts":[1.5,null],"user":"Ada"}' },
        eventName: 'quota.exceeded',
        attributes: [{ key: 'k', type: 'string', text: 'v' }],
      },
    ]);
  });

  it('sends metrics of every kind', async () => {
    const reader = new metrics.PeriodicExportingMetricReader({
      exporter: new OTLPMetricExporter({ url: `${url}/v1/metrics` }),
      exportIntervalMillis: 3_600_000,
      exportTimeoutMillis: 3_599_999,
    });
    const provider = new metrics.MeterProvider({
      resource,
      readers: [reader],
      views: [{ instrumentName: 'exponential', aggregation: { type: metrics.AggregationType.EXPONENTIAL_HISTOGRAM } }],
    });
    const meter = provider.getMeter('lib');
    meter.createCounter('counter', { unit: '1' }).add(3, { k: 'v' });
    meter.createUpDownCounter('updown').add(-2);
    meter.createGauge('gauge').record(0.5);
    meter.createHistogram('explicit', { advice: { explicitBucketBoundaries: [1, 5] } }).record(4);
    const exponential = meter.createHistogram('exponential');
    for (const value of [1, 2, 4]) exponential.record(value);
    await provider.shutdown();
    const points = new Map(stored.flatMap((request) => request.points).map((point) => [point.name, point]));
    expect(points.get('counter')).toMatchObject({
      unit: '1',
      attributes: [{ key: 'k', type: 'string', text: 'v' }],
      data: { type: 'sum', value: 3, temporality: 2, monotonic: true },
    });
    expect(points.get('updown')?.data).toEqual({ type: 'sum', value: -2, temporality: 2, monotonic: false });
    expect(points.get('gauge')?.data).toEqual({ type: 'gauge', value: 0.5 });
    expect(points.get('explicit')?.data).toEqual({
      type: 'histogram',
      count: 1n,
      sum: 4,
      min: 4,
      max: 4,
      bounds: [1, 5],
      counts: [0n, 1n, 0n],
      temporality: 2,
    });
    const data = points.get('exponential')?.data;
    if (data?.type !== 'exponentialHistogram') throw new Error('It is no exponential histogram.');
    expect(data).toMatchObject({ count: 3n, sum: 7, min: 1, max: 4, zeroCount: 0n });
    expect(data.positive.counts.reduce((sum, count) => sum + count, 0n)).toBe(3n);
  });
});
