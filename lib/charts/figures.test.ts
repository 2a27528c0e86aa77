import { describe, expect, it } from 'vitest';
import { prepareFigures, type FigureColumn } from '@/lib/charts/figures';
import { record } from '@/lib/model/record-field';

const column = (over: Partial<FigureColumn>): FigureColumn => ({ name: '', unit: 'count', draw: 'text', thresholds: [], ...over });
const table = {
  columns: [],
  rows: [
    ['POST /streams', 300, 0.078, 60],
    ['', 100, null, 20],
  ],
};
const columns = [
  column({ draw: 'bar' }),
  column({ unit: 'ratio', thresholds: [{ at: 0.05, tone: 'error' }] }),
  column({ unit: 'nanoseconds', draw: 'share' }),
];

describe('prepareFigures', () => {
  const [first, second] = prepareFigures(table, [record('httpRoute')], columns, 0);

  it('measures bars by the largest, and says shares of the sum', () => {
    expect(first?.figures.map(({ text, fraction }) => [text, fraction])).toEqual([
      ['300', 1],
      ['7.8\u00a0%', undefined],
      ['75\u00a0%', 1],
    ]);
    expect(second?.figures.map(({ text, fraction }) => [text, fraction])).toEqual([
      ['100', 1 / 3],
      ['–', undefined],
      ['25\u00a0%', 1 / 3],
    ]);
  });

  it('tones what has reached a threshold', () => {
    expect(first?.figures[1]?.tone).toBe('error');
    expect(second?.figures[1]?.tone).toBeUndefined();
  });

  it('names the group without a value, and keeps its label as it was', () => {
    expect(second?.texts).toEqual(['(none)']);
    expect(second?.labels).toEqual(['']);
  });
});

it('says of what reports now and then whether it is still there, seen from the end of the window', () => {
  const host = { columns: [{ name: 'at', type: 'number' as const }], rows: [[1_000_000]] };
  const column: FigureColumn = { name: 'Last seen', unit: 'instant', draw: 'liveness', thresholds: [] };
  // 5 min after it was last heard of: more than three minutes, less than a quarter of an hour
  const [row] = prepareFigures(host, [], [column], 1_300_000);
  expect(row?.figures[0]).toMatchObject({ text: 'stale · 5\u00a0min ago', tone: 'warn', fraction: undefined });
});
