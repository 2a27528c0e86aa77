/** Which ancestors stay at the top while their descendants scroll by. */
import type { ShownTree } from '@/lib/waterfall/hidden';
import { positionIn } from '@/lib/waterfall/row-list';
import { NONE } from '@/lib/waterfall/tree';

/** Lines that may stay at the top. */
export const MOST_STICKY = 4;

/**
 * The rows to keep above the lines from position `top` on, outermost first: at most `most` of the nearest ancestors of the first line
 * that they leave to be seen. Each line that stays covers one more, which may have to stay in its turn.
 */
export function stickyAncestors(tree: ShownTree, lines: Int32Array, top: number, most = MOST_STICKY): number[] {
  let before: number[] = [];
  for (let covered = 0; covered <= most; covered += 1) {
    const kept = coveredAncestors(tree, lines, top, covered, most);
    if (kept === 'in place') return [];
    if (kept.length === covered) return kept;
    // the row that would be seen is out of the subtree: one line less, and the last of the subtree is seen
    if (kept.length < covered) return before.slice(0, covered - 1);
    before = kept;
  }
  return before;
}

/**
 * Of the nearest ancestors of the line `covered` below `top`, those that have scrolled away or lie under the ones before them. In
 * place: straight down a chain the nearest ones are seen anyway.
 */
function coveredAncestors(tree: ShownTree, lines: Int32Array, top: number, covered: number, most: number): number[] | 'in place' {
  const chain: number[] = [];
  for (let row = lines[top + covered] ?? NONE; row !== NONE && chain.length <= most; row = tree.parent[row] ?? NONE) chain.push(row);
  const ancestors = chain.slice(1).reverse();
  const seen = ancestors.findIndex((row, at) => positionIn(lines, row) >= top + at);
  if (seen === 0) return 'in place';
  return seen === -1 ? ancestors : ancestors.slice(0, seen);
}
