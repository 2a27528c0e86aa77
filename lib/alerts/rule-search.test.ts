import { expect, test } from 'vitest';
import { ruleSearch } from '@/lib/alerts/rule-search';
import { groupOf, listingOf } from '@/lib/alerts/testing/known-listings';

const KNOWN = [
  listingOf('queue', { instances: [groupOf('worker', 'ok')] }, {}, { title: 'Queue backup', labels: { team: 'streams' } }),
  listingOf('latency', {}, {}, { title: 'Slow responses', labels: { team: 'web' } }),
  listingOf('errors', {}, {}, { title: 'High error rate', description: 'Share of requests' }),
];

test.each([
  ['', ['queue', 'latency', 'errors']],
  ['  ', ['queue', 'latency', 'errors']],
  ['QUEUE', ['queue']],
  // a group
  ['work', ['queue']],
  ['team=web slow', ['latency']],
  ['team=web queue', []],
  ['share requests', ['errors']],
  // what it asks
  ['select', ['queue', 'latency', 'errors']],
])('“%s” finds %j', (words, found) => {
  const fits = ruleSearch(words);
  expect(KNOWN.filter(({ rule, state }) => fits(rule, state)).map(({ rule }) => rule.id)).toEqual(found);
});

test('a rule that was never evaluated is found by what it says of itself', () => {
  const { rule } = listingOf('queue');
  expect(ruleSearch('queue')(rule, undefined)).toBe(true);
  expect(ruleSearch('worker')(rule, undefined)).toBe(false);
});
