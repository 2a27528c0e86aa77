import { expect, it } from 'vitest';
import { niceStep, timeTicks } from '@/lib/waterfall/time-axis';

it.each([
  [0.3, 1],
  [1.2, 2],
  [3, 5],
  [7, 10],
  [100, 100],
  [101, 200],
  [0.4e9, 0.5e9],
  [0.51e9, 1e9],
  [6e9, 10e9],
  [11e9, 15e9],
  [40e9, 60e9],
  [130e9, 300e9],
  [1_000e9, 1_800e9],
  [86_400e9, 86_400e9],
  [3 * 86_400e9, 5 * 86_400e9],
])('the step for at least %d ns is %d', (least, step) => expect(niceStep(least)).toBe(step));

it.each<[number, number, number, string[]]>([
  [0, 6.31e9, 4, ['0', '2 s', '4 s', '6 s']],
  [0, 2.37e9, 5, ['0', '500 ms', '1 s', '1.5 s', '2 s']],
  [0, 412e6, 5, ['0', '100 ms', '200 ms', '300 ms', '400 ms']],
  [100e6, 100.9e6, 5, ['100 ms', '100.2 ms', '100.4 ms', '100.6 ms', '100.8 ms']],
  [0, 950, 5, ['0', '200 ns', '400 ns', '600 ns', '800 ns']],
  [0, 2_600, 3, ['0', '1 µs', '2 µs']],
  [0, 200e9, 4, ['0', '1 min', '2 min', '3 min']],
  [60e9, 120e9, 4, ['1 min', '1 min 15 s', '1 min 30 s', '1 min 45 s', '2 min']],
  [0, 2.5 * 3_600e9, 3, ['0', '1 h', '2 h']],
  [5, 5, 4, ['5 ns']],
])('%d to %d ns with about %d ticks', (from, to, most, labels) => {
  expect(timeTicks(from, to, most).map((tick) => tick.label.replaceAll('\u00a0', ' '))).toEqual(labels);
});

it('puts ticks where their labels say', () => {
  expect(timeTicks(0, 6.31e9, 4).map((tick) => tick.at)).toEqual([0, 2e9, 4e9, 6e9]);
});
