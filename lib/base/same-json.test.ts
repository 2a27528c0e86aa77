import { expect, it } from 'vitest';
import { sameJson } from '@/lib/base/same-json';

it('does not mind the order of keys, and minds everything else', () => {
  expect(sameJson({ a: 1, b: [1, { c: 2, d: 3 }] }, { b: [1, { d: 3, c: 2 }], a: 1 })).toBe(true);
  expect(sameJson([1, 2], [2, 1])).toBe(false);
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
});
