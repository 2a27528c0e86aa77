/**
 * Traces merged by call path: spans of the same service and name below the same path are one row. One trace makes a flame
 * graph, two make a comparison. Nothing here recurses, and everything is linear.
 */
import type { SpanColumns } from '@/lib/waterfall/columns';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

/** A trace, and what its spans took themselves. */
export interface TracePart {
  /** Hidden rows have no path, and those below them the path without them. */
  readonly trace: { readonly columns: SpanColumns; readonly tree: ShownTree };
  /** Self times in ns, by row of the trace. */
  readonly self: Float64Array;
  /** Where open spans end, ns since the origin. */
  readonly openEnd: number;
}

/** What one trace has at each path, by row. */
export interface PathFigures {
  readonly count: Int32Array;
  readonly errors: Int32Array;
  /** Durations added up, ns. */
  readonly total: Float64Array;
  /** Self times added up, ns. */
  readonly self: Float64Array;
  /** The row of the trace where the path comes first, or NONE. */
  readonly first: Int32Array;
  /** The path of each row of the trace. */
  readonly pathOf: Int32Array;
}

/** Rows are paths, in pre-order: a path's descendants are the `size[row] - 1` rows behind it. */
export interface CallTree extends Pick<SpanTree, 'rows' | 'parent' | 'depth' | 'size'> {
  readonly service: readonly string[];
  /** '' for a parent that has not come. */
  readonly name: readonly string[];
  /** In the order of the traces that were merged. */
  readonly of: readonly PathFigures[];
}

/** Siblings stand in the order in which they first came; those of a later trace behind the sibling that they follow there. */
export function callTree(parts: readonly TracePart[]): CallTree {
  const paths = new Paths();
  const nodeOfRow = parts.map(({ trace }) => paths.add(trace));
  const order = paths.inOrder();
  return {
    ...order.shape,
    service: Array.from(order.nodes, (node) => paths.serviceOf(node)),
    name: Array.from(order.nodes, (node) => paths.nameOf(node)),
    of: parts.map((part, index) => figuresOf(part, nodeOfRow[index] ?? new Int32Array(0), order.rowOfNode)),
  };
}

/** What a missing parent is labelled with: no span can be. */
const MISSING = 0;

/** Paths as they are found, each after its parent. */
class Paths {
  private readonly parent: number[] = [];
  private readonly label: number[] = [];
  private readonly firstChild: number[] = [];
  private readonly nextSibling: number[] = [];
  private firstRoot = NONE;
  private readonly services = [''];
  private readonly names = [''];
  /** Label by `<number of service>`, then `<number of name>`: numbers of `numbers`. */
  private readonly labels = new Map<number, number>();
  private readonly numbers = new Map<string, number>();
  /** A path below its parent; the key is at most 2^53 for 2^26 paths of 2^26 labels. */
  private readonly below = new Map<number, number>();

  /** The path of each row of a trace, NONE for a hidden one. */
  add({ columns, tree }: TracePart['trace']): Int32Array {
    const labelOf = this.labeller(columns);
    const found = new Int32Array(tree.rows).fill(NONE);
    // the child that was found last below each row: the next new one comes behind it
    const latest = new Int32Array(tree.rows).fill(NONE);
    let latestRoot = NONE;
    for (let row = 0; row < tree.rows; row += 1) {
      if (tree.hidden?.[row] === 1) continue;
      const above = tree.parent[row] ?? NONE;
      const parent = above === NONE ? NONE : (found[above] ?? NONE);
      const span = tree.span[row] ?? NONE;
      const node = this.child(parent, span === NONE ? MISSING : labelOf(span), above === NONE ? latestRoot : (latest[above] ?? NONE));
      found[row] = node;
      if (above === NONE) latestRoot = node;
      else latest[above] = node;
    }
    return found;
  }

  serviceOf(node: number): string {
    return this.services[this.label[node] ?? MISSING] ?? '';
  }

  nameOf(node: number): string {
    return this.names[this.label[node] ?? MISSING] ?? '';
  }

