import type { Millis } from '@/lib/base/time';
import { stepAt, type Grid } from '@/lib/charts/grid';

/**
 * Makes a gap, in place, of the step that `now` lies in and those after it: its counts are not complete, and would show a
 * drop that never happened. Nothing changes where no earlier step has a value: then it is all there is to see.
 */
export function hideUnfinished(all: readonly (number | null)[][], grid: Grid, now: Millis): void {
  const step = stepAt(grid, now);
  if (step === undefined || !all.some((values) => values.some((value, index) => value !== null && index < step))) return;
  for (const values of all) values.fill(null, step);
}
