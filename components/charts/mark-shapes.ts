/** Prepared figures as places in a plot: what Recharts' curves are drawn from, and paths of what has no line. */
import { stepMiddle } from '@/lib/charts/grid';
import type { Band } from '@/lib/charts/stack';
import type { Values } from '@/lib/charts/top';
import { xOf, yOf, type Plot } from '@/components/charts/plot';

/** In px from the plot's left and top; a curve breaks where `y` is null. */
export interface Place {
  readonly x: number;
  readonly y: number | null;
}

/** From this width of a step on, in px, there is a seam of one px between its bar and the next. */
const SEAM_FROM = 5;

/** Where the line through `values` goes. A gap, and what a log axis has no place for, breaks it. */
export function lineOf(plot: Plot, values: Values): Place[] {
  return values.map((value, step) => ({ x: middleOf(plot, step), y: value === null ? null : (yOf(plot, value) ?? null) }));
}

/** The edges that `bands` lie between; on a log axis, where they reach down to zero, the plot's own lower edge. */
export function edgesOf(plot: Plot, bands: readonly Band[]): { readonly upper: Place[]; readonly lower: Place[] } {
  const upper = lineOf(
    plot,
    bands.map((band) => band?.[1] ?? null),
  );
  const lower = bands.map((band, step) => ({ x: middleOf(plot, step), y: band === null ? null : (yOf(plot, band[0]) ?? plot.height) }));
  return { upper, lower };
}

/** The path of one series' bars. Series that are not stacked share a step's room in `lanes`. */
export function barsOf(plot: Plot, bands: readonly Band[], lane: number, lanes: number): string {
  const step = Math.floor(plot.width / plot.grid.count);
  const room = Math.max(1, step >= SEAM_FROM ? step - 1 : step);
  const { upper, lower } = edgesOf(plot, bands);
  let path = '';
  upper.forEach(({ x, y }, index) => {
    const foot = lower[index]?.y ?? null;
    if (y === null || foot === null || y === foot) return;
    const left = x - room / 2 + (lane * room) / lanes;
    path += `M${left.toFixed(1)} ${y.toFixed(1)}h${(room / lanes).toFixed(1)}V${foot.toFixed(1)}h${(-room / lanes).toFixed(1)}z`;
  });
  return path;
}

/** The path of dots at `steps`: a round cap on a line without length. */
export function dotsOf(plot: Plot, values: Values, steps: readonly number[]): string {
  const places = lineOf(plot, values);
  return steps
    .flatMap((step) => places[step] ?? [])
    .map(({ x, y }) => (y === null ? '' : `M${x.toFixed(1)} ${y.toFixed(1)}h0`))
    .join('');
}

function middleOf(plot: Plot, step: number): number {
  return xOf(plot, stepMiddle(plot.grid, step));
}
