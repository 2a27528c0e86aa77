/** A distribution over time: steps across, values upwards on a log axis, counts as strength of colour. */
import { logAxis, type Axis } from '@/lib/charts/axis';
import { gridOf, stepAt, type Grid } from '@/lib/charts/grid';
import type { Unit } from '@/lib/base/units';
import type { Cell } from '@/lib/model/answer';
import type { Frame } from '@/lib/model/query';

/** How many strengths a cell can have: enough to read, few enough to draw each as one path. */
export const STRENGTHS = 8;

export interface HeatCell {
  /** Index of the step. */
  readonly step: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** 1 to STRENGTHS. */
  readonly strength: number;
}

export interface HeatmapModel {
  readonly grid: Grid;
  readonly axis: Axis;
  readonly unit: Unit;
  readonly cells: readonly HeatCell[];
  /** The largest count of one cell; 0 without any. */
  readonly most: number;
  /** Records that a log axis has no place for: at zero exactly, or below. */
  readonly hidden: number;
}

/**
 * The heatmap of `cells`. Strength grows with the square root of the count, so that a few slow requests beside many fast
 * ones are still seen. A bin that starts at zero is drawn as high as its neighbours: a log axis has no zero.
 */
export function prepareHeatmap(cells: readonly Cell[], unit: Unit, frame: Frame): HeatmapModel {
  const grid = gridOf(frame);
  const most = Math.max(0, ...cells.map(({ count }) => count));
  const ratio = Math.min(...cells.filter(({ low, high }) => low > 0 && high > low).map(({ low, high }) => high / low), 10);
  const placed: HeatCell[] = [];
  let hidden = 0;
  for (const { at, low, high, count } of cells) {
    const step = stepAt(grid, at);
    if (step === undefined || count <= 0) continue;
    if (high <= 0) {
      hidden += count;
      continue;
    }
    const strength = Math.max(1, Math.round(Math.sqrt(count / most) * STRENGTHS));
    placed.push({ step, low: low > 0 ? low : high / ratio, high, count, strength });
  }
  const axis = logAxis(
    placed.flatMap(({ low, high }) => [low, high]),
    unit,
  );
  return { grid, axis, unit, cells: placed, most, hidden };
}

/** The cell at `step` that holds `value` (low < value ≤ high). */
export function cellAt(model: HeatmapModel, step: number, value: number): HeatCell | undefined {
  return model.cells.find((cell) => cell.step === step && cell.low < value && value <= cell.high);
}
