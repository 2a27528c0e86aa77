import { expect, test } from 'vitest';
import { Slots } from '@/lib/backends/clickhouse/slots';

const { signal } = new AbortController();

test('lets as many in as there is room for, then one for each that leaves, in order', async () => {
  const slots = new Slots(1, 8);
  const order: string[] = [];
  const first = await slots.take(signal);
  const enter = async (name: string) => {
    const release = await slots.take(signal);
    order.push(name);
    release();
    release();
  };
  const both = [enter('second'), enter('third')];
  expect(order).toEqual([]);
  first();
  await Promise.all(both);
  expect(order).toEqual(['second', 'third']);
});

test('turns away whoever comes when too many wait', async () => {
  const slots = new Slots(1, 1);
  const release = await slots.take(signal);
  const waiting = slots.take(signal);
  await expect(slots.take(signal)).rejects.toMatchObject({ fault: 'timeout' });
  release();
  (await waiting)();
});

test('forgets whoever gives up waiting, and never loses the place', async () => {
  const slots = new Slots(1, 8);
  const release = await slots.take(signal);
  const stop = new AbortController();
  const given = slots.take(stop.signal);
  const next = slots.take(signal);
  stop.abort();
  await expect(given).rejects.toMatchObject({ fault: 'cancelled' });
  release();
  (await next)();
  (await slots.take(signal))();
});
