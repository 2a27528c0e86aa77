import { expect, it } from 'vitest';
import { millis, nowMillis } from '@/lib/base/time';
import { deliveryRow } from '@/lib/meta/alert-deliveries';
import { alertStores } from '@/lib/meta/alert-stores';
import { deliveryOf } from '@/lib/meta/delivery.testing';
import { openTestMeta } from '@/lib/meta/embedded.testing';
import { alertDeliveries } from '@/lib/meta/schema';
import { openReceiver } from '@/lib/notify/receiver.testing';
import { openNotifications } from '@/lib/server/notifications';

const meta = openTestMeta();

it('sends what is put into the outbox, calls heartbeats, and ends', async () => {
  const stores = alertStores(meta(), undefined);
  const to = await openReceiver();
  const at = nowMillis();
  const channel = { owner: '', createdAt: at };
  await stores.channels.save({
    ...channel,
    id: 'ops',
    name: 'Ops',
    target: { kind: 'webhook', url: `${to.url}/hook`, headers: {}, template: '', signingKey: 'key' },
  });
  await stores.channels.save({
    ...channel,
    id: 'beat',
    name: 'Beat',
    target: { kind: 'heartbeat', url: `${to.url}/beat`, every: millis(30_000) },
  });
  const notifications = openNotifications({
    stores,
    publicUrl: 'https://hearth.example.com',
    smtp: undefined,
    notifyAllow: ['127.0.0.1'],
    inTime: () => true,
  });
  await meta()
    .db.insert(alertDeliveries)
    .values([deliveryRow(deliveryOf('n1', { createdAt: at, nextAt: at }))]);
  await expect.poll(() => to.received.map((each) => each.path).sort(), { timeout: 60_000 }).toEqual(['/beat', '/hook']);
  const hook = to.received.find((each) => each.path === '/hook');
  expect(hook?.headers).toMatchObject({
    'idempotency-key': 'n1',
    'hearth-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/) as string,
  });
  await expect.poll(async () => (await stores.deliveries.list({ limit: 1 }))[0]?.state, { timeout: 60_000 }).toBe('sent');
  await expect.poll(() => notifications.channels.lastBeat('beat'), { timeout: 60_000 }).toBe('Answered 200: ok');
  await notifications.close();
  await to.close();
}, 120_000);
