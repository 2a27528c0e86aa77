import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { isSilent } from '@/lib/model/running';

it.each([
  ['nothing heard for exactly ten minutes', 600_000, false, false],
  ['a moment more', 600_001, false, true],
  ['a minute, and another process has begun', 60_000, true, false],
  ['a moment more than that', 60_001, true, true],
  ['a clock that is behind', -5_000, true, false],
])('%s', (_, silence, restarted, silent) => {
  expect(isSilent(millis(silence), restarted)).toBe(silent);
});
