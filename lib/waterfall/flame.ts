/**
 * Frames of a flame graph, laid out in lanes: by call path, each as wide as the work at and below it, or by time. All is
 * iterative, and what is drawn depends on the pixels there are, not on the spans.
 */
import type { CallTree } from '@/lib/waterfall/call-tree';
import type { SpanColumns } from '@/lib/waterfall/columns';
import { shownOf, type ShownTree } from '@/lib/waterfall/hidden';
import { NONE } from '@/lib/waterfall/tree';

/** Frames are ordered by lane, then from left to right; within a lane none overlap. */
export interface Frames {
  readonly count: number;
  readonly lanes: number;
  /** Lane l has the frames from `laneStart[l]` up to, not including, `laneStart[l + 1]`. */
  readonly laneStart: Int32Array;
  readonly lane: Int32Array;
  /** Both in ns: of work by call path, since the trace's origin by time. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** The row that a frame stands for: of the call tree, or of the trace. */
  readonly row: Int32Array;
  /** The frame of a row, or NONE. */
  readonly frameOf: Int32Array;
  /** The frame that it was called from, or NONE. */
  readonly parent: Int32Array;
  readonly from: number;
  readonly to: number;
}

/**
 * Frames by call path: one for each path, on the lane of its depth, as wide as the self times at and below it added up. Work
 * side by side thus never overlaps, and a frame is exactly as wide as its own work and what it called.
 */
export function pathFrames(tree: CallTree): Frames {
  const own = tree.of[0]?.self ?? new Float64Array(0);
  const width = own.slice();
  for (let row = tree.rows - 1; row > 0; row -= 1) {
    const above = tree.parent[row] ?? NONE;
    if (above !== NONE) width[above] = (width[above] ?? 0) + (width[row] ?? 0);
  }
  const left = new Float64Array(tree.rows);
  const right = new Float64Array(tree.rows);
  // up to where the children of each row have been placed
  const filled = new Float64Array(tree.rows);
  let to = 0;
  for (let row = 0; row < tree.rows; row += 1) {
    const above = tree.parent[row] ?? NONE;
    const at = above === NONE ? to : (filled[above] ?? 0);
    left[row] = at;
    filled[row] = at;
    right[row] = at + (width[row] ?? 0);
    if (above === NONE) to = right[row] ?? 0;
    else filled[above] = right[row] ?? 0;
  }
  const order = Int32Array.from({ length: tree.rows }, (_, row) => row);
  return inLanes({ order, laneOf: tree.depth, left, right, parents: tree.parent, from: 0, to });
}

/**
 * Frames by time: one for each span that is not hidden, below its parent, on the first lane that is free then. Open spans last until `openEnd`; a
 * parent that has not come has no frame.
 */
export function timeFrames({ columns, tree }: { columns: SpanColumns; tree: ShownTree }, openEnd: number): Frames {
  const left = new Float64Array(tree.rows);
  const right = new Float64Array(tree.rows);
  const placedAt = new Float64Array(tree.rows);
  let [from, to] = [Infinity, -Infinity];
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span === NONE || tree.hidden?.[row] === 1) {
      placedAt[row] = -Infinity;
      continue;
    }
    left[row] = columns.startOf(span);
    right[row] = columns.endOf(span, openEnd);
    from = Math.min(from, left[row] ?? 0);
    to = Math.max(to, right[row] ?? 0);
    const above = tree.parent[row] ?? NONE;
    // a child whose clock is ahead still comes after its parent
    placedAt[row] = Math.max(left[row] ?? 0, above === NONE ? -Infinity : (placedAt[above] ?? 0));
  }
  const order = byTime(shownOf(tree, tree.rowOf), placedAt);
  const laneOf = new Int32Array(tree.rows).fill(NONE);
  const free = new FreeLanes(order.length);
  for (const row of order) {
    const above = tree.parent[row] ?? NONE;
    laneOf[row] = free.take((above === NONE ? NONE : (laneOf[above] ?? NONE)) + 1, left[row] ?? 0, right[row] ?? 0);
  }
  return inLanes({ order, laneOf, left, right, parents: tree.parent, from: order.length === 0 ? 0 : from, to: Math.max(to, 0) });
}

/** The rows of all spans by `at`, then parents first. Sorts only where they did not come in order. */
function byTime(rowOf: Int32Array, at: Float64Array): Int32Array {
  const before = (a: number, b: number): number => (at[a] ?? 0) - (at[b] ?? 0) || a - b;
  for (let span = 1; span < rowOf.length; span += 1) if (before(rowOf[span - 1] ?? 0, rowOf[span] ?? 0) > 0) return rowOf.toSorted(before);
  return rowOf;
}

/** Until when each lane is taken, as a tree of minima: the first free lane below any lane is found in log(lanes) steps. */
class FreeLanes {
  private readonly size: number;
  private readonly until: Float64Array;

  constructor(most: number) {
    this.size = 2 ** Math.ceil(Math.log2(Math.max(1, most)));
    this.until = new Float64Array(2 * this.size).fill(-Infinity);
  }

  /** Takes the first lane from `lane` on that is free at `start`, until `end`. */
  take(lane: number, start: number, end: number): number {
    let at = lane + this.size;
    if (!this.isFree(at, start)) {
      while (at % 2 === 1 || !this.isFree(at + 1, start)) at >>>= 1;
      at += 1;
      while (at < this.size) at = this.isFree(2 * at, start) ? 2 * at : 2 * at + 1;
    }
    const found = at - this.size;
    this.until[at] = end;
    for (at >>>= 1; at >= 1; at >>>= 1) this.until[at] = Math.min(this.until[2 * at] ?? 0, this.until[2 * at + 1] ?? 0);
    return found;
  }

