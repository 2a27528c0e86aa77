import { describe, expect, it } from 'vitest';
import { millis, type Millis } from '@/lib/base/time';
import { dense, gridEnd, gridOf, stepAt, stepMiddle } from '@/lib/charts/grid';

const frame = (from: number, to: number, step: number) => ({ range: { from: millis(from), to: millis(to) }, step: millis(step) });

describe('gridOf', () => {
  it.each([
    ['aligned', frame(100, 200, 10), { start: 100, step: 10, count: 10 }],
    ['starts and ends inside a step', frame(105, 195, 10), { start: 100, step: 10, count: 10 }],
    ['shorter than one step', frame(101, 102, 10), { start: 100, step: 10, count: 1 }],
  ])('%s', (_name, input, expected) => expect(gridOf(input)).toEqual(expected));
});

describe('dense', () => {
  const grid = gridOf(frame(100, 150, 10));
  const at = (value: number): Millis => millis(value);

  it('leaves a gap where the answer has no step, and keeps a zero that was answered', () => {
    expect(
      dense(
        [
          [at(100), 1],
          [at(120), 0],
          [at(140), null],
        ],
        grid,
      ),
    ).toEqual([1, null, 0, null, null]);
  });

  it('drops points before and after the grid', () => {
    expect(
      dense(
        [
          [at(90), 1],
          [at(150), 2],
        ],
        grid,
      ),
    ).toEqual([null, null, null, null, null]);
  });

  it('finds steps and their ends', () => {
    expect(stepAt(grid, 119)).toBe(1);
    expect(stepAt(grid, 99)).toBeUndefined();
    expect(stepAt(grid, 150)).toBeUndefined();
    expect(stepMiddle(grid, 1)).toBe(115);
    expect(gridEnd(grid)).toBe(150);
  });
});
