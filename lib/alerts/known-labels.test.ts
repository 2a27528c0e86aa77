import { expect, it } from 'vitest';
import { knownLabels } from '@/lib/alerts/known-labels';
import { groupOf, listingOf } from '@/lib/alerts/testing/known-listings';

const LISTINGS = [
  listingOf('errors', { instances: [groupOf('shop', 'firing'), groupOf('Search', 'ok')] }, {}, { labels: { team: 'web' } }),
  listingOf('latency', { instances: [groupOf('mail', 'ok'), groupOf('shop', 'ok')] }, {}, { labels: { tier: '1' } }),
];

it.each([
  ['every name, of rules and of groups', { label: '' }, { names: ['service.name', 'team', 'tier'], values: [] }],
  [
    'the values of one, each once',
    { label: 'service.name' },
    { names: ['service.name', 'team', 'tier'], values: ['Search', 'mail', 'shop'] },
  ],
  ['values with a part', { label: 'service.name', part: 's' }, { names: ['service.name', 'team', 'tier'], values: ['Search', 'shop'] }],
  ['those of one rule', { label: 'service.name', rules: ['latency'] }, { names: ['service.name', 'tier'], values: ['mail', 'shop'] }],
  ['a label that every object has', { label: 'constructor' }, { names: ['service.name', 'team', 'tier'], values: [] }],
  ['a label that nothing has', { label: 'region' }, { names: ['service.name', 'team', 'tier'], values: [] }],
])('tells %s', (_name, ask, known) => {
  expect(knownLabels(LISTINGS, { rules: [], part: '', ...ask })).toEqual(known);
});

it('tells of the first 50 values of a thousand', () => {
  const instances = Array.from({ length: 1_000 }, (_, index) => groupOf(`s${String(index).padStart(3, '0')}`, 'ok'));
  const { values } = knownLabels([listingOf('many', { instances })], { rules: [], label: 'service.name', part: '9' });
  // s009 to s089 are nine, s090 to s099 ten, so 19 in each hundred: the 50th is the 12th of s2.., and s290 is its 10th
  expect([values.length, values[0], values.at(-1)]).toEqual([50, 's009', 's292']);
});
