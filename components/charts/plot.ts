/** The geometry of a plot: known before anything is drawn, so that marks, axes and the pointer agree and nothing jumps. */
import { gridEnd, type Grid } from '@/lib/charts/grid';
import { fractionOn, type Axis } from '@/lib/charts/axis';

/** Room around the marks, in px: figures at the left, times below. */
export const MARGIN = { left: 46, right: 4, top: 6, bottom: 18 } as const;
/** Height of a plot with its axes, in px, where its box does not say. */
export const PLOT_HEIGHT = 150;

export interface Plot {
  readonly grid: Grid;
  readonly axis: Axis;
  /** Of the marks' area, in px. */
  readonly width: number;
  readonly height: number;
}

/** Where an instant is, in px from the left of the marks' area. */
export function xOf({ grid, width }: Plot, at: number): number {
  return ((at - grid.start) / (gridEnd(grid) - grid.start)) * width;
}

/** Where a figure is, in px from the top of the marks' area; undefined where the axis cannot show it. */
export function yOf({ axis, height }: Plot, value: number): number | undefined {
  const fraction = fractionOn(axis, value);
  return fraction === undefined ? undefined : height * (1 - fraction);
}

/** The step under `x`, kept inside the grid. */
export function stepUnder({ grid, width }: Plot, x: number): number {
  return Math.min(grid.count - 1, Math.max(0, Math.floor((x / width) * grid.count)));
}

/** The figure at the height `y`. */
export function valueUnder({ axis, height }: Plot, y: number): number {
  const fraction = 1 - y / height;
  return axis.scale === 'log' ? axis.from * (axis.to / axis.from) ** fraction : axis.from + fraction * (axis.to - axis.from);
}
