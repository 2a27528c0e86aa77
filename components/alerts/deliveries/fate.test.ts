import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { Delivery } from '@/lib/model/alert-notification';
import { fateOf, ordinal } from '@/components/alerts/deliveries/fate';

const NOW = millis(1_800_000_000_000);
const NOTIFICATION = {
  version: 1,
  id: 'n',
  kind: 'firing',
  trouble: 'critical',
  rule: { id: 'errors', title: 'Errors', description: '', labels: {}, runbook: '', unit: 'ratio' },
  at: NOW,
  title: 'Errors: api at 7 %',
  firing: [],
  moreFiring: 0,
  resolved: [],
  moreResolved: 0,
  link: '',
  dedupKey: 'errors',
} as const;
const delivery = (part: Pick<Delivery, 'state' | 'attempts'> & { nextIn?: number }): Delivery => ({
  id: 'n',
  channelId: 'c',
  ruleId: 'errors',
  notification: NOTIFICATION,
  createdAt: NOW,
  nextAt: millis(NOW + (part.nextIn ?? 0)),
  state: part.state,
  attempts: part.attempts,
});

describe('the fate of a delivery', () => {
  it.each([
    [{ state: 'sent', attempts: 1 }, 'sent'],
    [{ state: 'sent', attempts: 3 }, 'sent at the 3rd try'],
    [{ state: 'dead', attempts: 1 }, 'given up after one try'],
    [{ state: 'dead', attempts: 8 }, 'given up after 8 tries'],
    [{ state: 'silenced', attempts: 0 }, 'held back'],
    [{ state: 'waiting', attempts: 0 }, 'first try now'],
    [{ state: 'waiting', attempts: 0, nextIn: 400 }, 'first try in 1\u00a0s'],
    [{ state: 'waiting', attempts: 2, nextIn: 11_200 }, 'next try in 12\u00a0s'],
    [{ state: 'waiting', attempts: 5, nextIn: 90_000 }, 'next try in 1.5\u00a0min'],
    [{ state: 'waiting', attempts: 5, nextIn: -3_000 }, 'next try now'],
  ] as const)('%j is “%s”', (part, text) => {
    expect(fateOf(delivery(part), NOW)).toBe(text);
  });

  it.each([
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [13, '13th'],
    [21, '21st'],
    [112, '112th'],
  ])('%i is said %s', (count, text) => {
    expect(ordinal(count)).toBe(text);
  });
});
