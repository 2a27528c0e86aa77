import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { nameWindow, nameWindowShort } from '@/lib/client/window-name';

it.each([
  [30_000, 'Last 30 seconds', '30s'],
  [60_000, 'Last minute', '1m'],
  [900_000, 'Last 15 minutes', '15m'],
  [3_600_000, 'Last hour', '1h'],
  [5_400_000, 'Last 90 minutes', '90m'],
  [86_400_000, 'Last 24 hours', '1d'],
  [172_800_000, 'Last 2 days', '2d'],
  [604_800_000, 'Last 7 days', '1w'],
  [1_209_600_000, 'Last 14 days', '2w'],
  [2_592_000_000, 'Last 30 days', '30d'],
])('%i ms: %s', (last, name, short) => {
  expect(nameWindow({ last: millis(last) }, 'utc')).toBe(name);
  expect(nameWindowShort({ last: millis(last) }, 'utc')).toBe(short);
});

it('names two instants by their day and clock, and by the clock alone where room is scarce', () => {
  // 2025-12-17 19:34 to 20:34 UTC
  const window = { from: millis(1_766_000_040_000), to: millis(1_766_003_640_000) };
  expect(nameWindow(window, 'utc')).toBe('17 Dec 19:34 – 20:34');
  expect(nameWindowShort(window, 'utc')).toBe('19:34 – 20:34');
});
