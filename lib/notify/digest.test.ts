import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Notification } from '@/lib/model/alert-notification';
import { digestOf, takesDigests } from '@/lib/notify/digest';
import { notificationOf } from '@/lib/notify/hostile.testing';

const message = (id: string, rule: string, over: Partial<Notification> = {}) => ({
  id,
  notification: notificationOf({
    id,
    dedupKey: rule,
    title: `${rule} says ${id}`,
    link: `https://hearth.example.com/alerts/${rule}`,
    ...over,
  }),
});

it('has a line for each rule, by its newest message, the worst first', () => {
  const digest = digestOf(
    [
      message('1', 'slow', { trouble: 'warn', at: millis(1) }),
      message('2', 'errors', { at: millis(2) }),
      message('3', 'queue', { at: millis(3) }),
      message('4', 'errors', { kind: 'repeat', at: millis(4) }),
      message('5', 'queue', { kind: 'resolved', at: millis(5) }),
    ],
    'https://hearth.example.com',
  );
  expect(digest).toMatchObject({
    kind: 'firing',
    trouble: 'critical',
    at: 5,
    title: '5 messages: 2 alerts fire, 1 over',
    link: 'https://hearth.example.com/alerts',
    moreFiring: 0,
    moreResolved: 0,
  });
  expect(digest.firing.map(({ message: text, link }) => [text, link])).toEqual([
    ['errors says 4 (the last of 2 messages)', 'https://hearth.example.com/alerts/errors'],
    ['slow says 1', 'https://hearth.example.com/alerts/slow'],
  ]);
  expect(digest.resolved.map(({ message: text }) => text)).toEqual(['queue says 5 (the last of 2 messages)']);
});

it('is resolved where nothing fires any more, and counts what it does not list', () => {
  const digest = digestOf(
    Array.from({ length: 25 }, (_, index) => message(`m${index}`, `rule${index}`, { kind: 'resolved' })),
    'https://a.example',
  );
  expect(digest).toMatchObject({ kind: 'resolved', firing: [], moreFiring: 0, moreResolved: 5 });
  expect(digest.resolved).toHaveLength(20);
});

it('has the same key for the same messages, and another one for others', () => {
  const key = (...ids: string[]) =>
    digestOf(
      ids.map((id) => message(id, 'a')),
      'https://a.example',
    ).id;
  expect(key('1', '2')).toBe(key('1', '2'));
  expect(key('1', '2')).not.toBe(key('1', '2', '3'));
});

it('is for people', () =>
  expect((['slack', 'email', 'webhook', 'pagerduty', 'opsgenie'] as const).map(takesDigests)).toEqual([true, true, false, false, false]));
