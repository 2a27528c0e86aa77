/** Where a span's bar and its duration stand in the part of the trace that is looked at. */
import type { View } from '@/lib/waterfall/zoom';

export interface BarPlace {
  /** Percent of the width. */
  readonly left: number;
  readonly width: number;
  /** Beside the bar where there is room: behind it, else before it, else on it. */
  readonly label: 'behind' | 'before' | 'on';
  /** False when the span lies outside of the view. */
  readonly seen: boolean;
}

/** Percent that a duration's text needs, about. */
const LABEL = 14;

/** Cuts the bar at the edges of the view. */
export function barPlace(start: number, end: number, view: View): BarPlace {
  const scale = 100 / Math.max(1, view.to - view.from);
  const left = Math.min(100, Math.max(0, (start - view.from) * scale));
  const right = Math.min(100, Math.max(left, (end - view.from) * scale));
  const label = right <= 100 - LABEL ? 'behind' : left >= LABEL ? 'before' : 'on';
  return { left, width: right - left, label, seen: end >= view.from && start <= view.to };
}
