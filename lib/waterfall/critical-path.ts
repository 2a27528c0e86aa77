/**
 * Which spans the end of a trace waited for, as Jaeger defines it: from the end of a span backwards, the child that ended last before
 * the point reached is what was waited for; within it the same, and from its start on the parent again. Children count only while
 * their parent ran. The roots are taken for children of the trace, those of a parent that has not come too. Nothing recurses.
 */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

/** A stretch of time, ns since the trace's origin. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface CriticalPath {
  /** ns on the path in a row itself, not in its descendants, by row; 0 for one that is not on it. */
  readonly own: Float64Array;
  /** ns of all rows together. */
  readonly total: number;
  /** When the path was in a row or below it: one stretch, as long as the span as far as its parents ran. Undefined off the path. */
  whole(row: number): Stretch | undefined;
  /** When it was in the row itself, ascending. Visits the row's children. */
  stretches(row: number): Stretch[];
}

/** A span on the path whose children are gone through backwards. */
interface Visit {
  readonly row: number;
  /** When the path was in it. */
  readonly within: Stretch;
  /** How high the children of others are stacked below its own. */
  readonly base: number;
  /** Where the path has come to. */
  point: number;
}

/** What the roots ran within. */
const EVER: Stretch = { from: -Infinity, to: Infinity };

/** Visits the children of path spans alone: linear, but for sorting siblings that did not end in the order of their starts. */
export function criticalPath(columns: SpanColumns, tree: SpanTree, openEnd: number): CriticalPath {
  const path = new Path(columns, tree, openEnd);
  const waiting = new Waiting(path, tree, tree.rows);
  const visit = (row: number, within: Stretch): Visit => ({ row, within, base: waiting.lay(row, within), point: within.to });
  const stack = [visit(NONE, EVER)];
  for (let open = stack.at(-1); open; open = stack.at(-1)) {
    const child = waiting.next(open);
    if (child === NONE) {
      path.add(open.row, open.within.from, open.point);
      stack.pop();
      continue;
    }
    const ran = path.clipped(child, open.within);
    path.add(open.row, ran.to, open.point);
    open.point = ran.from;
    path.enter(child, open.row);
    if (tree.size[child] === 1) path.add(child, ran.from, ran.to);
    else stack.push(visit(child, ran));
  }
  return path;
}

/**
 * Where the path is. When it was in a row is told by the rows that bound it, the row itself or ancestors that ran for less long, and
 * stretches are found when somebody looks at the row: of a million spans in one row after another all are on the path.
 */
class Path implements CriticalPath {
  readonly own: Float64Array;
  total = 0;
  /** The row whose start, and the one whose end, bounds the path in a row; NONE off the path. */
  private readonly begins: Int32Array;
  private readonly ends: Int32Array;

  constructor(
    private readonly columns: SpanColumns,
    private readonly tree: SpanTree,
    private readonly openEnd: number,
  ) {
    this.own = new Float64Array(tree.rows);
    this.begins = new Int32Array(tree.rows).fill(NONE);
    this.ends = new Int32Array(tree.rows).fill(NONE);
  }

  /** When a row ran, as far as it is `within`. */
  clipped(row: number, within: Stretch): Stretch {
    return { from: Math.max(within.from, this.startOf(row)), to: Math.min(within.to, this.endOf(row)) };
  }

  /** `above`: the row that waited for it, or NONE. */
  enter(row: number, above: number): void {
    const [begin, end] = [this.begins[above] ?? NONE, this.ends[above] ?? NONE];
    this.begins[row] = begin !== NONE && this.startOf(begin) > this.startOf(row) ? begin : row;
    this.ends[row] = end !== NONE && this.endOf(end) < this.endOf(row) ? end : row;
  }

  /** Between the roots nobody is on the path. */
  add(row: number, from: number, to: number): void {
    if (row === NONE || to <= from) return;
    this.own[row] = (this.own[row] ?? 0) + (to - from);
    this.total += to - from;
  }

  whole(row: number): Stretch | undefined {
    const [begin, end] = [this.begins[row] ?? NONE, this.ends[row] ?? NONE];
    return begin === NONE ? undefined : { from: this.startOf(begin), to: this.endOf(end) };
  }

  stretches(row: number): Stretch[] {
    const within = this.whole(row);
    if (!within) return [];
    const waiting = new Waiting(this, this.tree, this.tree.children[row] ?? 0);
    const visit = { row, within, base: waiting.lay(row, within), point: within.to };
    const found: Stretch[] = [];
    for (let child = waiting.next(visit); child !== NONE; child = waiting.next(visit)) {
      const ran = this.clipped(child, within);
      found.push({ from: ran.to, to: visit.point });
      visit.point = ran.from;
    }
    found.push({ from: within.from, to: visit.point });
    return found.filter(({ from, to }) => to > from).reverse();
  }

  private startOf(row: number): number {
    return this.columns.startOf(this.tree.span[row] ?? NONE);
  }

  private endOf(row: number): number {
    return this.columns.endOf(this.tree.span[row] ?? NONE, this.openEnd);
  }
}

/**
 * Children that may have been waited for, of all spans that are being gone through, those of each on top of its parent's: numbers in
 * one array, as a span may have a million of them. Of each span by their ends, the last one on top.
 */
class Waiting {
  private readonly rows: Int32Array;
  private height = 0;
  /** Of those that are being laid: whether they are in order so far, and when the last one ran. */
  private sorted = true;
  private lastFrom = 0;
  private lastTo = 0;

  constructor(
    private readonly path: Path,
    private readonly tree: SpanTree,
    most: number,
  ) {
    this.rows = new Int32Array(most);
  }

  /** Puts the children of `row` on top, for NONE the roots, those of a parent that has not come too. How high the others were. */
  lay(row: number, within: Stretch): number {
    const base = this.height;
    this.sorted = true;
    this.lastTo = -Infinity;
    if (row !== NONE) this.layChildren(row, within);
    else
      for (let root = 0; root < this.tree.rows; root += this.tree.size[root] ?? 1) {
        if (this.tree.span[root] === NONE) this.layChildren(root, within);
        else this.layOne(root, within);
      }
    if (!this.sorted) this.sort(base, within);
    return base;
  }

  /** Takes off the child that ended last before the visit's point, and those that ended behind it; NONE where there is none. */
  next({ base, point, within }: Visit): number {
    while (this.height > base) {
      this.height -= 1;
      const child = this.rows[this.height] ?? NONE;
      if (this.path.clipped(child, within).to <= point) return child;
    }
    return NONE;
  }

  private layChildren(row: number, within: Stretch): void {
    const end = row + (this.tree.size[row] ?? 1);
    for (let child = row + 1; child < end; child += this.tree.size[child] ?? 1) this.layOne(child, within);
  }

  /** One that took no time, or ran when its parent did not, holds nothing up. */
  private layOne(row: number, within: Stretch): void {
    const { from, to } = this.path.clipped(row, within);
    if (to <= from) return;
    this.sorted &&= to > this.lastTo || (to === this.lastTo && from < this.lastFrom);
    this.lastFrom = from;
    this.lastTo = to;
    this.rows[this.height] = row;
    this.height += 1;
  }

  /** By end; of two that end together the one that began first was waited for, so it comes last. */
  private sort(base: number, within: Stretch): void {
    this.rows.subarray(base, this.height).sort((a, b) => {
      const [one, other] = [this.path.clipped(a, within), this.path.clipped(b, within)];
      return one.to - other.to || other.from - one.from || b - a;
    });
  }
}
