import { describe, expect, it } from 'vitest';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';
import { decodeJsonMetrics } from '@/lib/otlp/decode-json-metrics';
import { decodeMetrics } from '@/lib/otlp/decode-metrics';
import { parseJson } from '@/lib/otlp/json-fields';
import { encodeMessage, hexBytes, kv, SPAN_ID, TRACE_ID } from '@/lib/otlp/testing/otlp-messages';
import { ItemBudget, Reader } from '@/lib/otlp/wire';

const decode = (bytes: Buffer): MetricPoint[] => decodeMetrics(new Reader(bytes, new ItemBudget(1_000)));
const encode = (metric: Record<string, unknown>): Buffer =>
  encodeMessage('MetricsRequest', {
    resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: 'm', unit: 's', description: 'd', ...metric }] }] }],
  });
const decodeJson = (metric: string): MetricPoint[] =>
  decodeJsonMetrics(
    parseJson(Buffer.from(`{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","unit":"s","description":"d",${metric}}]}]}]}`)),
    new ItemBudget(1_000),
  );

/** Fields that every point here has. */
const TIMES = {
  startTimeUnixNano: '1772323200000000001',
  timeUnixNano: '1772323260000000002',
  attributes: [kv('k', { stringValue: 'v' })],
  flags: 1,
};
const JSON_TIMES =
  '"startTimeUnixNano":"1772323200000000001","timeUnixNano":1772323260000000002,"flags":1,"attributes":[{"key":"k","value":{"stringValue":"v"}}]';

/** [kind, metric for protobuf, metric for JSON, what it measures] */
const cases: [string, Record<string, unknown>, string, MetricData][] = [
  [
    'a gauge of doubles',
    { gauge: { dataPoints: [{ ...TIMES, asDouble: 0.25 }] } },
    `"gauge":{"dataPoints":[{${JSON_TIMES},"asDouble":0.25}]}`,
    { type: 'gauge', value: 0.25 },
  ],
  [
    'a gauge of integers',
    { gauge: { dataPoints: [{ ...TIMES, asInt: '-3' }] } },
    `"gauge":{"dataPoints":[{${JSON_TIMES},"asInt":"-3"}]}`,
    { type: 'gauge', value: -3 },
  ],
  [
    'a cumulative sum',
    { sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints: [{ ...TIMES, asInt: '4294967297' }] } },
    `"sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{${JSON_TIMES},"asInt":4294967297}]}`,
    { type: 'sum', value: 4294967297, temporality: 2, monotonic: true },
  ],
  [
    'a delta sum',
    { sum: { aggregationTemporality: 1, dataPoints: [{ ...TIMES, asDouble: 1.5 }] } },
    `"sum":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","dataPoints":[{${JSON_TIMES},"asDouble":"1.5"}]}`,
    { type: 'sum', value: 1.5, temporality: 1, monotonic: false },
  ],
  [
    'a histogram',
    {
      histogram: {
        aggregationTemporality: 2,
        dataPoints: [{ ...TIMES, count: '6', sum: 12.5, min: 0.5, max: 7, bucketCounts: ['1', '2', '3'], explicitBounds: [1, 5] }],
      },
    },
    `"histogram":{"aggregationTemporality":2,"dataPoints":[{${JSON_TIMES},"count":"6","sum":12.5,"min":0.5,"max":7,"bucketCounts":["1",2,"3"],"explicitBounds":[1,5]}]}`,
    { type: 'histogram', count: 6n, sum: 12.5, min: 0.5, max: 7, bounds: [1, 5], counts: [1n, 2n, 3n], temporality: 2 },
  ],
  [
    'a histogram of which the sender knows the count alone',
    { histogram: { aggregationTemporality: 1, dataPoints: [{ ...TIMES, count: '18446744073709551615' }] } },
    `"histogram":{"aggregationTemporality":1,"dataPoints":[{${JSON_TIMES},"count":"18446744073709551615"}]}`,
    { type: 'histogram', count: 18446744073709551615n, sum: 0, min: undefined, max: undefined, bounds: [], counts: [], temporality: 1 },
  ],
  [
    'an exponential histogram',
    {
      exponentialHistogram: {
        aggregationTemporality: 1,
        dataPoints: [
          {
            ...TIMES,
            count: '10',
            sum: -1,
            scale: -2,
            zeroCount: '4',
            zeroThreshold: 0.001,
            min: -8,
            max: 3,
            positive: { offset: -5, bucketCounts: ['1', '0', '300'] },
            negative: { offset: 2, bucketCounts: ['5'] },
          },
        ],
      },
    },
    `"exponentialHistogram":{"aggregationTemporality":1,"dataPoints":[{${JSON_TIMES},"count":10,"sum":-1,"scale":-2,"zeroCount":"4","zeroThreshold":0.001,"min":-8,"max":3,"positive":{"offset":-5,"bucketCounts":["1","0","300"]},"negative":{"offset":2,"bucketCounts":[5]}}]}`,
    {
      type: 'exponentialHistogram',
      count: 10n,
      sum: -1,
      min: -8,
      max: 3,
      scale: -2,
      zeroCount: 4n,
      zeroThreshold: 0.001,
      positive: { offset: -5, counts: [1n, 0n, 300n] },
      negative: { offset: 2, counts: [5n] },
      temporality: 1,
    },
  ],
  [
    'a summary',
    {
      summary: {
        dataPoints: [
          {
            ...TIMES,
            count: '3',
            sum: 6,
            quantileValues: [
              { quantile: 0.5, value: 2 },
              { quantile: 1, value: 3 },
            ],
          },
        ],
      },
    },
    `"summary":{"dataPoints":[{${JSON_TIMES},"count":"3","sum":6,"quantileValues":[{"quantile":0.5,"value":2},{"quantile":1,"value":3}]}]}`,
    {
      type: 'summary',
      count: 3n,
      sum: 6,
      quantiles: [
        { quantile: 0.5, value: 2 },
        { quantile: 1, value: 3 },
      ],
    },
  ],
];

