/** The alerts that come with Hearth, on records as services send them, through the real engine. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluate } from '@/lib/alerts/evaluate';
import { PREBUILT_RULES } from '@/lib/alerts/prebuilt';
import { step } from '@/lib/alerts/step';
import { at, log, openTestStore, point, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { present } from '@/lib/base/assert';
import { millis, MINUTE, nanos } from '@/lib/base/time';
import { specsOf } from '@/lib/dashboards/ask-specs';
import { AlertRule } from '@/lib/model/alert';
import type { RuleState } from '@/lib/model/alert-state';
import type { LogRecord, MetricData, MetricPoint, Span } from '@/lib/model/telemetry';

const WEEK = 7 * 86_400;
const gauge = (value: number): MetricData => ({ type: 'gauge', value });
const counter = (value: number): MetricData => ({ type: 'sum', value, temporality: 2, monotonic: true });

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.add({ spans: spans(), logs: logs(), points: points() });
}, 300_000);
afterAll(() => store.close());

/** A quarter of an hour, minute by minute. */
const MINUTES = Array.from({ length: 15 }, (_, minute) => minute);
/** `count` instants within a minute, in seconds. */
const within = (minute: number, count: number) => Array.from({ length: count }, (_, index) => minute * 60 + 1 + index);

function spans(): Span[] {
  const each = MINUTES.flatMap((minute) => [
    // from minute 5 on, two of twenty fail
    ...within(minute, 20).map((second, index) =>
      span({ resource: resource('shop'), kind: 'Server', start: at(second), statusCode: minute >= 5 && index < 2 ? 'Error' : 'Ok' }),
    ),
    ...within(minute, 4).map((second) =>
      span({ resource: resource('report'), kind: 'Server', start: at(second), duration: nanos(3_000_000_000n) }),
    ),
    // three requests, of which one fails: too few to say anything
    ...within(minute, minute === 10 ? 3 : 0).map((second, index) =>
      span({ resource: resource('night'), kind: 'Server', start: at(second), statusCode: index === 0 ? 'Error' : 'Ok' }),
    ),
    span({
      resource: resource('agent'),
      kind: 'Producer',
      parentSpanId: '00000000000000ff',
      name: 'redis:publish_event',
      start: at(minute * 60 + 1),
      duration: nanos(80_000_000n),
      attributes: { event_type: 'searching', subscribers: 0 },
    }),
  ]);
  const call = (second: number, cost: number) =>
    span({
      resource: resource('agent'),
      parentSpanId: '00000000000000ff',
      start: at(second),
      attributes: { 'gen_ai.request.model': 'large', 'gen_ai.usage.input_tokens': 100, 'operation.cost': cost },
    });
  return [...each, call(60 - WEEK, 1.5), call(60, 7.5)];
}

function logs(): LogRecord[] {
  return MINUTES.flatMap((minute) => [
    ...within(minute, 10).map((second, index) =>
      log({ time: at(second), eventName: index === 0 ? 'stream.failed' : 'stream.completed', attributes: { platform: 'twitch' } }),
    ),
    ...within(minute, 10).map((second) => log({ resource: resource('noisy'), time: at(second), severity: 17 })),
  ]);
}

function points(): MetricPoint[] {
  const pool = { 'db.client.connection.pool.name': 'main' };
  return MINUTES.flatMap((minute) => {
    const second = minute * 60 + 30;
    const since = -3_600;
    // went up in minute 5
    const up = minute >= 5 ? 3 : 0;
    return [
      point('queue.size', second, since, gauge(1_200), { queue: 'ingest' }),
      point('queue.size', second, since, gauge(300), { queue: 'detect' }),
      point('db.client.connection.count', second, since, gauge(90), { ...pool, 'db.client.connection.state': 'used' }),
      point('db.client.connection.max', second, since, gauge(100), pool),
      point('quota.exceeded', second, since, counter(up), { organization_id: 'org_ember' }),
      point('sse.connections.active', second, since, gauge(40)),
      point(
        'system.filesystem.utilization',
        second,
        since,
        gauge(0.97),
        { state: 'used', mountpoint: '/' },
        resource('collector', { 'host.name': 'web-1' }),
      ),
      point('hearth.ingest.rejected', second, since, counter(up), {}, resource('hearth')),
    ];
  });
}

