/** How soon somebody is told: from spans that make a condition true, sent over OTLP, to the notification that arrives. */
import { setTimeout as sleep } from 'node:timers/promises';
import { askAlerts, keepRule, keepWebhook, removePrebuilt, startAlertsHearth, startReceiver, type Receiver } from '@/e2e/alerts-fixture';
import { tracesRequest } from '@/e2e/otlp';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { HOUR, millis, SECOND } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Notification } from '@/lib/model/alert-notification';
import { record } from '@/lib/model/record-field';

/** How often the rule is judged. */
export const INTERVAL = 10 * SECOND;
const TROUBLES = 60;
/** Between two troubles, in ms: on average, and at least. */
const MEAN_PAUSE = 3_000;
const LEAST_PAUSE = 100;

/** Every service that sends anything fires, for the half minute that its spans are in the window. */
function anythingFires(channel: string): AlertRule {
  return {
    ...EMPTY_RULE,
    id: 'anything',
    title: 'Anything',
    ask: {
      kind: 'spec',
      spec: { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [record('service')], limit: 1_000 },
    },
    every: millis(INTERVAL),
    over: millis(3 * INTERVAL),
    delay: millis(0),
    condition: { is: 'above', critical: { at: 0, for: millis(0) } },
    noData: 'ok',
    tell: [{ channel, of: ['critical'] }],
    repeat: millis(HOUR),
  };
}

/** When each service was first told of. */
class Arrivals {
  readonly at = new Map<string, number>();
  private seen = 0;

  look({ received }: Receiver, now: number): void {
    for (const { body } of received.slice(this.seen)) {
      const { firing } = JSON.parse(body) as Notification;
      for (const { labels } of firing) {
        const service = labels['service.name'] ?? '';
        if (!this.at.has(service)) this.at.set(service, now);
      }
    }
    this.seen = received.length;
  }
}

/** Milliseconds from each of some troubles, at random moments, to the message that tells of it. Throws when one is never told of. */
export async function latencies(): Promise<number[]> {
  const receiver = await startReceiver();
  const hearth = await startAlertsHearth();
  try {
    await removePrebuilt(hearth);
    await keepRule(hearth, anythingFires(await keepWebhook(hearth, 'bench', receiver)));
    const arrivals = new Arrivals();
    const begun = new Map<string, number>();
    const watch = async (until: () => boolean) => {
      while (!until()) {
        arrivals.look(receiver, performance.now());
        await sleep(10);
      }
    };
    for (let turn = 0; turn < TROUBLES; turn++) {
      const pause = performance.now() + LEAST_PAUSE + Math.random() * 2 * (MEAN_PAUSE - LEAST_PAUSE);
      await watch(() => performance.now() >= pause);
      const service = `trouble-${turn}`;
      begun.set(service, performance.now());
      const init = { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body: tracesRequest(service, ['broken'], 0) };
      const response = await fetch(`${hearth.otlpHttp}/v1/traces`, init);
      if (!response.ok) throw new Error(`Hearth took no spans: ${response.status}`);
    }
    const end = performance.now() + 6 * INTERVAL;
    await watch(() => [...begun.keys()].every((service) => arrivals.at.has(service)) || performance.now() > end);
    const missing = [...begun.keys()].filter((service) => !arrivals.at.has(service));
    if (missing.length > 0)
      throw new Error(`Nobody was told of ${missing.join(', ')}: ${JSON.stringify(await askAlerts(hearth, 'GET', '/alerts'))}`);
    return [...begun].map(([service, at]) => (arrivals.at.get(service) ?? Number.NaN) - at);
  } finally {
    await hearth.dispose();
    await receiver.close();
  }
}
