import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { readRecent, withRecent, type RecentSearch } from '@/lib/client/searches';

const search = (filter: string, at: number): RecentSearch => ({ filter, at: millis(at) });

it.each<[before: RecentSearch[], filter: string, after: RecentSearch[]]>([
  [[], 'error', [search('error', 9)]],
  [[search('a', 2), search('b', 1)], 'c', [search('c', 9), search('a', 2), search('b', 1)]],
  [[search('a', 2), search('b', 1)], 'b', [search('b', 9), search('a', 2)]],
])('of %j and %s keeps %j', (before, filter, after) => {
  expect(withRecent(before, filter, millis(9))).toEqual(after);
});

it('keeps the last twenty', () => {
  const twenty = Array.from({ length: 20 }, (_, n) => search(`n = ${n}`, n));
  const kept = withRecent(twenty, 'new', millis(99));
  expect(kept).toHaveLength(20);
  expect(kept[0]).toEqual(search('new', 99));
  expect(kept.at(-1)).toEqual(search('n = 18', 18));
});

it.each([
  ['', []],
  ['{', []],
  ['{"filter":"a"}', []],
  ['[{"filter":"a","at":1},{"filter":2,"at":1},null]', [search('a', 1)]],
])('reads %s as %j', (text, recent) => {
  expect(readRecent(text)).toEqual(recent);
});
