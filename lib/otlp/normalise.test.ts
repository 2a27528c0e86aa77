import { describe, expect, it } from 'vitest';
import { nanos } from '@/lib/base/time';
import type { MetricData, MetricPoint } from '@/lib/model/telemetry';
import { normalise, rowCount } from '@/lib/otlp/normalise';
import type { SentLog, SentSpan } from '@/lib/otlp/sent';

const DAY = 86_400_000_000_000n;
const NOW = nanos(1_772_323_200_000_000_000n);
const options = { now: NOW, retentionDays: { traces: 30, logs: 10, metrics: 400 } };
const resource = { attributes: [], schemaUrl: '' };
const scope = { name: '', version: '', attributes: [], schemaUrl: '' };
const LATEST = 9_223_372_036_854_775_807n;

const span = (changes: Partial<SentSpan>): SentSpan => ({
  resource,
  scope,
  traceId: 'a'.repeat(32),
  spanId: 'b'.repeat(16),
  parentSpanId: '',
  traceState: '',
  flags: 0,
  name: 'n',
  kind: 'Internal',
  start: NOW,
  end: NOW + 1n,
  statusCode: 'Unset',
  statusMessage: '',
  attributes: [],
  events: [],
  links: [],
  ...changes,
});
const log = (changes: Partial<SentLog>): SentLog => ({
  resource,
  scope,
  time: NOW,
  traceId: '',
  spanId: '',
  flags: 0,
  severity: 9,
  severityText: '',
  body: { type: 'string', text: 'b' },
  eventName: '',
  attributes: [],
  ...changes,
});
const point = (changes: Partial<MetricPoint>): MetricPoint => ({
  resource,
  scope,
  name: 'm',
  description: '',
  unit: '',
  attributes: [],
  start: nanos(0n),
  time: NOW,
  flags: 0,
  exemplars: [],
  data: { type: 'gauge', value: 1 },
  ...changes,
});
const event = (time: bigint) => ({ time: nanos(time), name: 'e', attributes: [] });
const link = (traceId: string, spanId: string) => ({ traceId, spanId, traceState: '', attributes: [] });

