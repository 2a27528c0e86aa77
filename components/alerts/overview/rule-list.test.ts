import { describe, expect, test } from 'vitest';
import { listingOf } from '@/lib/alerts/testing/known-listings';
import { drawnGroups, linesOf } from '@/components/alerts/overview/rule-lines';
import { groupRules, keepWanted, labelNames } from '@/components/alerts/overview/rule-list';
import { countTiles, isIn, TILES } from '@/components/alerts/overview/tiles';

const LISTINGS = [
  listingOf('queue', {}, {}, { title: 'Queue backup', labels: { team: 'streams' } }),
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
    ['all', null, undefined, ['queue', 'latency', 'errors', 'stale']],
    ['a tile', 'firing', undefined, ['latency', 'errors']],
    ['what flaps', 'flapping', undefined, ['latency']],
    ['what was found', null, ['errors', 'queue'], ['queue', 'errors']],
    ['what was found of a tile', 'firing', ['errors', 'queue'], ['errors']],
    ['nothing, where nothing was found', null, [], []],
  ] as const)('shows %s', (_, tile, found, shown) => {
    expect(ids(keepWanted(LISTINGS, tile, found && new Set<string>(found)))).toEqual(shown);
  });

  test('has a heading before each group, and what is drawn of it keeps its place', () => {
    const lines = linesOf(groupRules(LISTINGS, null));
    const said = lines.map((line) => (line.kind === 'heading' ? `${line.group} ${line.count}` : line.listing.rule.id));
    expect(said).toEqual(['Firing 2', 'errors', 'latency', 'No data 1', 'stale', 'Ok 1', 'queue']);
    const drawn = [...drawnGroups(lines, [2, 3, 4, 9])].map(([group, placed]) => [group, placed.map(({ index }) => index)]);
    expect(drawn).toEqual([
      ['Firing', [2]],
      ['No data', [3, 4]],
    ]);
  });

  test('can be grouped by the labels that there are', () => {
    expect(labelNames(LISTINGS)).toEqual(['team']);
  });
});
