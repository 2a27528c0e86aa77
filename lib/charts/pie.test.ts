import { describe, expect, it } from 'vitest';
import { preparePie } from '@/lib/charts/pie';
import { record } from '@/lib/model/record-field';

const by = [record('tenant')];
const table = (rows: [string, number | null][]) => ({
  columns: [
    { name: 'tenant', type: 'string' as const },
    { name: 'count', type: 'number' as const },
  ],
  rows,
});

describe('preparePie', () => {
  it('gives each part its share and its place, the largest first', () => {
    const { slices, whole } = preparePie(
      table([
        ['a', 1],
        ['', 3],
        ['none', 0],
        ['gap', null],
      ]),
      by,
      { fn: 'count' },
    );
    expect(whole).toBe(4);
    expect(slices.map(({ name, share, from, labels }) => [name, share, from, labels])).toEqual([
      ['(none)', 0.75, 0, ['']],
      ['a', 0.25, 0.75, ['a']],
    ]);
  });

  it('adds up what is more than seven parts, but never just one', () => {
    const groups = (count: number) => table(Array.from({ length: count }, (_, index) => [`t${index}`, 100 - index]));
    expect(preparePie(groups(8), by, { fn: 'count' }).slices).toHaveLength(8);
    // 93 + 92
    expect(preparePie(groups(9), by, { fn: 'count' }).slices.at(-1)).toMatchObject({ name: '2 others', value: 185, labels: undefined });
  });
});
