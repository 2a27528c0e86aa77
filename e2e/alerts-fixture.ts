/** What the journeys of alerts share: a Hearth whose rules run every 10 s, a rule that fires, and a receiver that is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { AlertRule } from '@/lib/model/alert';
import type { AlertListing } from '@/lib/model/alert-api';
import type { ShownChannel } from '@/lib/model/alert-channel';
import type { SavedRule } from '@/lib/model/alert-store';

/** A Hearth that may send to this machine. */
export function startAlertsHearth(env: Readonly<Record<string, string>> = {}): Promise<TestHearth> {
  return startTestHearth({ env: { HEARTH_NOTIFY_ALLOW: '127.0.0.0/8', ...env } });
}

/** Asks the API; `at` goes on after `/api`, e.g. `/alerts/high-error-rate`. */
export async function askAlerts<T>(hearth: TestHearth, method: string, at: string, body?: unknown): Promise<{ status: number; body: T }> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const headers = { origin: hearth.app, 'content-type': 'application/json' };
  const response = await fetch(`${hearth.app}/api${at}`, { method, headers, ...sent });
  return { status: response.status, body: (await response.json()) as T };
}

/**
 * The share of failed entry spans by service, over the last five minutes, every 10 s: critical above 50 %, a warning above 10 %. It fires
 * within seconds of `sendCheckout` (e2e/sender.ts), all of whose requests fail, and goes on for five minutes. `over` changes it.
 */
export function failingRule(title: string, over: Readonly<Record<string, unknown>> = {}): AlertRule {
  return AlertRule.parse({
    version: 1,
    id: title.toLowerCase().replace(/\W+/g, '-'),
    title,
    ask: {
      kind: 'spec',
      spec: {
        kind: 'series',
        source: { signal: 'spans' },
        where: { op: 'eq', field: { in: 'record', name: 'entry' }, value: true },
        measures: [{ fn: 'ratio', where: { op: 'eq', field: { in: 'record', name: 'error' }, value: true } }],
        by: [{ in: 'record', name: 'service' }],
        limit: 100,
      },
    },
    unit: 'ratio',
    every: 10_000,
    over: 300_000,
    condition: { is: 'above', warn: { at: 0.1, for: 0 }, critical: { at: 0.5, for: 0 } },
    ...over,
  });
}

/** Keeps a rule and says its id. */
export async function keepRule(hearth: TestHearth, rule: AlertRule): Promise<string> {
  const { status, body } = await askAlerts<SavedRule>(hearth, 'POST', '/alerts', { rule, basedOn: 0, note: '' });
  expect(status, JSON.stringify(body)).toBe(201);
  return body.rule.id;
}

/** Deletes the rules that came with Hearth, so that only those of the test are there. */
export async function removePrebuilt(hearth: TestHearth): Promise<void> {
  const { body } = await askAlerts<AlertListing[]>(hearth, 'GET', '/alerts');
  for (const { rule } of body) if (rule.prebuilt) await askAlerts(hearth, 'DELETE', `/alerts/${rule.id}`);
}

/** Waits until a rule looks like `condition`. */
export async function untilRule(hearth: TestHearth, id: string, condition: AlertListing['condition']): Promise<AlertListing> {
  let last: AlertListing | undefined;
  await expect
    .poll(async () => (last = (await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`)).body).condition, { timeout: 45_000 })
    .toBe(condition);
  if (!last) throw new Error('expect.poll asks before it returns');
  return last;
}

/** A request that arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  /** Base URL without a trailing slash. */
  readonly url: string;
  /** In the order of arrival. */
  readonly received: readonly Received[];
  /** The status that it answers with from now on; 200 at first. */
  answer(status: number): void;
  close(): Promise<void>;
}

/** Somebody to be told: a web server on this machine that keeps what arrives. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 200;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      received.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(status, { 'content-type': 'text/plain' }).end(status === 200 ? 'ok' : 'no');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer: (next) => void (status = next),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Keeps a channel that posts to the receiver, and says its id. */
export async function keepWebhook(hearth: TestHearth, name: string, receiver: Receiver, path = '/told'): Promise<string> {
  const draft = { name, target: { kind: 'webhook', url: `${receiver.url}${path}` } };
  const { status, body } = await askAlerts<ShownChannel>(hearth, 'POST', '/channels', draft);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}
