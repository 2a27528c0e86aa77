import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { instantOf, typedFigure, typedSeries, typedTable } from '@/lib/charts/typed';
import type { Table } from '@/lib/model/answer';

const minute = Date.UTC(2026, 0, 31, 10);
const frame = { range: { from: millis(minute), to: millis(minute + 300_000) }, step: millis(10_000) };
const table: Table = {
  columns: [
    { name: 'n', type: 'number' },
    { name: 'time', type: 'time' },
    { name: 'service', type: 'string' },
    { name: 'p95', type: 'number' },
  ],
  rows: [
    [5, '2026-01-31 10:01:00', 'api', 1.5],
    [3, '2026-01-31 10:00:00', 'api', null],
    [7, '2026-01-31 10:03:00.000000000', 'db', '18446744073709551615'],
  ],
};

it.each([
  ['2026-01-31 10:00:00', minute],
  ['2026-01-31 10:00:00.123456789', minute + 123],
  ['2026-01-31', Date.UTC(2026, 0, 31)],
  ['2026-01-31T12:00:00+02:00', minute],
  ['soon', undefined],
  [17, undefined],
])('%s is %s', (cell, expected) => expect(instantOf(cell)).toBe(expected));

describe('typedSeries', () => {
  it('makes a series per group and number column, in steps of its own', () => {
    const result = typedSeries(table, frame, false);
    if (!result.ok) throw new Error(result.error);
    const { series, names, by, frame: own } = result.value;
    // 10:00, 10:01 and 10:03 are a minute apart at least
    expect(own.step).toBe(60_000);
    expect(names).toEqual(['n', 'p95']);
    expect(by).toEqual([{ in: 'attributes', key: 'service' }]);
    expect(series).toEqual([
      {
        measure: 0,
        labels: ['api'],
        points: [
          [minute + 60_000, 5],
          [minute, 3],
        ],
      },
      {
        measure: 1,
        labels: ['api'],
        points: [
          [minute + 60_000, 1.5],
          [minute, null],
        ],
      },
      { measure: 0, labels: ['db'], points: [[minute + 180_000, 7]] },
      // beyond 2^53: a text, which no chart can draw
      { measure: 1, labels: ['db'], points: [[minute + 180_000, null]] },
    ]);
  });

  it('says what is missing', () => {
    expect(typedSeries({ columns: [{ name: 'n', type: 'number' }], rows: [] }, frame, false)).toMatchObject({
      ok: false,
      error: expect.stringContaining('times'),
    });
    expect(typedSeries({ columns: [{ name: 't', type: 'time' }], rows: [] }, frame, false)).toMatchObject({
      ok: false,
      error: expect.stringContaining('numbers'),
    });
  });
});

it('puts texts first and figures after them', () => {
  const result = typedTable(table);
  if (!result.ok) throw new Error(result.error);
  expect(result.value.table.columns.map(({ name }) => name)).toEqual(['time', 'service', 'n', 'p95']);
  expect(result.value.table.rows[0]).toEqual(['2026-01-31 10:01:00', 'api', 5, 1.5]);
  expect(result.value.by).toHaveLength(2);
});

it('takes the newest figure where there are times, else the first', () => {
  expect(typedFigure(table)).toEqual({ ok: true, value: 7 });
  expect(typedFigure({ columns: [{ name: 'n', type: 'number' }], rows: [[4], [9]] })).toEqual({ ok: true, value: 4 });
  expect(typedFigure({ columns: [{ name: 'n', type: 'number' }], rows: [] })).toEqual({ ok: true, value: undefined });
  expect(typedFigure({ columns: [{ name: 's', type: 'string' }], rows: [['x']] })).toMatchObject({ ok: false });
});
