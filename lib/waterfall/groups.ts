/** Siblings that repeat: neighbours of one service and name, none of which has children, are read better as one line. */
import type { SpanColumns } from '@/lib/waterfall/columns';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { positionIn } from '@/lib/waterfall/row-list';
import { NONE } from '@/lib/waterfall/tree';

/** Fewer than this are not worth a line that has to be opened. */
export const LEAST_GROUPED = 5;

/** Column `x[i]` is about one group; groups are in the order of their rows. Between its first and last row stand only hidden others. */
export interface Groups {
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** How many spans, hidden ones left out. */
  readonly count: Int32Array;
}

export const NO_GROUPS: Groups = { first: new Int32Array(0), last: new Int32Array(0), count: new Int32Array(0) };

/** Finds them in one pass. Siblings are neighbours in the order of their starts; a span with children is read by itself. */
export function repeatedSiblings(columns: SpanColumns, tree: ShownTree, least = LEAST_GROUPED): Groups {
  const first: number[] = [];
  const last: number[] = [];
  const count: number[] = [];
  let run = { first: NONE, last: NONE, count: 0 };
  const close = () => {
    if (run.count < least) return;
    first.push(run.first);
    last.push(run.last);
    count.push(run.count);
  };
  for (let row = 0; row < tree.rows; row += 1) {
    if (tree.hidden?.[row] === 1) continue;
    if (run.count > 0 && alike(columns, tree, run.first, row)) {
      run.last = row;
      run.count += 1;
      continue;
    }
    close();
    run = { first: row, last: row, count: isLeaf(tree, row) ? 1 : 0 };
  }
  close();
  return { first: Int32Array.from(first), last: Int32Array.from(last), count: Int32Array.from(count) };
}

function isLeaf(tree: ShownTree, row: number): boolean {
  return tree.span[row] !== NONE && tree.children[row] === 0;
}

function alike(columns: SpanColumns, tree: ShownTree, a: number, b: number): boolean {
  if (!isLeaf(tree, b) || tree.parent[a] !== tree.parent[b]) return false;
  const [one, other] = [tree.span[a] ?? NONE, tree.span[b] ?? NONE];
  return columns.name[one] === columns.name[other] && columns.service[one] === columns.service[other];
}

/** The number of the group that a row is in, or NONE. */
export function groupOf(groups: Groups, row: number): number {
  const at = groups.first[positionIn(groups.first, row)] === row ? positionIn(groups.first, row) : positionIn(groups.first, row) - 1;
  return at >= 0 && row <= (groups.last[at] ?? NONE) ? at : NONE;
}

export interface GroupFigures {
  readonly count: number;
  readonly errors: number;
  /** Some of them have not ended. */
  readonly open: boolean;
  /** From the first start to the last end, ns since the trace's origin. */
  readonly from: number;
  readonly to: number;
  /** Durations, ns: of all together, the shortest, and the longest. */
  readonly sum: number;
  readonly shortest: number;
  readonly longest: number;
}

/** Adds up group number `group`; visits each of its spans once. */
export function groupFigures(columns: SpanColumns, tree: ShownTree, groups: Groups, group: number, openEnd: number): GroupFigures {
  const first = groups.first[group] ?? 0;
  let errors = 0;
  let open = false;
  let from = Infinity;
  let to = -Infinity;
  let sum = 0;
  let shortest = Infinity;
  let longest = 0;
  for (let row = first; row <= (groups.last[group] ?? NONE); row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span === NONE || tree.hidden?.[row] === 1) continue;
    const start = columns.startOf(span);
    const end = columns.endOf(span, openEnd);
    if (columns.isError(span)) errors += 1;
    if (columns.isOpen(span)) open = true;
    from = Math.min(from, start);
    to = Math.max(to, end);
    sum += end - start;
    shortest = Math.min(shortest, end - start);
    longest = Math.max(longest, end - start);
  }
  return { count: groups.count[group] ?? 0, errors, open, from, to, sum, shortest, longest };
}
