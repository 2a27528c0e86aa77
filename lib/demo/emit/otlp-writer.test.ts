import protobuf from 'protobufjs';
import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { OtlpWriter } from '@/lib/demo/emit/otlp-writer';
import type { Resource, Scope } from '@/lib/demo/fleet';
import type { Instrument, MetricSample, Point } from '@/lib/demo/metrics/instrument';
import type { PlayedLog, PlayedSpan } from '@/lib/demo/shape';

// The messages of opentelemetry-proto (Apache-2.0) that the demo sends, field by field as published, read by protobufjs.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message ExportTraceServiceRequest { repeated ResourceSpans resource_spans = 1; }
  message ExportLogsServiceRequest { repeated ResourceLogs resource_logs = 1; }
  message ExportMetricsServiceRequest { repeated ResourceMetrics resource_metrics = 1; }
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; ArrayValue array_value = 5; } }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message InstrumentationScope { string name = 1; string version = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message ScopeSpans { InstrumentationScope scope = 1; repeated Span spans = 2; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; fixed32 flags = 16; string name = 5; int32 kind = 6;
    fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
    repeated Event events = 11; repeated Link links = 13; Status status = 15;
    message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
    message Link { bytes trace_id = 1; bytes span_id = 2; repeated KeyValue attributes = 4; }
  }
  message Status { string message = 2; int32 code = 3; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message ScopeLogs { InstrumentationScope scope = 1; repeated LogRecord log_records = 2; }
  message LogRecord {
    fixed64 time_unix_nano = 1; fixed64 observed_time_unix_nano = 11; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5;
    repeated KeyValue attributes = 6; fixed32 flags = 8; bytes trace_id = 9; bytes span_id = 10; string event_name = 12;
  }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; }
  message ScopeMetrics { InstrumentationScope scope = 1; repeated Metric metrics = 2; }
  message Metric {
    string name = 1; string description = 2; string unit = 3;
    oneof data { Gauge gauge = 5; Sum sum = 7; Histogram histogram = 9; ExponentialHistogram exponential_histogram = 10; }
  }
  message Gauge { repeated NumberDataPoint data_points = 1; }
  message Sum { repeated NumberDataPoint data_points = 1; int32 aggregation_temporality = 2; bool is_monotonic = 3; }
  message Histogram { repeated HistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
  message ExponentialHistogram { repeated ExponentialHistogramDataPoint data_points = 1; int32 aggregation_temporality = 2; }
  message NumberDataPoint {
    repeated KeyValue attributes = 7; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3;
    oneof value { double as_double = 4; sfixed64 as_int = 6; }
  }
  message HistogramDataPoint {
    repeated KeyValue attributes = 9; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5;
    repeated fixed64 bucket_counts = 6; repeated double explicit_bounds = 7; repeated Exemplar exemplars = 8; optional double min = 11; optional double max = 12;
  }
  message ExponentialHistogramDataPoint {
    repeated KeyValue attributes = 1; fixed64 start_time_unix_nano = 2; fixed64 time_unix_nano = 3; fixed64 count = 4; optional double sum = 5;
    sint32 scale = 6; fixed64 zero_count = 7; Buckets positive = 8; repeated Exemplar exemplars = 11; optional double min = 12; optional double max = 13;
    message Buckets { sint32 offset = 1; repeated uint64 bucket_counts = 2; }
  }
  message Exemplar { fixed64 time_unix_nano = 2; oneof value { double as_double = 3; sfixed64 as_int = 6; } bytes span_id = 4; bytes trace_id = 5; }
`);

function decode(type: string, bytes: Uint8Array): Record<string, unknown> {
  const message = root.lookupType(type);
  return message.toObject(message.decode(bytes), { longs: String, bytes: String });
}

const START = millis(1_748_736_000_000);
const resource: Resource = { id: 'r', attributes: { 'service.name': 'r' } };
const scope: Scope = { name: 's', version: '1' };
const traceId = Uint8Array.from({ length: 16 }, (_, index) => index + 1);
const spanId = Uint8Array.from({ length: 8 }, (_, index) => index + 0xa0);
// As base64, which is how protobufjs prints bytes.
const TRACE = Buffer.from('0102030405060708090a0b0c0d0e0f10', 'hex').toString('base64');
const SPAN = Buffer.from('a0a1a2a3a4a5a6a7', 'hex').toString('base64');
const text = (key: string, stringValue: string): object => ({ key, value: { stringValue } });

const span: PlayedSpan = {
  host: 'fra-web-1',
  resource,
  scope,
  traceId,
  spanId,
  parentSpanId: spanId,
  flags: 0x301,
  name: 'GET /ü',
  kind: 'Server',
  from: 1.5,
  to: 2_000.001,
  attributes: { text: 'a', whole: -7, part: 0.5, yes: true, list: ['x', 'y'] },
  events: [
    { at: 2, name: 'first', attributes: {} },
    { at: 3, name: 'second', attributes: { k: 'v' } },
  ],
  links: [{ traceId, spanId, attributes: { l: 'm' } }],
  status: 'Error',
  statusMessage: 'broken',
};

describe('traces', () => {
  it('decodes to what went in, to the microsecond', () => {
    expect(decode('ExportTraceServiceRequest', new OtlpWriter(START).traces([span]))).toEqual({
      resourceSpans: [
        {
          resource: { attributes: [text('service.name', 'r')] },
          scopeSpans: [
            {
              scope: { name: 's', version: '1' },
              spans: [
                {
                  traceId: TRACE,
                  spanId: SPAN,
                  parentSpanId: SPAN,
                  flags: 0x301,
                  name: 'GET /ü',
                  kind: 2,
                  startTimeUnixNano: '1748736000001500000',
                  endTimeUnixNano: '1748736002000001000',
                  attributes: [
                    text('text', 'a'),
                    { key: 'whole', value: { intValue: '-7' } },
                    { key: 'part', value: { doubleValue: 0.5 } },
                    { key: 'yes', value: { boolValue: true } },
                    { key: 'list', value: { arrayValue: { values: [{ stringValue: 'x' }, { stringValue: 'y' }] } } },
                  ],
                  events: [
                    { timeUnixNano: '1748736000002000000', name: 'first' },
                    { timeUnixNano: '1748736000003000000', name: 'second', attributes: [text('k', 'v')] },
                  ],
                  links: [{ traceId: TRACE, spanId: SPAN, attributes: [text('l', 'm')] }],
                  status: { code: 2, message: 'broken' },
                },
              ],
            },
          ],
        },
      ],
    });
  });

  it('puts records of one resource and scope together, in their order', () => {
    const other: Resource = { id: 'o', attributes: {} };
    const named = (name: string, of = resource): PlayedSpan => ({ ...span, name, resource: of });
    const request = decode('ExportTraceServiceRequest', new OtlpWriter(START).traces([named('a'), named('b', other), named('c')]));
    const names = (request.resourceSpans as { scopeSpans: { spans: { name: string }[] }[] }[]).map((each) =>
      each.scopeSpans.map(({ spans }) => spans.map(({ name }) => name)),
    );
    expect(names).toEqual([[['b']], [['a', 'c']]]);
  });
});

it('logs decode to what went in', () => {
  const log: PlayedLog = {
    resource,
    scope,
    traceId,
    spanId,
    at: 5,
    severity: 'WARN',
    body: 'b',
    event: 'quota.exceeded',
    attributes: { k: 1 },
  };
  expect(decode('ExportLogsServiceRequest', new OtlpWriter(START).logs([log]))).toMatchObject({
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: '1748736000005000000',
                observedTimeUnixNano: '1748736000005000000',
                severityNumber: 13,
                severityText: 'WARN',
                body: { stringValue: 'b' },
                attributes: [{ key: 'k', value: { intValue: '1' } }],
                flags: 1,
                traceId: TRACE,
                spanId: SPAN,
                eventName: 'quota.exceeded',
              },
            ],
          },
        ],
      },
    ],
  });
});

describe('metrics', () => {
  const described = { name: 'm', unit: 's', description: 'd', from: { host: 'fra-web-1' as const }, series: [] };
  const exemplar = { at: 40, value: 1.5, traceId, spanId };
  const written = (instrument: Instrument, data: Point['data'], with_: Point['exemplar'] = undefined): unknown => {
    const sample: MetricSample = {
      resource,
      scope,
      instrument,
      points: [{ attributes: { k: 'v' }, from: 0, at: 60, data, exemplar: with_ }],
    };
    const request = decode('ExportMetricsServiceRequest', new OtlpWriter(START).metrics([sample]));
    return (request.resourceMetrics as { scopeMetrics: { metrics: unknown[] }[] }[])[0]?.scopeMetrics[0]?.metrics[0];
  };
  const common = { attributes: [text('k', 'v')], startTimeUnixNano: '1748736000000000000', timeUnixNano: '1748736000060000000' };
  const head = { name: 'm', unit: 's', description: 'd' };
  const sent = { timeUnixNano: '1748736000040000000', asDouble: 1.5, traceId: TRACE, spanId: SPAN };

  it.each([
    ['counter', { aggregationTemporality: 2, isMonotonic: true }],
    ['deltaCounter', { aggregationTemporality: 1, isMonotonic: true }],
    // false is proto3's default, which protobufjs leaves out.
    ['upDownCounter', { aggregationTemporality: 2 }],
  ] as const)('%s', (kind, temporality) => {
    expect(written({ ...described, kind }, { type: 'number', value: 4 })).toEqual({
      ...head,
      sum: { dataPoints: [{ ...common, asDouble: 4 }], ...temporality },
    });
  });

  it('gauge', () => {
    expect(written({ ...described, kind: 'gauge' }, { type: 'number', value: 0 })).toEqual({
      ...head,
      gauge: { dataPoints: [{ ...common, asDouble: 0 }] },
    });
  });

  it('histogram', () => {
    const data = { type: 'explicit', count: 3, sum: 4.5, min: 1, max: 2, bounds: [1, 5], counts: [1, 2, 0] } as const;
    expect(written({ ...described, kind: 'histogram', bounds: [1, 5] }, data, exemplar)).toEqual({
      ...head,
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [
          { ...common, count: '3', sum: 4.5, min: 1, max: 2, explicitBounds: [1, 5], bucketCounts: ['1', '2', '0'], exemplars: [sent] },
        ],
      },
    });
  });

  it('exponential histogram', () => {
    const data = { type: 'exponential', count: 3, sum: 4.5, min: 1, max: 2, scale: 3, offset: -1, counts: [1, 0, 2] } as const;
    expect(written({ ...described, kind: 'exponentialHistogram' }, data, exemplar)).toEqual({
      ...head,
      exponentialHistogram: {
        aggregationTemporality: 1,
        dataPoints: [
          {
            ...common,
            count: '3',
            sum: 4.5,
            min: 1,
            max: 2,
            scale: 3,
            positive: { offset: -1, bucketCounts: ['1', '0', '2'] },
            exemplars: [sent],
          },
        ],
      },
    });
  });
});
