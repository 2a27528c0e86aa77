import { expect, it } from 'vitest';
import { Suggest } from '@/lib/model/backend';

const ask = { signal: 'spans', prefix: '', from: 1_000, to: 2_000 };

it('asks for suggestions of a range', () => {
  expect(Suggest.parse(ask)).toEqual({ ...ask, limit: 50 });
});

it.each([
  ['ends before it starts', { from: 2_000, to: 1_000 }],
  ['lies beyond all dates', { from: 1e300, to: 2e300 }],
])('asks for none of a range that %s: no answer would say so', (_what, range) => {
  expect(Suggest.safeParse({ ...ask, ...range }).success).toBe(false);
});
