import { expect, it } from 'vitest';
import { linePath, tickPath } from '@/components/traces/bar-path';

const VIEW = { from: 1_000, to: 3_000 };

it.each<[string, [from: number, to: number][], string]>([
  ['inside', [[1_500, 2_000]], 'M250 4H500'],
  ['cut at both edges', [[0, 9_000]], 'M0 4H1000'],
  [
    'outside',
    [
      [0, 900],
      [3_100, 4_000],
    ],
    '',
  ],
  [
    'two that are apart',
    [
      [1_000, 1_200],
      [2_000, 2_200],
    ],
    'M0 4H100M500 4H600',
  ],
  [
    'two that are next to each other on the screen are one',
    [
      [1_000, 1_200],
      [1_201, 1_400],
    ],
    'M0 4H200',
  ],
  ['one too short to be seen is made longer', [[2_000, 2_000.1]], 'M500 4H502'],
  ['also at the right edge', [[2_999.9, 3_000]], 'M998 4H1000'],
])('%s', (_, stretches, path) =>
  expect(
    linePath(
      stretches.map(([from, to]) => ({ from, to })),
      VIEW,
      4,
    ),
  ).toBe(path),
);

it('draws few lines, however many stretches there are', () => {
  const many = Array.from({ length: 100_000 }, (_, at) => ({ from: 1_000 + at / 50, to: 1_000 + at / 50 + 0.01 }));
  expect(linePath(many, VIEW, 4)).toBe('M0 4H1000');
});

it('draws a tick for each instant that is seen, once for each place', () =>
  expect(tickPath([900, 1_000, 1_500, 1_500.2, 3_000, 3_001], VIEW, 2, 8)).toBe('M0 2V8M250 2V8M1000 2V8'));
