'use client';

import { useCallback, useState } from 'react';
import { allOpen, carriedOver, type Collapsed } from '@/lib/waterfall/collapse';
import type { Trace } from '@/lib/waterfall/tree';

/** Which rows are collapsed; kept by their ids while more of the trace comes. */
export function useCollapsed(trace: Trace): [Collapsed, (change: (before: Collapsed) => Collapsed) => void] {
  const [kept, setKept] = useState(() => ({ trace, collapsed: allOpen(trace.tree) }));
  const current = kept.trace === trace ? kept : { trace, collapsed: carriedOver(kept.trace, kept.collapsed, trace) };
  if (current !== kept) setKept(current);
  const change = useCallback(
    (next: (before: Collapsed) => Collapsed) =>
      setKept((before) => (before.trace === trace ? { trace, collapsed: next(before.collapsed) } : before)),
    [trace],
  );
  return [current.collapsed, change];
}
