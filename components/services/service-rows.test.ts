import { expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { gridOf } from '@/lib/charts/grid';
import type { Answer, CellValue } from '@/lib/model/answer';
import { serviceRows, sortRows } from '@/components/services/service-rows';

const table = (...rows: CellValue[][]): Answer => ({ kind: 'table', table: { columns: [], rows }, executed: '', partial: false });
const grid = gridOf({ range: { from: millis(0), to: millis(20_000) }, step: millis(10_000) });

const rows = serviceRows(
  {
    figures: table(['api', 2, 0.1, 1e6, 2e6, 3e6], ['web', 5, 0, 4e6, 5e6, 6e6]),
    before: table(['api', 1, 0.2, 1e6, 1e6, 1e6]),
    trend: {
      kind: 'series',
      series: [{ measure: 0, labels: ['web'], points: [[millis(0), 1], [millis(10_000), 3]] }],
      executed: '',
      partial: false,
    }, // prettier-ignore
    versions: table(['web', '2.0', 9], ['web', '1.9', 4], ['web', '', 1]),
    heard: table(['api', 50, 1_000], ['web', 70, 3_000], ['cron', 5, 2_000]),
  },
  grid,
  millis(20_000),
);
const names = (sorted: readonly { service: string }[]) => sorted.map(({ service }) => service);

it('lists every service that was heard of, also one that served no request', () => {
  expect(names(rows)).toEqual(['api', 'web', 'cron']);
  expect(rows[0]).toMatchObject({ now: { rate: 2, errors: 0.1, p95: 2e6 }, before: { rate: 1 }, trend: [], lastAt: 1_000 });
  expect(rows[1]).toMatchObject({ before: undefined, trend: [1, 3], versions: ['2.0', '1.9'] });
  expect(rows[2]).toMatchObject({ now: undefined, lastAt: 2_000 });
});

it('sorts by any column, services without the figure last either way', () => {
  expect(names(sortRows(rows, 'rate', false))).toEqual(['web', 'api', 'cron']);
  expect(names(sortRows(rows, 'rate', true))).toEqual(['api', 'web', 'cron']);
  expect(names(sortRows(rows, 'errors', false))).toEqual(['api', 'web', 'cron']);
  expect(names(sortRows(rows, 'lastAt', false))).toEqual(['web', 'cron', 'api']);
  expect(names(sortRows(rows, 'service', true))).toEqual(['api', 'cron', 'web']);
});