/** `7 shop warn`: in which minute which group began to fire, and as what. */
const EXPECTED: Readonly<Record<string, string[]>> = {
  // windows of 5 minutes, 20 requests in each: 2 %, which is not above it, then 4 %, 6 %, 8 %, 10 %
  'high-error-rate': ['7 shop warn', '8 shop critical'],
  // four a minute: the window at 5 is the first with 20 of them
  'slow-responses': ['5 report warn'],
  'stream-failures': ['1 twitch warn'],
  'queue-backup': ['6 ingest critical'],
  'database-connections': ['6 main warn'],
  'quota-exceeded': ['6 org_ember critical'],
  'publish-latency': ['1  warn'],
  // one a minute: one is not more than one
  'nobody-listening': ['2 searching warn'],
  'event-streams': [],
  // ten a minute: 60 in the sixth
  'error-burst': ['6 noisy warn'],
  // 7.5 against 1.5: five times as much is 400 % more, from the window at 5 on, for 15 minutes on end
  'model-cost': ['20  critical'],
  'disk-full': ['6 web-1 / critical'],
  'refused-records': ['6  warn'],
};

it.each([
  ['queue-backup', 'queue.size', ['queue_size']],
  ['quota-exceeded', 'quota.exceeded', ['quota_exceeded', 'quota_exceeded_total']],
  ['stream-failures', 'streams.failed', ['streams_failed', 'streams_failed_total']],
  ['event-streams', 'sse.connections.active', ['sse_connections_active']],
  ['disk-full', 'system.filesystem.utilization', ['system_filesystem_utilization', 'system_filesystem_utilization_ratio']],
  ['database-connections', 'db.connections.used', ['db_connections_used']],
])('%s also reads its metric as Prometheus spells it', (id, name, others) => {
  const rule = present(
    PREBUILT_RULES.find((each) => each.id === id),
    id,
  );
  const asked = rule.ask.kind === 'first' ? rule.ask.of.flatMap((ask) => specsOf(ask)) : [];
  const metrics = [...new Set(asked.flatMap(({ source }) => (source.signal === 'metrics' ? [source.metric] : [])))];
  expect(metrics).toEqual(expect.arrayContaining([name, ...others]));
  expect(metrics.indexOf(name)).toBeLessThan(metrics.indexOf(others[0] ?? ''));
});

it('does not judge the share of few requests, and says that it does not', async () => {
  const rule = present(
    PREBUILT_RULES.find(({ id }) => id === 'high-error-rate'),
    'the rule',
  );
  const range = { from: millis(T0 + 10 * MINUTE), to: millis(T0 + 11 * MINUTE) };
  const found = async (least: number | undefined) => {
    const { groups } = await evaluate({ ...rule, least }, range, ({ spec, frame }) => store.ask(spec, frame), new AbortController().signal);
    return Object.fromEntries(groups.map(({ labels, points: own }) => [labels['service.name'], own[0]?.[1]]));
  };
  expect(await found(undefined)).toMatchObject({ shop: 0.1, night: 1 / 3 });
  expect(await found(3)).toMatchObject({ shop: 0.1, night: 1 / 3 });
  expect(await found(4)).toMatchObject({ shop: 0.1, night: null });
  expect(await found(rule.least)).toMatchObject({ shop: 0.1, night: null });
});

it('finds a queue that is called as Prometheus spells it', async () => {
  const rule = present(
    PREBUILT_RULES.find(({ id }) => id === 'queue-backup'),
    'the rule',
  );
  // days before anything else was sent
  const from = -3 * 86_400;
  await store.add({
    points: [0, 1, 2].map((minute) => point('queue_size', from + minute * 60 + 30, from, gauge(700), { queue: 'scraped' })),
  });
  const range = { from: millis(T0 + from * 1_000 + 2 * MINUTE), to: millis(T0 + from * 1_000 + 3 * MINUTE) };
  const { groups } = await evaluate(rule, range, ({ spec, frame }) => store.ask(spec, frame), new AbortController().signal);
  expect(groups).toEqual([{ labels: { queue: 'scraped' }, points: [[range.to, 700]] }]);
});

it.each(PREBUILT_RULES.map((rule) => [rule.title, rule] as const))('%s', async (_title, rule) => {
  expect(AlertRule.parse(rule)).toEqual(rule);
  const range = { from: millis(T0), to: millis(T0 + 20 * MINUTE) };
  const { groups, partial } = await evaluate(rule, range, ({ spec, frame }) => store.ask(spec, frame), new AbortController().signal);
  expect(partial).toBe(false);
  expect(groups.length).toBeGreaterThan(0);
  const saved = { rule, revision: 1, owner: '', savedAt: millis(0), savedBy: '', note: '' };
  let state: RuleState | undefined;
  const began: string[] = [];
  for (let end = T0 + rule.every; end <= range.to; end += rule.every) {
    const values = groups.flatMap(({ labels, points: found }) =>
      found.filter(([instant]) => instant === end).map(([, value]) => ({ labels, value })),
    );
    const next = step(saved, state, values, millis(end), { executed: '', took: 0, at: millis(end) });
    state = next.state;
    for (const { labels, to, severity } of next.changes) {
      if (to === 'firing') began.push(`${(end - T0) / MINUTE} ${Object.values(labels).join(' ')} ${severity}`);
    }
  }
  expect(began).toEqual(EXPECTED[rule.id]);
});
