import { beforeAll, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { deliveryRow, deliveryStore } from '@/lib/meta/alert-deliveries';
import { onBoth } from '@/lib/meta/both.testing';
import { deliveryOf } from '@/lib/meta/delivery.testing';
import { alertDeliveries } from '@/lib/meta/schema';
import type { Delivery } from '@/lib/model/alert-notification';
import type { DeliveryStore } from '@/lib/model/alert-store';

onBoth('deliveries', (meta) => {
  let store: DeliveryStore;
  beforeAll(() => void (store = deliveryStore(meta().db)));
  const queue = (...deliveries: Delivery[]) => meta().db.insert(alertDeliveries).values(deliveries.map(deliveryRow));
  const ids = (deliveries: readonly Delivery[]) => deliveries.map(({ id }) => id);

  it('gives out the oldest of each channel whose time has come', async () => {
    const [first, second] = [deliveryOf('a1', { channelId: 'a' }), deliveryOf('a2', { channelId: 'a', createdAt: millis(2_000) })];
    const early = deliveryOf('b1', { channelId: 'b', createdAt: millis(500), nextAt: millis(3_000) });
    await queue(second, first, early, deliveryOf('c1', { channelId: 'c', state: 'silenced' }));
    expect(await store.due(millis(2_999))).toEqual([first]);
    expect(await store.due(millis(3_000))).toEqual([early, first]);
    expect(ids(await store.waiting('a', 10))).toEqual(['a1', 'a2']);
    expect(ids(await store.waiting('a', 1))).toEqual(['a1']);
    expect(ids(await store.waiting('b', 10))).toEqual(['b1']);
    expect(await store.waiting('c', 10)).toEqual([]);
  });

  it('says what became of each, newest first', async () => {
    await queue(...[1, 2, 3].map((n) => deliveryOf(`f${n}`, { channelId: 'fate', ruleId: 'fate', createdAt: millis(n * 1_000) })));
    const tried = { attempts: 2, nextAt: millis(90_000), outcome: 'HTTP 503' };
    await store.attempted('f1', 'fate', { ...tried, state: 'waiting' });
    await store.attempted('f2', 'fate', { state: 'sent', attempts: 1, nextAt: millis(2_000), sentAt: millis(4_000), outcome: 'HTTP 200' });
    const list = await store.list({ ruleId: 'fate', limit: 10 });
    expect(ids(list)).toEqual(['f3', 'f2', 'f1']);
    expect(list[1]).toMatchObject({ state: 'sent', sentAt: 4_000, outcome: 'HTTP 200' });
    expect(list[2]).toEqual({ ...deliveryOf('f1', { channelId: 'fate', ruleId: 'fate' }), ...tried });
    expect(ids(await store.list({ channelId: 'fate', limit: 1 }))).toEqual(['f3']);
    expect(await store.list({ ruleId: 'fate', channelId: 'other', limit: 10 })).toEqual([]);
  });

  it('tries a dead one again, and nothing else', async () => {
    const old = { channelId: 'again', attempts: 12, outcome: 'HTTP 500' };
    await queue(deliveryOf('dead', { ...old, state: 'dead' }), deliveryOf('sent', { ...old, state: 'sent' }));
    expect(await store.again('dead', 'again', millis(50_000))).toBe(true);
    expect(await store.again('dead', 'again', millis(60_000))).toBe(false);
    expect(await store.again('sent', 'again', millis(60_000))).toBe(false);
    expect(await store.again('dead', 'other', millis(60_000))).toBe(false);
    expect(await store.waiting('again', 10)).toEqual([
      deliveryOf('dead', { ...old, state: 'waiting', attempts: 0, nextAt: millis(50_000) }),
    ]);
  });

  it('counts each channel’s, those that wait however old they are', async () => {
    const at = (createdAt: number, over: Partial<Delivery>) =>
      deliveryOf(`t${createdAt}`, { channelId: 'tally', createdAt: millis(createdAt), ...over });
    await queue(
      at(100, { state: 'sent', sentAt: millis(110), outcome: 'before' }),
      at(200, {}),
      at(5_000, { state: 'sent', sentAt: millis(5_500), outcome: 'HTTP 200' }),
      at(5_100, { state: 'sent', sentAt: millis(5_200), outcome: 'HTTP 204' }),
      at(5_200, { state: 'dead', outcome: 'HTTP 404' }),
      at(5_300, { state: 'silenced' }),
      at(5_400, { outcome: 'HTTP 503', attempts: 1 }),
    );
    const tally = (await store.tallies(millis(1_000))).find(({ channelId }) => channelId === 'tally');
    expect(tally).toEqual({ channelId: 'tally', sent: 2, waiting: 2, dead: 1, waitingSince: 200, lastOutcome: 'HTTP 503' });
    await queue(deliveryOf('quiet', { channelId: 'quiet', state: 'silenced' }));
    const quiet = (await store.tallies(millis(0))).find(({ channelId }) => channelId === 'quiet');
    expect(quiet).toEqual({ channelId: 'quiet', sent: 0, waiting: 0, dead: 0 });
  });
});
