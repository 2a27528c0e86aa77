import { expect, it } from 'vitest';
import { fittingLabels, inOrder } from '@/components/metrics/fitting-labels';
import type { MetricLabel } from '@/lib/model/metric';

const label = (length: number, values = 3): MetricLabel => ({ in: 'attributes', key: 'x'.repeat(length), values });

// a key of 9 characters and a count of one are 10 · 6.6 + 14 = 80 px; between two chips are 4, and `+1` takes 4 and 24
it.each<[string, number[], number, number]>([
  ['one alone', [9], 80, 1],
  ['two beside each other', [9, 9], 164, 2],
  ['one, as the second is cut', [9, 9], 163, 1],
  ['two and the number of the others', [9, 9, 9], 192, 2],
  ['one, as the number has no room beside two', [9, 9, 9], 191, 1],
  ['one even where it is cut', [60, 9], 100, 1],
  ['one while the room is not known', [9, 9], 0, 1],
])('%s', (_name, lengths, room, expected) =>
  expect(
    fittingLabels(
      lengths.map((length) => label(length)),
      room,
    ),
  ).toBe(expected),
);

it('has the own labels first', () => {
  const host: MetricLabel = { in: 'resource', key: 'host.name', values: 900 };
  expect(inOrder([host, label(3), label(5)])).toEqual([label(3), label(5), host]);
});
