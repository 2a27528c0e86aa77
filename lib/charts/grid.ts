/** The steps of a frame: the one time axis that every chart of a page shares. */
import { millis, type Millis } from '@/lib/base/time';
import type { Point } from '@/lib/model/answer';
import type { Frame } from '@/lib/model/query';

/** Equal steps: the step with index i covers [start + i·step, start + (i+1)·step). */
export interface Grid {
  readonly start: Millis;
  readonly step: Millis;
  readonly count: number;
}

/** The whole steps, counted from the epoch, that together cover the frame's range. */
export function gridOf({ range, step }: Frame): Grid {
  const first = Math.floor(range.from / step);
  return { start: millis(first * step), step, count: Math.max(1, Math.ceil(range.to / step) - first) };
}

/** When step `index` begins. */
export function stepStart(grid: Grid, index: number): Millis {
  return millis(grid.start + index * grid.step);
}

/** The middle of step `index`, where charts draw its figure. */
export function stepMiddle(grid: Grid, index: number): Millis {
  return millis(grid.start + (index + 0.5) * grid.step);
}

/** When the last step ends. */
export function gridEnd(grid: Grid): Millis {
  return stepStart(grid, grid.count);
}

/** The step that holds `at`; undefined outside the grid. */
export function stepAt(grid: Grid, at: number): number | undefined {
  const index = Math.floor((at - grid.start) / grid.step);
  return index >= 0 && index < grid.count ? index : undefined;
}

/** One value per step. A step that the answer doesn't mention is a gap (null), never a zero. Points outside are dropped. */
export function dense(points: readonly Point[], grid: Grid): (number | null)[] {
  const values = new Array<number | null>(grid.count).fill(null);
  for (const [at, value] of points) {
    const index = stepAt(grid, at);
    if (index !== undefined) values[index] = value;
  }
  return values;
}
