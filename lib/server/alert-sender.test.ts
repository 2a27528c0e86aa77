import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DAY, HOUR, millis, MINUTE, SECOND, type Millis } from '@/lib/base/time';
import { deliveryRow } from '@/lib/meta/alert-deliveries';
import { alertStores } from '@/lib/meta/alert-stores';
import { deliveryOf } from '@/lib/meta/delivery.testing';
import { openTestMeta } from '@/lib/meta/embedded.testing';
import { alertDeliveries } from '@/lib/meta/schema';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Delivery } from '@/lib/model/alert-notification';
import type { AlertStores } from '@/lib/model/alert-store';
import { guardedFetch } from '@/lib/notify/guarded-fetch';
import { openMailer } from '@/lib/notify/mailer';
import { LOOPBACK_ALLOWED, openReceiver, type Receiver } from '@/lib/notify/receiver.testing';
import { send } from '@/lib/notify/send';
import { createAlertSender, type SenderPorts } from '@/lib/server/alert-sender';

const meta = openTestMeta();
let stores: AlertStores;
beforeAll(() => void (stores = alertStores(meta(), undefined)));

const open: Receiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
  await meta().db.delete(alertDeliveries);
});
async function receiver(...args: Parameters<typeof openReceiver>): Promise<Receiver> {
  const opened = await openReceiver(...args);
  open.push(opened);
  return opened;
}

const webhook = (url: string): ChannelTarget => ({ kind: 'webhook', url, headers: {}, template: '', signingKey: '' });

async function channel(id: string, target: ChannelTarget): Promise<void> {
  await stores.channels.save({ id, owner: '', createdAt: millis(0), name: id, target });
}

/** Puts messages into the outbox: the n-th is made at n ms. */
async function queue(channelId: string, ...messages: readonly (readonly [id: string, ruleId: string])[]): Promise<void> {
  const rows = messages.map(([id, ruleId], index): Delivery => {
    const at = millis(index + 1);
    const delivery = deliveryOf(id, { channelId, ruleId, createdAt: at, nextAt: at });
    return { ...delivery, notification: { ...delivery.notification, dedupKey: ruleId, title: `Title of ${id}` } };
  });
  await meta().db.insert(alertDeliveries).values(rows.map(deliveryRow));
}

const fates = async (channelId: string) =>
  Object.fromEntries((await stores.deliveries.list({ channelId, limit: 1_000 })).map((delivery) => [delivery.id, delivery]));

/** A sender with a clock that only the test moves. */
function sending(over: Partial<SenderPorts> = {}) {
  const clock = { now: MINUTE as Millis };
  const reported: unknown[] = [];
  const sender = createAlertSender({
    ...stores,
    send: (to, notification, signal) =>
      send(to, notification, {
        fetch: (message, stop) => guardedFetch(message, { allow: LOOPBACK_ALLOWED }, stop),
        mail: openMailer(undefined),
        now: () => clock.now,
        signal,
      }),
    publicUrl: 'https://hearth.example.com',
    now: () => clock.now,
    random: () => 1,
    report: (cause) => reported.push(cause),
    ...over,
  });
  return {
    sender,
    reported,
    clock,
    /** Moves the clock on and sends all that is due then. */
    async after(length: number): Promise<void> {
      clock.now = millis(clock.now + length);
      await sender.tick();
      await sender.settled();
    },
  };
}

const keys = (to: Receiver) => to.received.map(({ headers }) => headers['idempotency-key']);