describe('a data point of', () => {
  it.each(cases)('%s', (_kind, message, json, data) => {
    const point = {
      resource: { attributes: [], schemaUrl: '' },
      scope: { name: '', version: '', attributes: [], schemaUrl: '' },
      name: 'm',
      unit: 's',
      description: 'd',
      attributes: [{ key: 'k', type: 'string', text: 'v' }],
      start: 1772323200000000001n,
      time: 1772323260000000002n,
      flags: 1,
      exemplars: [],
      data,
    };
    expect(decode(encode(message))).toEqual([point]);
    expect(decodeJson(json)).toEqual([point]);
  });
});

describe('exemplars', () => {
  const sent = {
    timeUnixNano: '1772323230000000003',
    traceId: hexBytes(TRACE_ID),
    spanId: hexBytes(SPAN_ID),
    filteredAttributes: [kv('user', { stringValue: 'u' })],
  };
  const json = `"timeUnixNano":"1772323230000000003","traceId":"${TRACE_ID}","spanId":"${SPAN_ID}","filteredAttributes":[{"key":"user","value":{"stringValue":"u"}}]`;
  const exemplar = (value: number) => ({
    time: 1772323230000000003n,
    value,
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    attributes: [{ key: 'user', type: 'string', text: 'u' }],
  });

  it.each([
    ['gauge', 'gauge'],
    ['histogram', 'histogram'],
    ['exponential histogram', 'exponentialHistogram'],
  ])('of a %s keep their trace and value', (_name, kind) => {
    const exemplars = [
      { ...sent, asDouble: 0.75 },
      { ...sent, asInt: '-2' },
    ];
    const expected = [exemplar(0.75), exemplar(-2)];
    expect(decode(encode({ [kind]: { dataPoints: [{ exemplars }] } }))[0]?.exemplars).toEqual(expected);
    const text = `"${kind}":{"dataPoints":[{"exemplars":[{${json},"asDouble":0.75},{${json},"asInt":"-2"}]}]}`;
    expect(decodeJson(text)[0]?.exemplars).toEqual(expected);
  });
});

describe('repeated numbers', () => {
  it('may come one by one instead of packed', () => {
    // HistogramDataPoint: two bucket_counts (fixed64, tag 0x31) and one explicit_bound (double, tag 0x39), each its own field.
    const point = Buffer.alloc(27);
    point.writeUInt8(0x31, 0);
    point.writeBigUInt64LE(4n, 1);
    point.writeUInt8(0x31, 9);
    point.writeBigUInt64LE(5n, 10);
    point.writeUInt8(0x39, 18);
    point.writeDoubleLE(2.5, 19);
    const wrap = (tag: number, inner: Buffer) => Buffer.concat([Buffer.from([tag, inner.length]), inner]);
    const bytes = wrap(0x0a, wrap(0x12, wrap(0x12, wrap(0x4a, wrap(0x0a, point)))));
    expect(decode(bytes)).toMatchObject([{ data: { type: 'histogram', counts: [4n, 5n], bounds: [2.5] } }]);
  });
});
