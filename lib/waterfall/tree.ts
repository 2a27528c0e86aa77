/**
 * The spans of a trace as a tree in pre-order. Nothing here recurses, so a chain of any depth is safe, and everything is
 * linear but for one sort, which is skipped when the spans came in order.
 */
import type { SpanColumns } from '@/lib/waterfall/columns';

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
  const { parents, missingIds } = linkParents(columns);
  const nodes = columns.count + missingIds.length;
  const starts = startsOf(columns, parents, nodes);
  const idOf = (node: number): string => (node < columns.count ? columns.spanIdOf(node) : (missingIds[node - columns.count] ?? ''));
  const before = (a: number, b: number): number => {
    const apart = (starts[a] ?? 0) - (starts[b] ?? 0);
    if (apart !== 0) return apart;
    return idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : a - b;
  };
  cutCircles(parents, before);
  return layOut(columns.count, parents, sortedNodes(nodes, before));
}

/** Parent node of each node: spans first, then one node for each parent id that names no span. */
function linkParents(columns: SpanColumns): { parents: Int32Array; missingIds: string[] } {
  const nodeOf = new Map<string, number>();
  for (let span = columns.count - 1; span >= 0; span -= 1) nodeOf.set(columns.spanIdOf(span), span);
  const missingIds: string[] = [];
  const found: number[] = [];
  for (let span = 0; span < columns.count; span += 1) {
    const id = columns.parentIdOf(span);
    if (id === '') {
      found.push(NONE);
      continue;
    }
    let node = nodeOf.get(id);
    if (node === undefined) {
      node = columns.count + missingIds.length;
      missingIds.push(id);
      nodeOf.set(id, node);
    }
    found.push(node);
  }
  const parents = new Int32Array(columns.count + missingIds.length).fill(NONE);
  parents.set(found);
  return { parents, missingIds };
}

/** A missing parent starts with its first child. */
function startsOf(columns: SpanColumns, parents: Int32Array, nodes: number): Float64Array {
  const starts = new Float64Array(nodes).fill(Infinity);
  starts.set(columns.start.subarray(0, columns.count));
  for (let span = 0; span < columns.count; span += 1) {
    const parent = parents[span] ?? NONE;
    if (parent >= columns.count) starts[parent] = Math.min(starts[parent] ?? 0, starts[span] ?? 0);
  }
  return starts;
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

function sortedNodes(nodes: number, before: (a: number, b: number) => number): Int32Array {
  const order = Int32Array.from({ length: nodes }, (_, node) => node);
  for (let at = 1; at < nodes; at += 1) if (before(at - 1, at) > 0) return order.sort(before);
  return order;
}

function layOut(spans: number, parents: Int32Array, order: Int32Array): SpanTree {
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
  const rowOfNode = new Int32Array(rows);
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
