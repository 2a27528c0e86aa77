/** What a key does in the waterfall. */
import { visiblePosition, type Collapsed } from '@/lib/waterfall/collapse';
import { NONE, type SpanTree } from '@/lib/waterfall/tree';

export interface Situation {
  readonly tree: SpanTree;
  readonly visible: Int32Array;
  readonly collapsed: Collapsed;
  /** The row of the cursor, or NONE. */
  readonly cursor: number;
}

export type Move = { readonly do: 'cursor' | 'toggle' | 'select'; readonly row: number } | { readonly do: 'close' };

/** Rows that Page Up and Page Down step over. */
const PAGE = 20;

/** Undefined for a key that means nothing here. Left closes a row, then goes to its parent; right opens it, then goes in. */
export function moveFor(key: string, { tree, visible, collapsed, cursor }: Situation): Move | undefined {
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
  const parent = (tree.size[cursor] ?? 1) > 1;
  const open = parent && collapsed[cursor] !== 1;
  switch (key) {
    case 'Enter':
      return { do: 'select', row: cursor };
    case ' ':
      return parent ? { do: 'toggle', row: cursor } : undefined;
    case 'ArrowRight':
      return open ? { do: 'cursor', row: cursor + 1 } : parent ? { do: 'toggle', row: cursor } : undefined;
    case 'ArrowLeft': {
      if (open) return { do: 'toggle', row: cursor };
      const above = tree.parent[cursor] ?? NONE;
      return above === NONE ? undefined : { do: 'cursor', row: above };
    }
    default:
      return undefined;
  }
}