describe('what waits is sent', () => {
  it('in order, each once, with its key', async () => {
    const to = await receiver();
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a'], ['b1', 'b'], ['a2', 'a']);
    const { after, reported } = sending();
    await after(0);
    await after(SECOND);
    expect(keys(to)).toEqual(['a1', 'b1', 'a2']);
    expect((await fates('ops')).a1).toMatchObject({ state: 'sent', attempts: 1, sentAt: MINUTE, outcome: 'Answered 200: ok' });
    expect(reported).toEqual([]);
  });

  it('by the Hearth that evaluates alone', async () => {
    const to = await receiver();
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a']);
    await sending({ lease: { held: async () => false } }).after(0);
    expect(to.received).toEqual([]);
  });

  it('while another channel hangs', async () => {
    let release: (() => void) | undefined;
    const slow = await receiver((response) => (release = () => response.end()));
    const to = await receiver();
    await channel('slow', webhook(slow.url));
    await channel('ops', webhook(to.url));
    await queue('slow', ['s1', 'a']);
    await queue('ops', ['a1', 'a'], ['a2', 'a']);
    const { sender } = sending();
    await sender.tick();
    await expect.poll(() => keys(to)).toEqual(['a1', 'a2']);
    await expect.poll(() => slow.received.length).toBe(1);
    // looked at again meanwhile, it is not sent a second time
    await sender.tick();
    expect((await fates('slow')).s1).toMatchObject({ state: 'waiting', attempts: 0 });
    release?.();
    await sender.settled();
    expect((await fates('slow')).s1).toMatchObject({ state: 'sent' });
    expect(keys(slow)).toEqual(['s1']);
  });
});

