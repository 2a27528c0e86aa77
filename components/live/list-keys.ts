/** What a key does in the list. */
import { expandedOf, factsOf, idOf, parentLine, type LiveLines } from '@/components/live/live-line';
import { lineAt } from '@/components/live/lines';
import type { View } from '@/components/live/live-query';
import { nowMillis } from '@/lib/base/time';

export type LineMove = { readonly do: 'go' | 'toggle' | 'open'; readonly line: number } | { readonly do: 'close' };

/** Lines that Page Up and Page Down step over. */
const PAGE = 20;

/** The first line from `at` on that the keyboard stops at, in steps of `step`; -1 beyond the ends. */
export function stopFrom(lines: LiveLines, at: number, step: 1 | -1): number {
  for (let line = at; line >= 0 && line < lines.count; line += step) {
    const found = lineAt(lines, line);
    if (found && idOf(found) !== '') return line;
  }
  return -1;
}

/** Undefined for a key that means nothing here. Left closes what is open, then goes to the parent; right opens it, then goes in. */
export function moveFor(key: string, lines: LiveLines, cursor: number, view: View): LineMove | undefined {
  const to = (target: number, step: 1 | -1): LineMove | undefined => {
    const inside = Math.min(lines.count - 1, Math.max(0, target));
    const line = stopFrom(lines, inside, step);
    return { do: 'go', line: line === -1 ? stopFrom(lines, inside, step === 1 ? -1 : 1) : line };
  };
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return to(cursor + 1, 1);
    case 'ArrowUp':
    case 'k':
      return to(cursor - 1, -1);
    case 'PageDown':
      return to(cursor + PAGE, 1);
    case 'PageUp':
      return to(cursor - PAGE, -1);
    case 'Home':
      return to(0, 1);
    case 'End':
      return to(lines.count - 1, -1);
    case 'Escape':
      return { do: 'close' };
  }
  const line = lineAt(lines, cursor);
  if (!line) return undefined;
  const expanded = expandedOf(line, factsOf(line, nowMillis(), view));
  switch (key) {
    case 'Enter':
      return { do: 'open', line: cursor };
    case 'ArrowRight':
      if (expanded === undefined) return undefined;
      return expanded ? to(cursor + 1, 1) : { do: 'toggle', line: cursor };
    case 'ArrowLeft': {
      if (expanded === true) return { do: 'toggle', line: cursor };
      const parent = parentLine(lines, line);
      return parent === -1 ? undefined : { do: 'go', line: parent };
    }
    default:
      return undefined;
  }
}
