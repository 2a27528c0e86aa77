/** What a key does in the waterfall. */
import { visiblePosition, type Collapsed } from '@/lib/waterfall/collapse';
import { groupOf, type Groups } from '@/lib/waterfall/groups';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { positionIn } from '@/lib/waterfall/row-list';
import { NONE } from '@/lib/waterfall/tree';

export interface Situation {
  readonly tree: ShownTree;
  readonly visible: Int32Array;
  readonly collapsed: Collapsed;
  readonly groups: Groups;
  /** First rows of the groups that are open. */
  readonly opened: ReadonlySet<number>;
  /** The row of the cursor, or NONE. */
  readonly cursor: number;
}

/** `toggle` is about a group where the row is in one. `open`: the row and all below it. */
export type Move = { readonly do: 'cursor' | 'toggle' | 'open' | 'select'; readonly row: number } | { readonly do: 'close' };

/** Rows that Page Up and Page Down step over. */
const PAGE = 20;

/**
 * Undefined for a key that means nothing here. Left closes a row or its group, then goes to its parent; right opens it, then goes
 * in. Star opens all below. Brackets go to the sibling before and behind.
 */
export function moveFor(key: string, situation: Situation): Move | undefined {
  const { tree, visible, collapsed, cursor } = situation;
  if (visible.length === 0) return undefined;
  const position = cursor === NONE ? NONE : visiblePosition(visible, cursor);
  const to = (target: number): Move => ({ do: 'cursor', row: visible[Math.min(visible.length - 1, Math.max(0, target))] ?? NONE });
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(position + 1);
    case 'ArrowUp':
    case 'k':
      return to(position - 1);
    case 'PageDown':
      return to(position + PAGE);
    case 'PageUp':
      return to(position - PAGE);
    case 'Home':
      return to(0);
    case 'End':
      return to(visible.length - 1);
    case 'Escape':
      return { do: 'close' };
  }
  if (cursor === NONE) return undefined;
  const group = groupState(situation, cursor);
  const parent = (tree.children[cursor] ?? 0) > 0;
  const closed = group === 'closed' || (parent && collapsed[cursor] === 1);
  switch (key) {
    case 'Enter':
      return group === 'closed' ? { do: 'toggle', row: cursor } : { do: 'select', row: cursor };
    case ' ':
      return parent || group !== 'none' ? { do: 'toggle', row: cursor } : undefined;
    case '*':
      return group === 'closed' ? { do: 'toggle', row: cursor } : parent ? { do: 'open', row: cursor } : undefined;
    case 'ArrowRight':
      return closed ? { do: 'toggle', row: cursor } : parent ? to(position + 1) : undefined;
    case 'ArrowLeft':
      if (group === 'open' || (parent && !closed)) return { do: 'toggle', row: cursor };
      return cursorAt(tree.parent[cursor] ?? NONE);
    case ']':
      return cursorAt(siblingBehind(tree, visible, cursor));
    case '[':
      return cursorAt(siblingBefore(tree, visible, position));
    default:
      return undefined;
  }
}

function cursorAt(row: number): Move | undefined {
  return row === NONE ? undefined : { do: 'cursor', row };
}

function groupState({ groups, opened }: Situation, row: number): 'none' | 'closed' | 'open' {
  const group = groupOf(groups, row);
  if (group === NONE) return 'none';
  return opened.has(groups.first[group] ?? NONE) ? 'open' : 'closed';
}

/** The first line behind the subtree of `row`, where it has the same parent. */
function siblingBehind(tree: ShownTree, visible: Int32Array, row: number): number {
  for (let at = positionIn(visible, row + (tree.size[row] ?? 1)); at < visible.length; at += 1) {
    const next = visible[at] ?? NONE;
    if (tree.parent[next] === tree.parent[row]) return next;
    // rows within a closed group are not on lines of their own, but a shallower one is out of the parent
    if ((tree.depth[next] ?? 0) <= (tree.depth[row] ?? 0)) return NONE;
  }
  return NONE;
}

/** The nearest line above at the same depth, unless a shallower one comes first. */
function siblingBefore(tree: ShownTree, visible: Int32Array, position: number): number {
  const row = visible[position] ?? NONE;
  for (let at = position - 1; at >= 0; at -= 1) {
    const before = visible[at] ?? NONE;
    const deeper = (tree.depth[before] ?? 0) - (tree.depth[row] ?? 0);
    if (deeper === 0) return before;
    if (deeper < 0) return NONE;
  }
  return NONE;
}
