import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { shareAddress } from '@/lib/client/share-address';

const RANGE = { from: millis(1_766_000_000_000.4), to: millis(1_766_000_600_000.4) };

it('fixes a moving window, rounding outwards, and keeps the rest', () => {
  expect(shareAddress('http://localhost:3000/traces?q=error&t=15m&every=10s&tz=utc#row', RANGE)).toBe(
    'http://localhost:3000/traces?q=error&tz=utc&from=1766000000000&to=1766000600001#row',
  );
});

it('replaces a fixed window and drops the way back from a zoom', () => {
  expect(shareAddress('http://localhost:3000/traces?from=1&to=2&out=1h', RANGE)).toBe(
    'http://localhost:3000/traces?from=1766000000000&to=1766000600001',
  );
});
