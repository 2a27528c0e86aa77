/**
 * The spans of a trace as a tree in pre-order. Nothing here recurses, so a chain of any depth is safe, and everything is
 * linear but for one sort, which is skipped when the spans came in order.
 */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { IdTable, idText } from '@/lib/waterfall/id-table';

/** Stands for "no row", "no parent". */
export const NONE = -1;

/** Column `x[row]` is about one row; rows are in pre-order, so that a row's descendants are the `size[row] - 1` rows behind it. */
export interface SpanTree {
  readonly rows: number;
  /** The span of a row, or NONE where only its children have come: the row of a missing parent. */
  readonly span: Int32Array;
  /** The row of the parent, or NONE. */
  readonly parent: Int32Array;
  /** 0 for a root. */
  readonly depth: Int32Array;
  /** Rows of the subtree, itself among them. */
  readonly size: Int32Array;
  /** Direct children. */
  readonly children: Int32Array;
  /** The row of a span. */
  readonly rowOf: Int32Array;
}

/** A trace that has come, as far as it has. */
export interface Trace {
  readonly columns: SpanColumns;
  readonly tree: SpanTree;
}

/** True for the row of a missing parent: it has children and an id, but no span. */
export function isMissing({ tree }: Trace, row: number): boolean {
  return row >= 0 && row < tree.rows && tree.span[row] === NONE;
}

/** The span id that a row stands for, a missing parent's too: its first child, which is the next row, tells it. */
export function rowId({ columns, tree }: Trace, row: number): string {
  const span = tree.span[row] ?? NONE;
  return span === NONE ? columns.parentIdOf(tree.span[row + 1] ?? NONE) : columns.spanIdOf(span);
}

/** The row with a span id, the first where several share it; NONE when it is not in the trace. */
export function rowWithId(trace: Trace, id: string): number {
  const { columns, tree } = trace;
  const span = columns.indexOfId(id);
  if (span !== -1) return tree.rowOf[span] ?? NONE;
  for (let row = 0; row < tree.rows; row += 1) if (isMissing(trace, row) && rowId(trace, row) === id) return row;
  return NONE;
}

/**
 * Orders siblings by start, then id. A parent that has not come gets one row for all its children. Spans that are their
 * own ancestors are cut loose at the earliest of the circle. Of spans with one id, children belong to the first.
 */
export function buildTree(columns: SpanColumns): SpanTree {
  const build = buildTreeInSteps(columns);
  for (;;) {
    const { done, value } = build.next();
    if (done) return value;
  }
}

/** The same, giving way after each part of the work that a frame has room for. Spans may arrive meanwhile: they stay outside. */
export function* buildTreeInSteps(columns: SpanColumns): Generator<undefined, SpanTree> {
  const spans = columns.count;
  const { parents, missing, backwards } = linkParents(columns);
  yield;
  const starts = startsOf(columns, spans, parents);
  const before = (a: number, b: number): number => {
    const apart = (starts[a] ?? 0) - (starts[b] ?? 0);
    if (apart !== 0) return apart;
    const same = a < spans && b < spans ? columns.compareIds(a, b) : compareNodes(columns, spans, missing, a, b);
    return same !== 0 ? same : a - b;
  };
  if (backwards) cutCircles(parents, before);
  yield;
  const order = yield* sortedNodes(parents.length, before);
  return yield* layOut(spans, parents, order);
}

/** Rows that are worked on between two chances to give way: a few milliseconds. */
const STEP = 100_000;

/**
 * Parent node of each node: spans first, then one node for each parent id that names no span. `backwards`: some parent came
 * behind its child, without which there is no circle.
 */
function linkParents(columns: SpanColumns): { parents: Int32Array; missing: IdTable; backwards: boolean } {
  const spans = columns.count;
  const missing = new IdTable();
  const orphans = columns.adopt();
  for (const span of orphans) if (missing.find(...columns.parentWordsOf(span)) === NONE) missing.add(...columns.parentWordsOf(span));
  const parents = new Int32Array(spans + missing.count).fill(NONE);
  let backwards = false;
  for (let span = 0; span < spans; span += 1) {
    const parent = columns.parentOf(span);
    parents[span] = parent;
    backwards ||= parent >= span;
  }
  for (const span of orphans) parents[span] = spans + missing.find(...columns.parentWordsOf(span));
  return { parents, missing, backwards };
}