describe('what does not arrive', () => {
  it('is tried again with the same key, and holds back what its rule said later, but no other rule', async () => {
    const to = await receiver((response, _received, count) => response.writeHead(count === 1 ? 503 : 200).end('busy'));
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a'], ['a2', 'a'], ['b1', 'b']);
    const { after } = sending();
    await after(0);
    expect(keys(to)).toEqual(['a1', 'b1']);
    expect((await fates('ops')).a1).toMatchObject({ state: 'waiting', attempts: 1, nextAt: MINUTE + 5_000, outcome: 'Answered 503: busy' });
    await after(4_999);
    expect(keys(to)).toEqual(['a1', 'b1']);
    await after(1);
    expect(keys(to)).toEqual(['a1', 'b1', 'a1', 'a2']);
  });

  it.each([400, 401, 403, 404, 410, 413, 422, 301])('is given up at once after %i', async (status) => {
    const to = await receiver((response) => response.writeHead(status, { location: '/x' }).end('never'));
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a']);
    const { after } = sending();
    await after(0);
    await after(DAY);
    expect(to.received).toHaveLength(1);
    expect((await fates('ops')).a1).toMatchObject({
      state: 'dead',
      attempts: 1,
      outcome: expect.stringContaining(`Answered ${status}`) as string,
    });
  });

  it.each([
    ['120', 120 * SECOND],
    ['0.5', 5 * SECOND],
    // the clock stands at 60 s after 1970
    ['Thu, 01 Jan 1970 00:03:00 GMT', 2 * MINUTE],
    ['soon', 5 * SECOND],
  ])('waits as long as Retry-After: %s asks, with all messages of the channel', async (header, wait) => {
    const to = await receiver((response, _received, count) => response.writeHead(count === 1 ? 429 : 200, { 'retry-after': header }).end());
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a'], ['b1', 'b']);
    const { after } = sending();
    await after(0);
    if (header !== 'soon') expect(keys(to)).toEqual(['a1']);
    await after(wait - 1);
    expect((await fates('ops')).a1).toMatchObject({ state: 'waiting', nextAt: MINUTE + wait });
    await after(1);
    expect(keys(to).sort()).toEqual(['a1', 'a1', 'b1']);
  });

  it('is delivered after an hour without the receiver: everything, once, in order', async () => {
    const down = await openReceiver();
    await down.close();
    await channel('ops', webhook(down.url));
    await queue('ops', ['a1', 'a'], ['a2', 'a'], ['b1', 'b']);
    const { after, reported } = sending();
    for (let passed = 0; passed < HOUR; passed += MINUTE) await after(MINUTE);
    const { a1, a2 } = await fates('ops');
    // tried less and less often: 5 s, 10 s, 20 s, 40 s, … and then every 5 min
    expect(a1).toMatchObject({ state: 'waiting', outcome: `127.0.0.1:${down.port} could not be reached: ECONNREFUSED.` });
    expect(a1?.attempts).toBeGreaterThan(10);
    expect(a1?.attempts).toBeLessThan(20);
    expect(a2).toMatchObject({ state: 'waiting', attempts: 0 });
    const back = await receiver(undefined, down.port);
    for (let passed = 0; passed < 6 * MINUTE; passed += MINUTE) await after(MINUTE);
    expect(keys(back).filter((key) => key !== 'b1')).toEqual(['a1', 'a2']);
    expect(keys(back).sort()).toEqual(['a1', 'a2', 'b1']);
    expect(Object.values(await fates('ops')).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent']);
    expect(reported).toEqual([]);
  });

  it('is given up after a day', async () => {
    const to = await receiver((response) => response.writeHead(500).end('broken'));
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a'], ['a2', 'a']);
    const { after } = sending();
    await after(0);
    await after(DAY);
    expect((await fates('ops')).a1).toMatchObject({ state: 'dead', attempts: 2, outcome: 'Given up after a day. Answered 500: broken' });
    // what it held back has its turn, at once
    expect(keys(to)).toEqual(['a1', 'a1', 'a2']);
  });

  it('is given up where its channel is gone', async () => {
    await queue('gone', ['a1', 'a'], ['a2', 'a']);
    await sending().after(0);
    expect(await fates('gone')).toMatchObject({ a1: { state: 'dead', outcome: 'The channel was deleted.' }, a2: { state: 'dead' } });
  });

  it('is not sent again and again where its fate cannot be written', async () => {
    const to = await receiver();
    await channel('ops', webhook(to.url));
    await queue('ops', ['a1', 'a']);
    const attempted = () => Promise.reject(new Error('the disk is full'));
    const { after, reported } = sending({ deliveries: { ...stores.deliveries, attempted } });
    await after(0);
    await after(29 * SECOND);
    expect(to.received).toHaveLength(1);
    expect(reported).toHaveLength(1);
    await after(SECOND);
    expect(keys(to)).toEqual(['a1', 'a1']);
  });
});

describe('many messages', () => {
  const many = Array.from({ length: 34 }, (_, index): [string, string] => [`m${String(index).padStart(2, '0')}`, `rule${index % 25}`]);

  it('become one where people read them, and each keeps its own fate', async () => {
    const to = await receiver();
    await channel('chat', { kind: 'discord', url: to.url });
    await queue('chat', ...many);
    await sending().after(0);
    expect(to.received).toHaveLength(1);
    expect(to.received[0]?.body).toContain('34 messages');
    const all = Object.values(await fates('chat'));
    expect(all.filter(({ state }) => state === 'sent')).toHaveLength(34);
    expect(all[0]?.outcome).toBe('In one message with 33 others. Answered 200: ok');
  });

  it('stay many where a program takes them', async () => {
    const to = await receiver();
    await channel('ops', webhook(to.url));
    await queue('ops', ...many);
    await sending().after(0);
    expect(keys(to)).toEqual(many.map(([id]) => id));
  });

  it('that did not arrive as one wait together, also for what comes meanwhile', async () => {
    const to = await receiver((response, _received, count) => response.writeHead(count === 1 ? 500 : 200).end());
    await channel('chat', { kind: 'discord', url: to.url });
    await queue('chat', ...many);
    const { after } = sending();
    await after(0);
    await queue('chat', ['new', 'another rule']);
    await after(4_999);
    expect(to.received).toHaveLength(1);
    await after(1);
    expect(to.received).toHaveLength(2);
    expect(to.received[1]?.body).toContain('35 messages');
  });
});

it('leaves what is on its way in the outbox when it is closed', async () => {
  const to = await receiver(() => undefined);
  await channel('ops', webhook(to.url));
  await queue('ops', ['a1', 'a'], ['b1', 'b']);
  const { sender, reported } = sending();
  await sender.tick();
  await expect.poll(() => to.received.length).toBe(1);
  await sender.close();
  await sender.tick();
  expect(await fates('ops')).toMatchObject({ a1: { state: 'waiting', attempts: 0 }, b1: { state: 'waiting', attempts: 0 } });
  expect(to.received).toHaveLength(1);
  expect(reported).toEqual([]);
});
