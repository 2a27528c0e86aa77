/** The alerts that come with Hearth: what they would have said of the demo's incidents, and each of them firing and ending with live telemetry. */
import { expect, test } from '@playwright/test';
import { askAlerts, startAlertsHearth } from '@/e2e/alerts-fixture';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { type Known, sendKnown, times } from '@/e2e/known-telemetry';
import { HOUR, MINUTE } from '@/lib/base/time';
import { type Incident, PLANS } from '@/lib/demo/incidents';
import type { AlertRule } from '@/lib/model/alert';
import type { AlertListing, BackTest } from '@/lib/model/alert-api';
import type { Change } from '@/lib/model/alert-state';
import type { Status } from '@/lib/model/api';

const listings = async (hearth: TestHearth) => (await askAlerts<AlertListing[]>(hearth, 'GET', '/alerts')).body;

test.describe('the demo’s incidents', () => {
  let hearth: TestHearth;
  let live = 0;

  test.beforeAll(async () => {
    test.setTimeout(600_000);
    hearth = await startTestHearth({ args: ['--demo'] });
    await expect
      .poll(
        async () => {
          const { demo } = (await (await fetch(`${hearth.app}/api/status`)).json()) as Status;
          if (demo.state === 'live') live = demo.since;
          return demo.state;
        },
        { timeout: 540_000 },
      )
      .toBe('live');
  });
  test.afterAll(() => hearth.dispose());

  const SEEN: readonly (readonly [Incident, rule: string])[] = [
    ['badDeploy', 'high-error-rate'],
    ['badDeploy', 'stream-failures'],
    ['slowDatabase', 'slow-responses'],
    ['slowDatabase', 'database-connections'],
    ['queueBacksUp', 'queue-backup'],
    ['queueBacksUp', 'publish-latency'],
    ['overQuota', 'quota-exceeded'],
    ['nobodyListening', 'nobody-listening'],
  ];
  for (const [incident, id] of SEEN) {
    test(`${id} would have fired with ${incident}, and ended after it`, async () => {
      const { hoursBefore, lasts } = PLANS[incident];
      const [began, ended] = [live - hoursBefore * HOUR, live - hoursBefore * HOUR + lasts * MINUTE];
      const { rule } = (await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`)).body;
      const { status, body } = await askAlerts<BackTest>(hearth, 'POST', '/alerts/back-test', {
        rule,
        from: began - 30 * MINUTE,
        to: ended + HOUR,
      });
      expect(status, JSON.stringify(body)).toBe(200);
      // what began with it; other services have trouble of their own now and then
      // the demo says that it is live some seconds after what it counts from
      const during = body.firings.filter(({ from }) => from >= began - 2 * MINUTE && from <= ended);
      expect(during.length).toBeGreaterThan(0);
      // within the window that the rule looks at, and some time for it to be judged
      expect(during.some(({ to }) => to !== undefined && to < ended + HOUR)).toBe(true);
    });
  }
});

test.describe('live', () => {
  let hearth: TestHearth;

  test.beforeAll(async () => {
    hearth = await startAlertsHearth();
  });
  test.afterAll(() => hearth.dispose());

  const WEEK = 7 * 24 * HOUR;
  const call = (at: number, cost: number) => ({
    name: 'chat',
    at,
    millis: 5,
    attributes: { 'gen_ai.response.model': 'm', 'gen_ai.usage.input_tokens': 10, 'operation.cost': cost },
  });
  const publish = (type: string, millis: number, subscribers: number) => ({
    name: 'redis:publish_event',
    at: -1,
    millis,
    attributes: { event_type: type, subscribers },
  });
  const used = { 'db.client.connection.pool.name': 'main', 'db.client.connection.state': 'used' };
  const gauge = (name: string, value: number, attributes: Record<string, string>, resource: Record<string, string> = {}) => ({
    kind: 'gauge' as const,
    name,
    resource,
    points: [[-1, value, attributes] as const],
  });

  /** What is sent while everything is wrong at once: each rule has its share. */
  const BAD: Known = {
    spans: [
      ...times(25, { service: 'shop', name: 'POST /pay', kind: 'server' as const, at: -1, millis: 50, failed: true }),
      ...times(25, { service: 'reports', name: 'GET /report', kind: 'server' as const, at: -7, millis: 6_500 }),
      ...times(12, publish('job.done', 200, 0)),
      call(-1, 50),
    ],
    logs: [
      { at: -1, body: 'The stream failed', severity: 13, event: 'stream.failed', attributes: { platform: 'twitch' } },
      { at: -1, body: 'Over its quota', severity: 13, event: 'quota.exceeded', attributes: { 'tenant.id': 'acme' } },
      ...times(60, { service: 'worker', at: -1, body: 'Out of memory', severity: 17 as const }),
    ],
    metrics: [
      gauge('queue.size', 1_500, { queue: 'ingest' }),
      gauge('db.client.connection.count', 96, used),
      gauge('db.client.connection.max', 100, { 'db.client.connection.pool.name': 'main' }),
      gauge('sse.connections.active', 40, {}),
      gauge('system.filesystem.utilization', 0.97, { state: 'used', mountpoint: '/' }, { 'host.name': 'box' }),
    ],
  };
  /** What is sent once it is over. */
  const GOOD: Known = {
    spans: [
      { service: 'shop', name: 'POST /pay', kind: 'server', at: -1, millis: 50 },
      { service: 'reports', name: 'GET /report', kind: 'server', at: -1, millis: 50 },
      publish('job.done', 5, 3),
    ],
    logs: [{ at: -1, body: 'The stream is done', severity: 9, event: 'stream.completed', attributes: { platform: 'twitch' } }],
    metrics: [
      gauge('queue.size', 3, { queue: 'ingest' }),
      gauge('db.client.connection.count', 10, used),
      gauge('db.client.connection.max', 100, { 'db.client.connection.pool.name': 'main' }),
      gauge('sse.connections.active', 2, {}),
      gauge('system.filesystem.utilization', 0.5, { state: 'used', mountpoint: '/' }, { 'host.name': 'box' }),
    ],
  };

  /** A span whose trace has too short an id: Hearth counts it as refused. */
  async function sendMalformed(): Promise<void> {
    const span = { traceId: 'ab'.repeat(15), spanId: 'ab'.repeat(8), name: 'lost', startTimeUnixNano: '1', endTimeUnixNano: '2' };
    const body = JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] });
    await fetch(`${hearth.otlpHttp}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  }

  /** The rule as it came, judged every 10 s over 30 s and without waiting; the one that comes without a level gets one. */
  function quickly({ condition, ...rule }: AlertRule): unknown {
    const levels = Object.entries({ warn: condition.warn, critical: condition.critical }).flatMap(([name, level]) =>
      level ? [[name, { ...level, for: 0 }] as const] : [],
    );
    const set = levels.length > 0 ? Object.fromEntries(levels) : { critical: { at: 10, for: 0 } };
    return { ...rule, condition: { ...condition, ...set }, every: 10_000, over: 30_000, delay: 0, keepFiring: 0, paused: false };
  }

  test('every prebuilt alert fires and ends', async ({ page }) => {
    test.setTimeout(420_000);
    const rules = await listings(hearth);
    expect(rules.length).toBeGreaterThanOrEqual(9);
    for (const { rule, revision } of rules) {
      const sent = { rule: quickly(rule), basedOn: revision, note: 'Faster' };
      const { status, body } = await askAlerts(hearth, 'PUT', `/alerts/${rule.id}`, sent);
      expect(status, JSON.stringify(body)).toBe(200);
    }
    // what models cost in the same minutes a week ago
    const before = Array.from({ length: 90 }, (_, index) => call(-60 + index * 5, 1));
    await sendKnown(hearth.otlpHttp, Date.now() - WEEK, { spans: before });

    const fired = new Set<string>();
    await expect
      .poll(
        async () => {
          await sendKnown(hearth.otlpHttp, Date.now(), BAD);
          await sendMalformed();
          const now = await listings(hearth);
          for (const { rule, condition } of now) if (condition === 'critical' || condition === 'warn') fired.add(rule.id);
          return now.filter(({ rule }) => !fired.has(rule.id)).map(({ rule }) => rule.id);
        },
        { timeout: 150_000, intervals: [2_000] },
      )
      .toEqual([]);
    await expect
      .poll(
        async () => {
          await sendKnown(hearth.otlpHttp, Date.now(), GOOD);
          return (await listings(hearth))
            .filter(({ condition }) => condition !== 'ok')
            .map(({ rule, condition }) => `${rule.id}: ${condition}`);
        },
        { timeout: 180_000, intervals: [2_000] },
      )
      .toEqual([]);

    for (const { rule } of rules) {
      const { body } = await askAlerts<Change[]>(hearth, 'GET', `/alerts/changes?ruleId=${rule.id}`);
      const became = body.map(({ to }) => to);
      expect(became, rule.id).toContain('firing');
      expect(became[0], rule.id).toBe('ok');
    }
    await page.goto(`${hearth.app}/alerts/queue-backup/history?t=1h`);
    const changes = page.getByRole('grid', { name: 'Changes' });
    await expect(
      changes
        .getByRole('row')
        .filter({ hasText: /→\s*critical/ })
        .first(),
    ).toContainText('1 500');
    await expect(changes.getByRole('row').first()).toContainText('ingest');
  });
});
