import { expect, it } from 'vitest';
import { retryAfter } from '@/lib/base/retry-after';
import { millis } from '@/lib/base/time';

const NOW = millis(Date.UTC(2026, 10, 21, 14));

it.each([
  ['7', 7_000],
  ['0', 0],
  ['0.25', 250],
  ['Sat, 21 Nov 2026 14:01:30 GMT', 90_000],
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  ['-5', undefined],
  [null, undefined],
  [undefined, undefined],
])('%j is a wait of %s ms', (header, wait) => {
  expect(retryAfter(header, NOW)).toBe(wait);
});
