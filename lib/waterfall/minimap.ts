/** The whole trace in a few pixels: what a minimap draws, at a cost of one step per span and one per cell. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import type { Extent } from '@/lib/waterfall/extent';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { NONE } from '@/lib/waterfall/tree';

/** A grid of `lanes` × `width` cells, lane by lane. Rows that are not hidden share lanes evenly, from the top. */
export interface Minimap {
  readonly lanes: number;
  readonly width: number;
  /** The number (into the strings) of the service seen in a cell, or NONE. */
  readonly service: Int32Array;
  /** 1 where at least one span with an error is in the cell. */
  readonly error: Uint8Array;
}

/** In a cell that several spans share, the last row is seen: children lie on their parents. Each span is a pixel at least. */
export function minimapOf(columns: SpanColumns, tree: ShownTree, extent: Extent, width: number, maxLanes: number): Minimap {
  const { hidden } = tree;
  const rows = hidden ? hidden.reduce((left, one) => left - one, tree.rows) : tree.rows;
  const lanes = Math.max(1, Math.min(maxLanes, rows));
  const service = new Int32Array(lanes * width).fill(NONE);
  const error = new Uint8Array(lanes * width);
  const seen = new Painter(lanes, width);
  const failed = new Painter(lanes, width);
  const scale = width / Math.max(1, extent.to - extent.from);
  const column = (time: number): number => Math.min(width - 1, Math.max(0, Math.floor((time - extent.from) * scale)));
  let shown = rows;
  for (let row = tree.rows - 1; row >= 0; row -= 1) {
    if (hidden?.[row] === 1) continue;
    shown -= 1;
    const span = tree.span[row] ?? NONE;
    if (span === NONE) continue;
    const lane = Math.floor((shown * lanes) / rows);
    const from = lane * width + column(columns.startOf(span));
    // An end on the border of two pixels belongs to the first of them.
    const end = (columns.endOf(span, extent.openEnd) - extent.from) * scale;
    const to = Math.max(from, lane * width + Math.min(width - 1, Math.ceil(end) - 1));
    const value = columns.service[span] ?? 0;
    seen.paint(lane, from, to, (cell) => (service[cell] = value));
    if (columns.isError(span)) failed.paint(lane, from, to, (cell) => (error[cell] = 1));
  }
  return { lanes, width, service, error };
}

/** Paints each cell once, whoever comes first: painted stretches are stepped over (union-find with path halving). */
class Painter {
  private readonly free: Int32Array;

  constructor(
    lanes: number,
    private readonly width: number,
  ) {
    this.free = new Int32Array(lanes * width + 1);
    for (let cell = 0; cell < this.free.length; cell += 1) this.free[cell] = cell;
  }

  paint(lane: number, from: number, to: number, put: (cell: number) => void): void {
    const last = Math.min(to, (lane + 1) * this.width - 1);
    for (let cell = this.find(from); cell <= last; cell = this.find(cell)) {
      put(cell);
      this.free[cell] = cell + 1;
    }
  }

  private find(cell: number): number {
    let at = cell;
    for (let next = this.free[at] ?? at; next !== at; next = this.free[at] ?? at) {
      this.free[at] = this.free[next] ?? next;
      at = next;
    }
    return at;
  }
}
