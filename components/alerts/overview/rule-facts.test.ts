import { describe, expect, test } from 'vitest';
import { millis } from '@/lib/base/time';
import { firingGroups, groupName, sinceOf, worstNow } from '@/components/alerts/overview/rule-facts';
import { groupOf, listingOf } from '@/components/alerts/overview/known-listings';
import { countTiles, isIn, TILES } from '@/components/alerts/overview/tiles';
import { groupRules, keepWanted, labelNames } from '@/components/alerts/overview/rule-list';
import { watchText } from '@/components/alerts/overview/watch-text';

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
    expect(worstNow(listingOf('errors', { instances: values }, {}, rule))).toEqual(worst);
  });

  test('is none where no group has one', () => {
    expect(worstNow(listingOf('errors', { instances: [groupOf('c', 'noData', { value: null })] }))).toBeUndefined();
    const { state: _, ...never } = listingOf('errors');
    expect(worstNow(never)).toBeUndefined();
  });
});

test('groups that fire are counted among all, also those beyond the cap', () => {
  const instances = [groupOf('a', 'ok'), groupOf('b', 'firing'), groupOf('c', 'pending')];
  expect(firingGroups(listingOf('errors', { instances, moreGroups: 214 }))).toEqual({ firing: 1, of: 217 });
  expect(firingGroups(listingOf('errors', { instances: [groupOf('', 'firing', { labels: {} })] }))).toBeUndefined();
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
  const listing = listingOf('errors', { instances, error: { message: 'no', since: millis(7) } }, { condition });
  expect(sinceOf(listing)).toBe(since);
});

test('a rule that finds nothing any more has been without data since it last found something', () => {
  const instances = [groupOf('a', 'ok', { value: null, seenAt: millis(60) }), groupOf('b', 'ok', { value: null, seenAt: millis(70) })];
  expect(sinceOf(listingOf('errors', { instances }, { condition: 'noData' }))).toBe(70);
});

test.each([
  [{}, ''],
  [{ 'service.name': 'shop', 'http.route': '' }, 'shop · (none)'],
])('the group %j is called %j', (labels, name) => {
  expect(groupName(labels)).toBe(name);
});

const LISTINGS = [
  listingOf('queue', { instances: [groupOf('worker', 'ok')] }, {}, { title: 'Queue backup', labels: { team: 'streams' } }),
  listingOf('latency', {}, { condition: 'warn', flapping: true }, { title: 'Slow responses', labels: { team: 'web' } }),
  listingOf('errors', {}, { condition: 'critical' }, { title: 'High error rate' }),
  listingOf('stale', {}, { condition: 'noData' }, { title: 'Old', labels: { team: 'web' } }),
];

test('tiles count every rule once, and what flaps a second time', () => {
  expect(countTiles(LISTINGS)).toMatchObject({
    firing: 2,
    flapping: 1,
    noData: 1,
    ok: 1,
    silenced: 0,
    paused: 0,
    error: 0,
    pending: 0,
    new: 0,
  });
  for (const listing of LISTINGS) {
    expect(TILES.filter((tile) => tile !== 'flapping' && isIn(tile, listing))).toHaveLength(1);
  }
});

describe('the list', () => {
  const ids = (listings: readonly { readonly rule: { readonly id: string } }[]) => listings.map(({ rule }) => rule.id);

  test.each([
    ['by state, the worst first', null, 'Firing: errors, latency; No data: stale; Ok: queue'],
    ['by a label, those without it last', 'team', 'streams: queue; web: latency, stale; without team: errors'],
  ])('is grouped %s', (_, by, text) => {
    const groups = groupRules(LISTINGS, by).map(({ title, listings }) => `${title}: ${ids(listings).join(', ')}`);
    expect(groups.join('; ')).toBe(text);
  });

  test.each([
    ['all', null, '', ['queue', 'latency', 'errors', 'stale']],
    ['a tile', 'firing', '', ['latency', 'errors']],
    ['what flaps', 'flapping', '', ['latency']],
    ['a word of the title', null, 'QUEUE', ['queue']],
    ['a group', null, 'work', ['queue']],
    ['a label and a word', null, 'team=web slow', ['latency']],
    ['nothing', 'ok', 'slow', []],
  ] as const)('shows %s', (_, tile, search, found) => {
    expect(ids(keepWanted(LISTINGS, tile, search))).toEqual(found);
  });

  test('can be grouped by the labels that there are', () => {
    expect(labelNames(LISTINGS)).toEqual(['team']);
  });
});

test.each([
  [
    {
      kind: 'spec',
      spec: {
        kind: 'series',
        source: { signal: 'spans' },
        where: { op: 'eq', field: { in: 'record', name: 'entry' }, value: true },
        measures: [{ fn: 'ratio', where: { op: 'eq', field: { in: 'record', name: 'error' }, value: true } }],
        by: [{ in: 'record', name: 'service' }],
        limit: 10,
      },
    },
    'share of spans with error where entry by service.name over 5\u00a0min',
  ],
  [
    {
      kind: 'pair',
      op: 'divide',
      left: {
        kind: 'series',
        source: { signal: 'metrics', metric: 'db.used' },
        measures: [{ fn: 'last', of: { in: 'record', name: 'value' } }],
        by: [],
        limit: 10,
      },
      right: {
        kind: 'series',
        source: { signal: 'metrics', metric: 'db.max' },
        measures: [{ fn: 'last', of: { in: 'record', name: 'value' } }],
        by: [],
        limit: 10,
      },
    },
    'last of db.used / last of db.max over 5\u00a0min',
  ],
  [
    {
      kind: 'spec',
      spec: {
        kind: 'series',
        source: { signal: 'spans' },
        measures: [{ fn: 'quantile', of: { in: 'record', name: 'duration' }, q: 0.95 }],
        by: [],
        limit: 10,
      },
    },
    'p95 of duration of spans over 5\u00a0min',
  ],
  [{ kind: 'sql', text: 'SELECT\n  count()\nFROM otel_logs' }, 'SELECT count() FROM otel_logs over 5\u00a0min'],
])('%#: what it watches in one line', (ask, text) => {
  expect(watchText(listingOf('any', {}, {}, { ask, over: 300_000 }).rule)).toBe(text);
});
