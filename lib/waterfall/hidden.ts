/**
 * A trace without some of its services. The rows of a hidden span vanish and its children move up to the nearest ancestor that is
 * shown: the work of the others is what is left to read, with no blank lines where the hidden one stood in between.
 */
import type { SpanColumns } from '@/lib/waterfall/columns';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

/** Rows keep their numbers; `parent`, `depth` and `children` are as they look without the hidden ones. `size` counts hidden rows too. */
export interface ShownTree extends SpanTree {
  /** 1 for a row that is hidden; undefined where none is. */
  readonly hidden?: Uint8Array;
}

/** Hides the spans of `services`, named. The row of a parent that has not come has no service and stays. */
export function withoutServices(columns: SpanColumns, tree: SpanTree, services: ReadonlySet<string>): ShownTree {
  const isHidden = Uint8Array.from(columns.strings, (string) => (services.has(string) ? 1 : 0));
  if (!isHidden.includes(1)) return tree;
  const hidden = new Uint8Array(tree.rows);
  const parent = new Int32Array(tree.rows).fill(NONE);
  const depth = new Int32Array(tree.rows);
  const children = new Int32Array(tree.rows);
  for (let row = 0; row < tree.rows; row += 1) {
    const span = tree.span[row] ?? NONE;
    if (span !== NONE) hidden[row] = isHidden[columns.service[span] ?? 0] ?? 0;
    // a hidden parent hands on the ancestor that it has itself
    const above = tree.parent[row] ?? NONE;
    const shown = above !== NONE && hidden[above] === 1 ? (parent[above] ?? NONE) : above;
    parent[row] = shown;
    if (shown === NONE || hidden[row] === 1) continue;
    depth[row] = (depth[shown] ?? 0) + 1;
    children[shown] = (children[shown] ?? 0) + 1;
  }
  return { ...tree, parent, depth, children, hidden };
}

/** Of `rows`, ascending, those that are not hidden. */
export function shownOf(tree: ShownTree, rows: Int32Array): Int32Array {
  const { hidden } = tree;
  return hidden ? rows.filter((row) => hidden[row] !== 1) : rows;
}
