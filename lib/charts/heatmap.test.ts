import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { cellAt, prepareHeatmap } from '@/lib/charts/heatmap';

const frame = { range: { from: millis(0), to: millis(30) }, step: millis(10) };
const cell = (at: number, low: number, high: number, count: number) => ({ at: millis(at), low, high, count });

describe('prepareHeatmap', () => {
  it('grows with the square root of the count, and shows the smallest at all', () => {
    // of 64: 64 → 8 of 8; 16 → √¼·8 = 4; 1 → √(1/64)·8 = 1
    const { cells } = prepareHeatmap([cell(0, 1, 10, 64), cell(10, 1, 10, 16), cell(20, 10, 100, 1)], 'none', frame);
    expect(cells.map(({ step, strength }) => [step, strength])).toEqual([
      [0, 8],
      [1, 4],
      [2, 1],
    ]);
  });

  it('spans round figures around all bins', () => {
    const { axis } = prepareHeatmap([cell(0, 3, 6, 1), cell(0, 300, 600, 1)], 'none', frame);
    expect([axis.from, axis.to]).toEqual([2, 1_000]);
  });

  it('gives the bin at zero the height of its neighbours', () => {
    const { cells } = prepareHeatmap([cell(0, 0, 4, 1), cell(0, 4, 8, 1)], 'none', frame);
    expect(cells[0]).toMatchObject({ low: 2, high: 4 });
  });

  it('drops what lies outside the frame and finds a cell by step and value', () => {
    const model = prepareHeatmap([cell(-10, 1, 10, 5), cell(10, 1, 10, 7)], 'none', frame);
    expect(model.cells).toHaveLength(1);
    expect(cellAt(model, 1, 10)?.count).toBe(7);
    expect(cellAt(model, 1, 1)).toBeUndefined();
    expect(cellAt(model, 0, 5)).toBeUndefined();
  });

  it('is empty without cells', () => {
    expect(prepareHeatmap([], 'nanoseconds', frame).cells).toEqual([]);
  });
});

it('counts what has no place on a log axis, and draws a bin of one value', () => {
  const cells = [
    { at: millis(0), low: 0, high: 0, count: 4 },
    { at: millis(0), low: 5, high: 5, count: 2 },
  ];
  const { hidden, cells: drawn } = prepareHeatmap(cells, 'none', { range: { from: millis(0), to: millis(10) }, step: millis(10) });
  expect(hidden).toBe(4);
  expect(drawn.map(({ low, high, count }) => [low, high, count])).toEqual([[5, 5, 2]]);
});