  /** All paths in pre-order. */
  inOrder(): { shape: Pick<CallTree, 'rows' | 'parent' | 'depth' | 'size'>; nodes: Int32Array; rowOfNode: Int32Array } {
    const rows = this.parent.length;
    const nodes = new Int32Array(rows);
    const rowOfNode = new Int32Array(rows);
    const parent = new Int32Array(rows).fill(NONE);
    const depth = new Int32Array(rows);
    const size = new Int32Array(rows).fill(1);
    let node = this.firstRoot;
    for (let row = 0; row < rows; row += 1) {
      nodes[row] = node;
      rowOfNode[node] = row;
      const above = this.parent[node] ?? NONE;
      if (above !== NONE) {
        parent[row] = rowOfNode[above] ?? NONE;
        depth[row] = (depth[parent[row] ?? 0] ?? 0) + 1;
      }
      node = this.following(node);
    }
    for (let row = rows - 1; row > 0; row -= 1) {
      const above = parent[row] ?? NONE;
      if (above !== NONE) size[above] = (size[above] ?? 0) + (size[row] ?? 0);
    }
    return { shape: { rows, parent, depth, size }, nodes, rowOfNode };
  }

  private following(node: number): number {
    const child = this.firstChild[node] ?? NONE;
    if (child !== NONE) return child;
    for (let at = node; at !== NONE; at = this.parent[at] ?? NONE) {
      const sibling = this.nextSibling[at] ?? NONE;
      if (sibling !== NONE) return sibling;
    }
    return NONE;
  }

  private child(parent: number, label: number, behind: number): number {
    const key = (parent + 1) * 2 ** 26 + label;
    const known = this.below.get(key);
    if (known !== undefined) return known;
    const node = this.parent.length;
    this.below.set(key, node);
    this.parent.push(parent);
    this.label.push(label);
    this.firstChild.push(NONE);
    const head = parent === NONE ? this.firstRoot : (this.firstChild[parent] ?? NONE);
    this.nextSibling.push(behind === NONE ? head : (this.nextSibling[behind] ?? NONE));
    if (behind !== NONE) this.nextSibling[behind] = node;
    else if (parent === NONE) this.firstRoot = node;
    else this.firstChild[parent] = node;
    return node;
  }

  /** The label of a span: one number for each pair of service and name, in all traces. */
  private labeller(columns: SpanColumns): (span: number) => number {
    const numberOf = Int32Array.from(columns.strings, (text) => {
      const known = this.numbers.get(text);
      if (known !== undefined) return known;
      this.numbers.set(text, this.numbers.size);
      return this.numbers.size - 1;
    });
    return (span) => {
      const service = numberOf[columns.service[span] ?? 0] ?? 0;
      const name = numberOf[columns.name[span] ?? 0] ?? 0;
      const key = service * 2 ** 26 + name;
      const known = this.labels.get(key);
      if (known !== undefined) return known;
      const label = this.services.push(columns.serviceOf(span)) - 1;
      this.names.push(columns.nameOf(span));
      this.labels.set(key, label);
      return label;
    };
  }
}

function figuresOf({ trace: { columns, tree }, self, openEnd }: TracePart, nodeOfRow: Int32Array, rowOfNode: Int32Array): PathFigures {
  const paths = rowOfNode.length;
  const figures = {
    count: new Int32Array(paths),
    errors: new Int32Array(paths),
    total: new Float64Array(paths),
    self: new Float64Array(paths),
    first: new Int32Array(paths).fill(NONE),
    pathOf: nodeOfRow.map((node) => (node === NONE ? NONE : (rowOfNode[node] ?? NONE))),
  };
  for (let row = 0; row < tree.rows; row += 1) {
    const path = figures.pathOf[row] ?? NONE;
    if (path === NONE) continue;
    if (figures.first[path] === NONE) figures.first[path] = row;
    const span = tree.span[row] ?? NONE;
    if (span === NONE) continue;
    figures.count[path] = (figures.count[path] ?? 0) + 1;
    figures.errors[path] = (figures.errors[path] ?? 0) + (columns.isError(span) ? 1 : 0);
    figures.total[path] = (figures.total[path] ?? 0) + columns.endOf(span, openEnd) - columns.startOf(span);
    figures.self[path] = (figures.self[path] ?? 0) + (self[row] ?? 0);
  }
  return figures;
}