  private isFree(at: number, start: number): boolean {
    return (this.until[at] ?? 0) <= start;
  }
}

interface Placed {
  /** Rows, those of one lane from left to right. */
  readonly order: Int32Array;
  readonly laneOf: Int32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly parents: Int32Array;
  readonly from: number;
  readonly to: number;
}

function inLanes({ order, laneOf, left, right, parents, from, to }: Placed): Frames {
  const count = order.length;
  let lanes = 0;
  for (const row of order) lanes = Math.max(lanes, (laneOf[row] ?? 0) + 1);
  const laneStart = new Int32Array(lanes + 1);
  for (const row of order) {
    const next = (laneOf[row] ?? 0) + 1;
    laneStart[next] = (laneStart[next] ?? 0) + 1;
  }
  for (let lane = 1; lane <= lanes; lane += 1) laneStart[lane] = (laneStart[lane] ?? 0) + (laneStart[lane - 1] ?? 0);
  const next = laneStart.slice();
  const frameOf = new Int32Array(laneOf.length).fill(NONE);
  const rows = new Int32Array(count);
  for (const row of order) {
    const lane = laneOf[row] ?? 0;
    const frame = next[lane] ?? 0;
    next[lane] = frame + 1;
    frameOf[row] = frame;
    rows[frame] = row;
  }
  const parentOf = (row: number): number => {
    const above = parents[row] ?? NONE;
    return above === NONE ? NONE : (frameOf[above] ?? NONE);
  };
  return {
    ...{ count, lanes, laneStart, frameOf, row: rows, from, to },
    lane: rows.map((row) => laneOf[row] ?? 0),
    left: Float64Array.from(rows, (row) => left[row] ?? 0),
    right: Float64Array.from(rows, (row) => right[row] ?? 0),
    parent: rows.map(parentOf),
  };
}

/** The part that is looked at, in the unit of the frames. */
export interface FlameView {
  readonly from: number;
  readonly to: number;
}

/** The first frame of a lane, from frame `at` on, that ends behind `value`; the lane's end when none does. */
function firstBehind({ laneStart, right }: Frames, lane: number, value: number, at = laneStart[lane] ?? 0): number {
  let low = at;
  let high = laneStart[lane + 1] ?? at;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((right[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Calls `draw` with the frames of a lane that are seen on `width` pixels, from left to right: where several share a pixel, with
 * the first of them. Costs at most two frames a pixel.
 */
export function drawLane(
  frames: Frames,
  lane: number,
  view: FlameView,
  width: number,
  draw: (frame: number, x: number, width: number) => void,
): void {
  const scale = width / Math.max(1e-9, view.to - view.from);
  const end = frames.laneStart[lane + 1] ?? 0;
  let frame = firstBehind(frames, lane, view.from);
  while (frame < end && (frames.left[frame] ?? 0) < view.to) {
    const x = Math.max(0, ((frames.left[frame] ?? 0) - view.from) * scale);
    const right = Math.min(width, ((frames.right[frame] ?? 0) - view.from) * scale);
    draw(frame, x, Math.max(1, right - x));
    frame = right - x >= 1 ? frame + 1 : firstBehind(frames, lane, view.from + (Math.floor(x) + 1) / scale, frame + 1);
  }
}

/** The frame of a lane at `value`, or one that ends no more than `near` before it or begins no more than `near` behind it; else NONE. */
export function frameAt(frames: Frames, lane: number, value: number, near: number): number {
  if (lane < 0 || lane >= frames.lanes) return NONE;
  const frame = firstBehind(frames, lane, value - near);
  return frame < (frames.laneStart[lane + 1] ?? 0) && (frames.left[frame] ?? 0) <= value + near ? frame : NONE;
}

export type FlameStep = 'up' | 'down' | 'left' | 'right';

/**
 * The frame beside `frame`: up to what called it, down to the widest that it called, left and right to the next on its lane that
 * is at least `least` wide and touches the view. `frame` itself where there is none.
 */
export function neighbourOf(frames: Frames, size: Int32Array, frame: number, step: FlameStep, view: FlameView, least: number): number {
  if (step === 'up') return frames.parent[frame] === NONE ? frame : (frames.parent[frame] ?? frame);
  if (step === 'down') return widestChild(frames, size, frame);
  const lane = frames.lane[frame] ?? 0;
  const direction = step === 'left' ? -1 : 1;
  const [first, end] = [frames.laneStart[lane] ?? 0, frames.laneStart[lane + 1] ?? 0];
  for (let at = frame + direction; at >= first && at < end; at += direction) {
    if ((frames.right[at] ?? 0) <= view.from || (frames.left[at] ?? 0) >= view.to) return frame;
    if ((frames.right[at] ?? 0) - (frames.left[at] ?? 0) >= least) return at;
  }
  return frame;
}

/** `size` of the rows' subtrees, as in the tree that the frames are of. */
function widestChild({ frameOf, row, left, right }: Frames, size: Int32Array, frame: number): number {
  const above = row[frame] ?? 0;
  let widest = frame;
  let most = -1;
  for (let child = above + 1; child < above + (size[above] ?? 1); child += size[child] ?? 1) {
    const at = frameOf[child] ?? NONE;
    const width = at === NONE ? -1 : (right[at] ?? 0) - (left[at] ?? 0);
    if (width <= most) continue;
    widest = at;
    most = width;
  }
  return widest;
}
