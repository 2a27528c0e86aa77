import { expect, test } from 'vitest';
import { millis } from '@/lib/base/time';
import { groupOf, listingOf } from '@/lib/alerts/testing/known-listings';
import { heldBy, type JudgedRule } from '@/lib/alerts/held';

const { state: _, ...neverRun } = listingOf('never-run', {}, {}, { labels: { team: 'data' } });
const LISTINGS: JudgedRule[] = [
  listingOf(
    'errors',
    { instances: [groupOf('shop', 'firing'), groupOf('search', 'ok'), groupOf('mail', 'noData')] },
    {},
    { labels: { team: 'web' } },
  ),
  listingOf('latency', { instances: [groupOf('shop', 'pending')] }, {}, { labels: { team: 'web' } }),
  listingOf('failing', { error: { message: 'no such table', since: millis(0) } }, {}, { labels: { team: 'data' } }),
  neverRun,
];
const label = (name: string, op: 'eq' | 'neq' | 'matches', value: string) => ({ label: name, op, value });

test.each([
  [
    'everything: 3 + 1 + 1 + 1 groups; the one that fires, the one without data, the failed query',
    [],
    [],
    { groups: 6, troubled: 3, rules: 4 },
  ],
  ['a rule', ['errors'], [], { groups: 3, troubled: 2, rules: 1 }],
  ['a group of any rule', [], [label('service.name', 'eq', 'shop')], { groups: 2, troubled: 1, rules: 2 }],
  [
    'a label of the rule and one of the group',
    [],
    [label('team', 'eq', 'web'), label('service.name', 'matches', 's.*')],
    { groups: 3, troubled: 1, rules: 2 },
  ],
  ['a failed query and a rule that never ran', [], [label('team', 'eq', 'data')], { groups: 2, troubled: 1, rules: 2 }],
  ['nothing', [], [label('team', 'eq', 'nobody')], { groups: 0, troubled: 0, rules: 0 }],
])('a silence is about %s', (_name, rules, matchers, held) => {
  expect(heldBy({ rules, matchers }, LISTINGS)).toMatchObject(held);
});

const told = (show: number, rules: string[] = []) =>
  heldBy({ rules, matchers: [] }, LISTINGS, show).first.map(({ title, labels, state }) => [title, labels['service.name'], state]);

test('the groups in trouble come first, then the others, each by the title of its rule', () => {
  expect(told(10)).toEqual([
    ['errors', 'shop', 'firing'],
    ['errors', 'mail', 'noData'],
    ['failing', undefined, 'error'],
    ['errors', 'search', 'ok'],
    ['latency', 'shop', 'pending'],
    ['never-run', undefined, undefined],
  ]);
  expect(told(4)).toEqual(told(10).slice(0, 4));
  expect(told(1, ['latency'])).toEqual([['latency', 'shop', 'pending']]);
  expect(told(0)).toEqual([]);
});
