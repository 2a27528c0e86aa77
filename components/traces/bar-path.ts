/** Lines and ticks in a bar's cell, as the path of an SVG that is CELL units wide however many pixels that are. */
import type { Stretch } from '@/lib/waterfall/critical-path';
import type { View } from '@/lib/waterfall/zoom';

export const CELL = 1000;

/** What is nearer to each other than this is drawn as one: a parent of 100 000 children has 100 000 stretches. Units of CELL. */
const NEAR = 1;
/** The shortest line that is drawn. */
const SHORTEST = 2;

/** Horizontal lines at height `y`, cut at the edges of the view; '' where nothing is in it. `stretches` are ascending. */
export function linePath(stretches: readonly Stretch[], view: View, y: number): string {
  const scale = CELL / Math.max(1, view.to - view.from);
  const lines: { from: number; to: number }[] = [];
  for (const stretch of stretches) {
    if (stretch.to < view.from || stretch.from > view.to) continue;
    const from = Math.max(0, (stretch.from - view.from) * scale);
    const to = Math.min(CELL, (stretch.to - view.from) * scale);
    const before = lines.at(-1);
    if (before && from - before.to < NEAR) before.to = Math.max(before.to, to);
    else lines.push({ from, to });
  }
  return lines
    .map(({ from, to }) => {
      const left = Math.min(from, CELL - SHORTEST);
      return `M${short(left)} ${y}H${short(Math.min(CELL, Math.max(to, left + SHORTEST)))}`;
    })
    .join('');
}

/** Vertical ticks from `top` down to `bottom` at some instants of the view. */
export function tickPath(times: readonly number[], view: View, top: number, bottom: number): string {
  const scale = CELL / Math.max(1, view.to - view.from);
  const places = times.filter((time) => time >= view.from && time <= view.to).map((time) => Math.round((time - view.from) * scale));
  return [...new Set(places)].map((place) => `M${place} ${top}V${bottom}`).join('');
}

function short(value: number): number {
  return Math.round(value * 10) / 10;
}
