import { expect, it } from 'vitest';
import { BoundedCache } from '@/lib/server/bounded-cache';

it('lets go of what was used longest ago when the rest would not fit', () => {
  const cache = new BoundedCache<number>(30); // a key of one letter takes 2
  cache.set('a', 1, 8);
  cache.set('b', 2, 8);
  cache.set('c', 3, 8);
  expect(cache.get('a')).toBe(1);
  cache.set('d', 4, 8);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([1, undefined, 3, 4]);
  cache.set('a', 5, 28);
  expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([5, undefined, undefined, undefined]);
  cache.set('a', 6, 29);
  expect(cache.get('a')).toBeUndefined();
});
