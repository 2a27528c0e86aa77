/** Panels moved and resized on the grid: what is in the way goes down, and everything falls up as far as it can. */
import { moveElement, verticalCompactor, type Layout } from 'react-grid-layout/core';
import { present } from '@/lib/base/assert';
import { GRID_COLUMNS, overlaps, readingOrder, type Place } from '@/lib/dashboards/grid';
import type { Panel } from '@/lib/model/dashboard';

type Placed = Pick<Panel, 'id' | 'at'>;

/** The smallest panel that still shows something, in columns and rows. */
const SMALLEST = { w: 2, h: 2 } as const;

/** The layout as react-grid-layout has it. */
export function layoutOf(panels: readonly Placed[]): Layout {
  return panels.map(({ id, at }) => ({ i: id, ...at, minW: SMALLEST.w, minH: SMALLEST.h }));
}

/** `panels` at the places that `layout` gives them. */
export function placedAs<P extends Placed>(panels: readonly P[], layout: Layout): P[] {
  const places = new Map(layout.map(({ i, x, y, w, h }) => [i, { x, y, w, h }]));
  return panels.map((panel) => ({ ...panel, at: places.get(panel.id) ?? panel.at }));
}

/** `panels` without empty rows above any of them. */
export function compacted<P extends Placed>(panels: readonly P[]): P[] {
  return placedAs(panels, verticalCompactor.compact(layoutOf(panels), GRID_COLUMNS));
}

/** `panels` with one of them at column `x` and row `y`, as far as the grid reaches. */
export function movedTo<P extends Placed>(panels: readonly P[], id: string, x: number, y: number): P[] {
  const layout = layoutOf(panels).map((item) => ({ ...item }));
  const item = present(
    layout.find(({ i }) => i === id),
    'the panel to move',
  );
  const column = Math.min(Math.max(0, x), GRID_COLUMNS - item.w);
  const moved = moveElement(layout, item, column, Math.max(0, y), true, false, 'vertical', GRID_COLUMNS);
  return placedAs(panels, verticalCompactor.compact(moved, GRID_COLUMNS));
}

/** `panels` with one of them `w` columns wide and `h` rows high, within the grid. */
export function resizedTo<P extends Placed>(panels: readonly P[], id: string, w: number, h: number): P[] {
  const resized = panels.map((panel) => {
    if (panel.id !== id) return panel;
    const width = Math.min(Math.max(SMALLEST.w, w), GRID_COLUMNS - panel.at.x);
    return { ...panel, at: { ...panel.at, w: width, h: Math.max(SMALLEST.h, h) } };
  });
  // the resized one stays where it is and the others make room
  const { x, y } = present(
    resized.find((panel) => panel.id === id),
    'the panel to resize',
  ).at;
  return movedTo(makeRoom(resized, id), id, x, y);
}

/** Whatever overlaps `id` starts below it; compacting puts the rest in order. */
function makeRoom<P extends Placed>(panels: readonly P[], id: string): P[] {
  const fixed = present(
    panels.find((panel) => panel.id === id),
    'the panel that stays',
  ).at;
  const settled: Place[] = [fixed];
  const places = new Map<string, Place>([[id, fixed]]);
  for (const panel of readingOrder(panels)) {
    if (panel.id === id) continue;
    let at = panel.at;
    for (;;) {
      const hit = settled.find((other) => overlaps(at, other));
      if (!hit) break;
      at = { ...at, y: hit.y + hit.h };
    }
    settled.push(at);
    places.set(panel.id, at);
  }
  return panels.map((panel) => ({ ...panel, at: places.get(panel.id) ?? panel.at }));
}

/**
 * `panels` with one of them a step further: a column to the side, or past what stands above or below it. The same panels
 * when it cannot go there.
 */
export function nudged<P extends Placed>(panels: readonly P[], id: string, dx: -1 | 0 | 1, dy: -1 | 0 | 1): readonly P[] {
  const { at } = present(
    panels.find((panel) => panel.id === id),
    'the panel to nudge',
  );
  const height = bottomOf(panels);
  // one row is often not enough: the panel would fall back to where it was
  for (let distance = 1; distance <= Math.max(1, dy === 0 ? 1 : height); distance++) {
    const y = at.y + dy * distance;
    if (y < 0) break;
    const moved = movedTo(panels, id, at.x + dx * distance, y);
    const to = moved.find((panel) => panel.id === id)?.at;
    if (to && (to.x - at.x) * dx + (to.y - at.y) * dy > 0) return moved;
  }
  return panels;
}

/** `panels` with one of them earlier (-1) or later (1) in reading order; the same panels at either end. */
export function reordered<P extends Placed>(panels: readonly P[], id: string, by: -1 | 1): readonly P[] {
  const order = readingOrder(panels);
  const index = order.findIndex((panel) => panel.id === id);
  const panel = order[index];
  const other = order[index + by];
  if (!panel || !other) return panels;
  if (panel.at.w === other.at.w && panel.at.h === other.at.h) {
    const swap = (each: P): P => (each.id === id ? { ...each, at: other.at } : each.id === other.id ? { ...each, at: panel.at } : each);
    return panels.map(swap);
  }
  const [first, second] = by === -1 ? [other, panel] : [panel, other];
  return movedTo(panels, second.id, first.at.x, first.at.y);
}

/** The first place in reading order where a panel of this size fits. */
export function freePlace(panels: readonly Placed[], w: number, h: number): Place {
  const bottom = bottomOf(panels);
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x + w <= GRID_COLUMNS; x++) {
      const place = { x, y, w, h };
      if (panels.every(({ at }) => !overlaps(at, place))) return place;
    }
  }
  return { x: 0, y: bottom, w, h };
}

/** The first row below all of `panels`. */
function bottomOf(panels: readonly Placed[]): number {
  return Math.max(0, ...panels.map(({ at }) => at.y + at.h));
}
