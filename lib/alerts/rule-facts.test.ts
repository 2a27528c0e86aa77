import { describe, expect, test } from 'vitest';
import { firingGroups, sinceOf, worstNow } from '@/lib/alerts/rule-facts';
import { groupOf, listingOf } from '@/lib/alerts/testing/known-listings';
import { millis } from '@/lib/base/time';

describe('the worst value now', () => {
  const values = [groupOf('a', 'ok', { value: 1 }), groupOf('b', 'firing', { value: 3 }), groupOf('c', 'noData', { value: null })];

  test.each([
    ['above 2, 5', {}, { value: 3, labels: { 'service.name': 'b' }, beyond: 'warn', against: 'warn' }],
    [
      'above 5 alone',
      { condition: { is: 'above', critical: { at: 5, for: 0 } } },
      { value: 3, labels: { 'service.name': 'b' }, against: 'critical' },
    ],
    [
      'below 2',
      { condition: { is: 'below', critical: { at: 2, for: 0 } } },
      { value: 1, labels: { 'service.name': 'a' }, beyond: 'critical', against: 'critical' },
    ],
    ['without a level', { condition: { is: 'above' } }, { value: 3, labels: { 'service.name': 'b' } }],
  ])('%s', (_, rule, worst) => {
    const { rule: judged, state } = listingOf('errors', { instances: values }, {}, rule);
    expect(worstNow(judged, state)).toEqual(worst);
  });

  test('is none where no group has one', () => {
    const { rule, state } = listingOf('errors', { instances: [groupOf('c', 'noData', { value: null })] });
    expect(worstNow(rule, state)).toBeUndefined();
    expect(worstNow(rule, undefined)).toBeUndefined();
  });
});

test('groups that fire are counted among all, also those beyond the cap', () => {
  const instances = [groupOf('a', 'ok'), groupOf('b', 'firing'), groupOf('c', 'pending')];
  expect(firingGroups(listingOf('errors', { instances, moreGroups: 214 }).state)).toEqual({ firing: 1, of: 217 });
  expect(firingGroups(listingOf('errors', { instances: [groupOf('', 'firing', { labels: {} })] }).state)).toBeUndefined();
});

test.each([
  ['critical', 20],
  ['warn', 10],
  ['pending', 40],
  ['noData', 50],
  ['silenced', 10],
  ['ok', 50],
  ['error', 7],
  ['paused', undefined],
  ['new', undefined],
] as const)('a rule that is %s has been so since the first of its groups, and ok since the last', (condition, since) => {
  const instances = [
    groupOf('a', 'firing', { severity: 'warn', since: millis(10) }),
    groupOf('b', 'firing', { severity: 'critical', since: millis(30) }),
    groupOf('c', 'firing', { severity: 'critical', since: millis(20) }),
    groupOf('d', 'pending', { since: millis(40) }),
    groupOf('e', 'noData', { since: millis(50) }),
  ];
  expect(sinceOf(condition, listingOf('errors', { instances, error: { message: 'no', since: millis(7) } }).state)).toBe(since);
});

test('a rule that finds nothing any more has been without data since it last found something', () => {
  const instances = [groupOf('a', 'ok', { value: null, seenAt: millis(60) }), groupOf('b', 'ok', { value: null, seenAt: millis(70) })];
  expect(sinceOf('noData', listingOf('errors', { instances }).state)).toBe(70);
});
