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
  /** When it was in the row itself, ascending. */
  stretches(row: number): Stretch[];
}

/** Visits the children of path spans alone: linear, but for sorting siblings that did not end in the order of their starts. */
export function criticalPath(columns: SpanColumns, tree: SpanTree, openEnd: number): CriticalPath {
  const record = new PathRecord(tree.rows);
  const top = within(columns, tree, openEnd, topRows(tree), NONE, -Infinity, Infinity);
  const stack: Visit[] = [top];
  for (let visit = stack.at(-1); visit; visit = stack.at(-1)) {
    const child = visit.next();
    if (!child) {
      record.stretch(visit.row, visit.from, visit.point);
      stack.pop();
      continue;
    }
    record.stretch(visit.row, child.to, visit.point);
    visit.point = child.from;
    record.enter(child.row, child.from, child.to);
    stack.push(within(columns, tree, openEnd, childRows(tree, child.row), child.row, child.from, child.to));
  }
  return record;
}

/** The rows that the trace began with; for a parent that has not come, its children. */
function topRows(tree: SpanTree): number[] {
  const rows: number[] = [];
  for (let row = 0; row < tree.rows; row += tree.size[row] ?? 1) {
    if (tree.span[row] === NONE) for (const child of childRows(tree, row)) rows.push(child);
    else rows.push(row);
  }
  return rows;
}

function childRows(tree: SpanTree, row: number): number[] {
  const rows: number[] = [];
  const end = row + (tree.size[row] ?? 1);
  for (let child = row + 1; child < end; child += tree.size[child] ?? 1) rows.push(child);
  return rows;
}

interface Child extends Stretch {
  readonly row: number;
}

/** A span on the path whose children are gone through backwards. */
class Visit {
  constructor(
    readonly row: number,
    readonly from: number,
    /** Where the path has come to. */
    public point: number,
    /** By their ends, the last one at the end. */
    private readonly children: Child[],
  ) {}

  /** The child that ended last before the point, or undefined. */
  next(): Child | undefined {
    let child = this.children.pop();
    while (child && child.to > this.point) child = this.children.pop();
    return child;
  }
}

function within(columns: SpanColumns, tree: SpanTree, openEnd: number, rows: number[], row: number, from: number, to: number): Visit {
  const children: Child[] = [];
  let sorted = true;
  for (const child of rows) {
    const span = tree.span[child] ?? NONE;
    if (span === NONE) continue;
    const clipped = { row: child, from: Math.max(from, columns.startOf(span)), to: Math.min(to, columns.endOf(span, openEnd)) };
    // one that took no time, or ran when its parent did not, holds nothing up
    if (clipped.to <= clipped.from) continue;
    const before = children.at(-1);
    if (before && endsBefore(clipped, before) < 0) sorted = false;
    children.push(clipped);
  }
  if (!sorted) children.sort(endsBefore);
  const end = row === NONE ? (children.at(-1)?.to ?? to) : to;
  return new Visit(row, row === NONE ? end : from, end, children);
}

/** By end; of two that end together the one that began first was waited for, so it comes last. */
function endsBefore(a: Child, b: Child): number {
  return a.to - b.to || b.from - a.from || b.row - a.row;
}

/**
 * Rows on the path in the order that they were entered, and a list of stretches for each, the latest found first. Numbers beside
 * each other instead of objects: where a million spans ran one after another, all are on the path.
 */
class PathRecord implements CriticalPath {
  readonly own: Float64Array;
  total = 0;
  private readonly entry: Int32Array;
  private readonly wholeFrom: number[] = [];
  private readonly wholeTo: number[] = [];
  private readonly firstStretch: number[] = [];
  private readonly foundFrom: number[] = [];
  private readonly foundTo: number[] = [];
  private readonly nextFound: number[] = [];

  constructor(rows: number) {
    this.own = new Float64Array(rows);
    this.entry = new Int32Array(rows).fill(NONE);
  }

  enter(row: number, from: number, to: number): void {
    this.entry[row] = this.firstStretch.push(NONE) - 1;
    this.wholeFrom.push(from);
    this.wholeTo.push(to);
  }

  /** Between the roots nobody is on the path. */
  stretch(row: number, from: number, to: number): void {
    if (row === NONE || to <= from) return;
    const entry = this.entry[row] ?? NONE;
    this.foundFrom.push(from);
    this.foundTo.push(to);
    this.firstStretch[entry] = this.nextFound.push(this.firstStretch[entry] ?? NONE) - 1;
    this.own[row] = (this.own[row] ?? 0) + (to - from);
    this.total += to - from;
  }

  whole(row: number): Stretch | undefined {
    const entry = this.entry[row] ?? NONE;
    const [from, to] = [this.wholeFrom[entry], this.wholeTo[entry]];
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  stretches(row: number): Stretch[] {
    const list: Stretch[] = [];
    let at = this.firstStretch[this.entry[row] ?? NONE] ?? NONE;
    for (; at !== NONE; at = this.nextFound[at] ?? NONE) list.push({ from: this.foundFrom[at] ?? 0, to: this.foundTo[at] ?? 0 });
    return list;
  }
}