describe('a span is refused when', () => {
  it.each<[string, Partial<SentSpan>, RegExp]>([
    ['its trace id is missing', { traceId: '' }, /^trace_id is missing; it must have 16\.$/],
    ['its trace id is short', { traceId: 'ab'.repeat(5) }, /^trace_id has 5 bytes; it must have 16\.$/],
    ['its trace id is zero', { traceId: '0'.repeat(32) }, /^trace_id is all zeros\.$/],
    ['its trace id is not hexadecimal', { traceId: 'z'.repeat(32) }, /^trace_id is not hexadecimal\.$/],
    ['its span id is long', { spanId: 'ab'.repeat(16) }, /^span_id has 16 bytes; it must have 8\.$/],
    ['its span id is zero', { spanId: '0'.repeat(16) }, /^span_id is all zeros\.$/],
    ['its parent is short', { parentSpanId: 'ab' }, /^parent_span_id has 1 bytes; it must have 8\.$/],
    ['a link is short', { links: [link('ab', '')] }, /link's trace_id has 1 bytes/],
    ['it began in 1970', { start: nanos(0n) }, /start is older than the retention of 30 days/],
    ['it began just before the retention', { start: nanos(NOW - 30n * DAY - 1n) }, /older than the retention/],
    ['it begins after 2262', { start: nanos(LATEST + 1n) }, /after the year 2262/],
    ['it ends after 2262', { end: LATEST + 1n }, /end is after the year 2262/],
    ['an event is after 2262', { events: [event(LATEST + 1n)] }, /event's time is after the year 2262/],
  ])('%s', (_what, changes, reason) => {
    const result = normalise({ signal: 'traces', spans: [span({}), span(changes)] }, options);
    expect(result.rejected).toBe(1);
    expect(result.reason).toMatch(reason);
    expect(result.rows.spans).toHaveLength(1);
  });
});

describe('a span is taken when', () => {
  it.each<[string, Partial<SentSpan>]>([
    ['its parent is zero', { parentSpanId: '0'.repeat(16) }],
    ['it began as long ago as the retention', { start: nanos(NOW - 30n * DAY) }],
    ['it is of the year 2100', { start: nanos(4_102_444_800_000_000_000n), end: 4_102_444_800_000_000_001n }],
    ['it ends at the last instant', { end: LATEST }],
    ['a link is empty', { links: [link('', '')] }],
    ['an event is of 1970', { events: [event(0n)] }],
  ])('%s', (_what, changes) => {
    const result = normalise({ signal: 'traces', spans: [span(changes)] }, options);
    expect(result).toMatchObject({ rejected: 0, reason: '', rows: { spans: [{ parentSpanId: '' }] } });
  });
});

describe('a request', () => {
  it('is told how many records were refused, and the first three reasons', () => {
    const bad = [span({ traceId: '' }), span({ traceId: '' }), span({ spanId: '' }), span({ start: nanos(0n) }), span({ spanId: 'ab' })];
    const result = normalise({ signal: 'traces', spans: bad }, options);
    expect(result.rejected).toBe(5);
    expect(result.reason).toBe(
      "trace_id is missing; it must have 16. span_id is missing; it must have 8. A span's start is older than the retention of 30 days.",
    );
    expect(rowCount(result.rows)).toBe(0);
  });

  it('may hold spans, pending spans and logs at once', () => {
    const typed = (type: string) => [{ key: 'logfire.span_type', type: 'string' as const, text: type }];
    const spans = [
      span({}),
      span({ parentSpanId: 'c'.repeat(16), attributes: typed('pending_span') }),
      span({ attributes: typed('log') }),
      span({ attributes: typed('pending_span') }),
    ];
    const { rows, rejected, reason } = normalise({ signal: 'traces', spans }, options);
    expect([rows.spans.length, rows.pendingSpans.length, rows.logs.length, rejected]).toEqual([1, 1, 1, 1]);
    expect(reason).toBe("A pending span's parent_span_id is missing; it must have 8.");
  });

  it('with a log as a span is judged by the retention of logs', () => {
    const attributes = [{ key: 'logfire.span_type', type: 'string' as const, text: 'log' }];
    const start = nanos(NOW - 20n * DAY);
    const result = normalise({ signal: 'traces', spans: [span({ start }), span({ start, attributes })] }, options);
    expect(result.reason).toBe("A log's time is older than the retention of 10 days.");
    expect([result.rows.spans.length, result.rows.logs.length]).toEqual([1, 0]);
  });
});

describe('a log', () => {
  const one = (changes: Partial<SentLog>) => normalise({ signal: 'logs', logs: [log(changes)] }, options);

  it('without any time happened when it arrived', () => {
    expect(one({ time: nanos(0n) }).rows.logs[0]?.time).toBe(NOW);
  });

  it('of zero ids belongs to no span', () => {
    expect(one({ traceId: '0'.repeat(32), spanId: '0'.repeat(16) }).rows.logs[0]).toMatchObject({ traceId: '', spanId: '' });
  });

  it.each([-1, 25, 300])('with the severity %i has none', (severity) => {
    expect(one({ severity }).rows.logs[0]?.severity).toBe(0);
  });

  it.each<[string, Partial<SentLog>, RegExp]>([
    ['of a short trace id', { traceId: 'ab' }, /trace_id has 1 bytes/],
    ['of a long span id', { spanId: 'ab'.repeat(9) }, /span_id has 9 bytes/],
    ['older than the retention', { time: nanos(NOW - 11n * DAY) }, /older than the retention of 10 days/],
    ['after 2262', { time: nanos(LATEST + 1n) }, /after the year 2262/],
  ])('%s is refused', (_what, changes, reason) => {
    expect(one(changes)).toMatchObject({ rejected: 1, reason: expect.stringMatching(reason) as string, rows: { logs: [] } });
  });
});

describe('a data point', () => {
  const histogram = (counts: bigint[], bounds: number[]): MetricData => ({
    type: 'histogram',
    count: 1n,
    sum: 1,
    min: undefined,
    max: undefined,
    bounds,
    counts,
    temporality: 1,
  });
  const exemplar = (traceId: string) => ({ time: NOW, value: 1, traceId, spanId: '', attributes: [] });

  it.each<[string, Partial<MetricPoint>, RegExp]>([
    ['without a name', { name: '' }, /^A metric has no name\.$/],
    ['without a time', { time: nanos(0n) }, /^A point of the metric m has no time\.$/],
    [
      'with a long name and no time',
      { name: `${'n'.repeat(99)}🦊${'n'.repeat(1_000_000)}`, time: nanos(0n) },
      /^A point of the metric n{99}… has no time\.$/,
    ],
    ['older than the retention', { time: nanos(NOW - 401n * DAY) }, /older than the retention of 400 days/],
    ['with a start after 2262', { start: nanos(LATEST + 1n) }, /start is after the year 2262/],
    ['with too few buckets', { data: histogram([1n], [5]) }, /has 1 buckets for 1 bounds/],
    ['with an exemplar of a short trace id', { exemplars: [exemplar('ab')] }, /exemplar's trace_id has 1 bytes/],
  ])('%s is refused', (_what, changes, reason) => {
    const result = normalise({ signal: 'metrics', points: [point(changes), point({})] }, options);
    expect(result).toMatchObject({ rejected: 1, reason: expect.stringMatching(reason) as string });
    expect(result.rows.points).toHaveLength(1);
  });

  it('has examples of no trace where their ids are zeros', () => {
    const points = [point({ exemplars: [{ ...exemplar('0'.repeat(32)), spanId: '0'.repeat(16) }, exemplar('a'.repeat(32))] })];
    const [stored] = normalise({ signal: 'metrics', points }, options).rows.points;
    expect(stored?.exemplars.map(({ traceId, spanId }) => [traceId, spanId])).toEqual([
      ['', ''],
      ['a'.repeat(32), ''],
    ]);
  });

  it('of a histogram may have a bucket more than bounds, or neither', () => {
    const points = [point({ data: histogram([1n, 0n], [5]) }), point({ data: histogram([], []) })];
    expect(normalise({ signal: 'metrics', points }, options).rejected).toBe(0);
  });
});
