/** Stack traces of any language, folded to the frames that matter. */

export interface FoldedStack {
  readonly shown: string;
  /** Lines left out; 0 when all are shown. */
  readonly hidden: number;
  /** Which end the lines were left out at. */
  readonly from: 'start' | 'end';
}

/**
 * At most `lines` lines. Python prints the newest call last, all others first, so those lines are kept that are nearest
 * to where it was raised.
 */
export function foldStack(stack: string, lines: number): FoldedStack {
  const all = stack.replace(/\n+$/, '').split('\n');
  const newestLast = /^\s*(Traceback \(most recent call last\)|\+? *Exception Group Traceback)/m.test(stack);
  const from = newestLast ? 'start' : 'end';
  // one line more than allowed would cost as much as the words that stand for it
  if (all.length <= lines + 1) return { shown: all.join('\n'), hidden: 0, from };
  const kept = newestLast ? all.slice(-lines) : all.slice(0, lines);
  return { shown: kept.join('\n'), hidden: all.length - lines, from };
}
