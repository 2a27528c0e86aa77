import { describe, expect, it } from 'vitest';
import { DAY, millis } from '@/lib/base/time';
import { deliveryOf } from '@/lib/meta/delivery.testing';
import { afterAttempt, backOff, nextBatch } from '@/lib/server/alert-sender-queue';

const waiting = (id: string, ruleId: string, nextAt: number) => deliveryOf(id, { ruleId, nextAt: millis(nextAt) });

describe('nextBatch', () => {
  const now = millis(100);
  it.each([
    ['nothing waits', [], []],
    ['the oldest', [waiting('a1', 'a', 0), waiting('b1', 'b', 0)], ['a1']],
    ['another rule passes one that is to be tried again', [waiting('a1', 'a', 200), waiting('b1', 'b', 100)], ['b1']],
    ['the same rule does not', [waiting('a1', 'a', 200), waiting('a2', 'a', 0), waiting('a3', 'a', 0)], []],
    ['nor behind another one', [waiting('a1', 'a', 200), waiting('b1', 'b', 200), waiting('a2', 'a', 0), waiting('c1', 'c', 0)], ['c1']],
  ])('%s', (_name, queue, expected) => expect(nextBatch(queue, now, true).map(({ id }) => id)).toEqual(expected));

  it('a rule’s messages go by their windows, whatever the clock said when they were written', () => {
    const of = (id: string, at: number, createdAt: number) => {
      const delivery = deliveryOf(id, { createdAt: millis(createdAt), nextAt: millis(0) });
      return { ...delivery, notification: { ...delivery.notification, at: millis(at) } };
    };
    expect(nextBatch([of('resolved', 2_000, 10), of('firing', 1_000, 20)], now, true).map(({ id }) => id)).toEqual(['firing']);
  });

  const many = (count: number, nextAt = 0) => Array.from({ length: count }, (_, index) => waiting(`a${index}`, `rule${index}`, nextAt));
  it.each([
    [20, true, 0, 1],
    [21, true, 0, 21],
    [21, false, 0, 1],
    // none is due: a digest that failed waits like any other message
    [21, true, 200, 0],
  ])('%i waiting, digests %s, due at %i: %i at once', (count, digests, nextAt, expected) =>
    expect(nextBatch(many(count, nextAt), now, digests)).toHaveLength(expected),
  );
});

describe('backOff', () => {
  it.each([
    // half for sure: 5 s / 2; all of it by chance: 5 s
    [1, 0, 2_500],
    [1, 1, 5_000],
    [2, 0.5, 7_500],
    [5, 1, 80_000],
    // 5 s · 2^6 = 320 s is more than 5 min
    [7, 1, 300_000],
    [500, 0, 150_000],
  ])('attempt %i with chance %f: %i ms', (attempts, random, expected) => expect(backOff(attempts, random)).toBe(expected));
});

describe('afterAttempt', () => {
  const delivery = deliveryOf('a', { attempts: 2, createdAt: millis(0) });
  const now = millis(10_000);
  it('sent', () =>
    expect(afterAttempt(delivery, { kind: 'sent', outcome: 'Answered 200.' }, now, 0)).toEqual({
      state: 'sent',
      attempts: 3,
      nextAt: 10_000,
      sentAt: 10_000,
      outcome: 'Answered 200.',
    }));
  it('refused', () =>
    expect(afterAttempt(delivery, { kind: 'refused', outcome: 'no' }, now, 0)).toEqual({
      state: 'dead',
      attempts: 3,
      nextAt: 10_000,
      outcome: 'no',
    }));
  it('to be tried again, no sooner than was asked for', () => {
    expect(afterAttempt(delivery, { kind: 'retry', outcome: 'x' }, now, 1)).toMatchObject({
      state: 'waiting',
      attempts: 3,
      nextAt: 30_000,
    });
    expect(afterAttempt(delivery, { kind: 'retry', outcome: 'x', afterMillis: millis(60_000) }, now, 1)).toMatchObject({ nextAt: 70_000 });
  });
  it('to be tried again within a day, however long the receiver asks for', () => {
    const sent = { kind: 'retry', outcome: 'x', afterMillis: millis(1e18) } as const;
    expect(afterAttempt(delivery, sent, now, 1)).toMatchObject({ state: 'waiting', nextAt: now + DAY });
  });
  it('given up after a day', () => {
    expect(afterAttempt(delivery, { kind: 'retry', outcome: 'x' }, millis(DAY - 1), 1)).toMatchObject({ state: 'waiting' });
    expect(afterAttempt(delivery, { kind: 'retry', outcome: 'x' }, DAY, 1)).toMatchObject({
      state: 'dead',
      outcome: 'Given up after a day. x',
    });
  });
});
