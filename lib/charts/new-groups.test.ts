import { expect, it } from 'vitest';
import { newGroups } from '@/lib/charts/new-groups';

const table = (rows: [string, string, number][]) => ({
  columns: [
    { name: 'type', type: 'string' as const },
    { name: 'service', type: 'string' as const },
    { name: 'count', type: 'number' as const },
  ],
  rows,
});
const now = table([
  ['Timeout', 'api', 9],
  ['Timeout', 'worker', 4],
  ['KeyError', 'api', 2],
  ['', 'api', 1],
]);

it('takes away every group that was there before, by all of its labels', () => {
  const earlier = table([
    ['Timeout', 'api', 1],
    ['KeyError', 'db', 1],
    ['', 'api', 70],
  ]);
  expect(newGroups(now, earlier, 2, 10)).toEqual({
    table: table([
      ['Timeout', 'worker', 4],
      ['KeyError', 'api', 2],
    ]),
    cut: false,
  });
});

it('keeps the largest and says that there are more', () => {
  const { table: kept, cut } = newGroups(now, table([]), 2, 3);
  expect([kept.rows.length, cut]).toEqual([3, true]);
});