/** A missing parent starts with its first child. */
function startsOf(columns: SpanColumns, spans: number, parents: Int32Array): Float64Array {
  // where all parents have come, which is the rule, nothing need be copied
  if (parents.length === spans) return columns.start;
  const starts = new Float64Array(parents.length).fill(Infinity);
  starts.set(columns.start.subarray(0, spans));
  for (let span = 0; span < spans; span += 1) {
    const parent = parents[span] ?? NONE;
    if (parent >= spans) starts[parent] = Math.min(starts[parent] ?? 0, starts[span] ?? 0);
  }
  return starts;
}

/** The order of two nodes' ids where one of them is a missing parent. */
function compareNodes(columns: SpanColumns, spans: number, missing: IdTable, a: number, b: number): number {
  const id = (node: number): string =>
    node < spans ? columns.spanIdOf(node) : idText(missing.low(node - spans), missing.high(node - spans));
  return id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0;
}

function cutCircles(parents: Int32Array, before: (a: number, b: number) => number): void {
  // 0: not looked at; otherwise the number of the walk towards the root that passed here first
  const walkOf = new Int32Array(parents.length);
  for (let first = 0; first < parents.length; first += 1) {
    let node = first;
    while (node !== NONE && walkOf[node] === 0) {
      walkOf[node] = first + 1;
      node = parents[node] ?? NONE;
    }
    if (node === NONE || walkOf[node] !== first + 1) continue;
    let earliest = node;
    for (let next = parents[node] ?? NONE; next !== node; next = parents[next] ?? NONE) if (before(next, earliest) < 0) earliest = next;
    parents[earliest] = NONE;
  }
}

function* sortedNodes(nodes: number, before: (a: number, b: number) => number): Generator<undefined, Int32Array> {
  const order = new Int32Array(nodes);
  for (let node = 0; node < nodes; node += 1) order[node] = node;
  for (let at = 1; at < nodes; at += 1) {
    if (before(at - 1, at) > 0) return order.sort(before);
    if (at % STEP === 0) yield;
  }
  return order;
}

function* layOut(spans: number, parents: Int32Array, order: Int32Array): Generator<undefined, SpanTree> {
  const rows = parents.length;
  // Children as linked lists; filled from the last to the first, so that each list begins with the earliest.
  const firstChild = new Int32Array(rows).fill(NONE);
  const nextSibling = new Int32Array(rows).fill(NONE);
  let firstRoot = NONE;
  for (let at = rows - 1; at >= 0; at -= 1) {
    const node = order[at] ?? NONE;
    const parent = parents[node] ?? NONE;
    nextSibling[node] = parent === NONE ? firstRoot : (firstChild[parent] ?? NONE);
    if (parent === NONE) firstRoot = node;
    else firstChild[parent] = node;
    if (at % STEP === 0) yield;
  }
  const tree = {
    rows,
    span: new Int32Array(rows),
    parent: new Int32Array(rows).fill(NONE),
    depth: new Int32Array(rows),
    size: new Int32Array(rows).fill(1),
    children: new Int32Array(rows),
    rowOf: new Int32Array(spans).fill(NONE),
  };
  // the order has been used up: its place holds the row of each node now
  const rowOfNode = order;
  let node = firstRoot;
  for (let row = 0; row < rows; row += 1) {
    rowOfNode[node] = row;
    const parent = parents[node] ?? NONE;
    if (parent !== NONE) {
      const above = rowOfNode[parent] ?? 0;
      tree.parent[row] = above;
      tree.depth[row] = (tree.depth[above] ?? 0) + 1;
      tree.children[above] = (tree.children[above] ?? 0) + 1;
    }
    if (node < spans) tree.rowOf[node] = row;
    tree.span[row] = node < spans ? node : NONE;
    node = following(node, parents, firstChild, nextSibling);
    if (row % STEP === 0) yield;
  }
  for (let row = rows - 1; row > 0; row -= 1) {
    const above = tree.parent[row] ?? NONE;
    if (above !== NONE) tree.size[above] = (tree.size[above] ?? 0) + (tree.size[row] ?? 0);
  }
  return tree;
}

/** The node after `node` in pre-order: its first child, else the next sibling of itself or of the nearest ancestor with one. */
function following(node: number, parents: Int32Array, firstChild: Int32Array, nextSibling: Int32Array): number {
  const child = firstChild[node] ?? NONE;
  if (child !== NONE) return child;
  let at = node;
  while (at !== NONE) {
    const sibling = nextSibling[at] ?? NONE;
    if (sibling !== NONE) return sibling;
    at = parents[at] ?? NONE;
  }
  return NONE;
}
