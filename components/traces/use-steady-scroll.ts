import { useLayoutEffect, useRef } from 'react';
import type { RowWindow } from '@/components/records/use-row-window';
import { visiblePosition } from '@/lib/waterfall/collapse';
import { NONE, rowId, rowWithId, type Trace } from '@/lib/waterfall/tree';

/** Keeps the line at the upper edge where it is when more of the trace comes and its rows move. The very top stays the top. */
export function useSteadyScroll(trace: Trace, visible: Int32Array, topRow: RowWindow['topRow'], moveBy: RowWindow['moveBy']): void {
  const last = useRef({ trace, visible });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { trace, visible };
    const top = topRow();
    if (before.trace === trace || top === 0) return;
    const row = rowWithId(trace, rowId(before.trace, before.visible[top] ?? NONE));
    if (row !== NONE) moveBy(visiblePosition(visible, row) - top);
  }, [trace, visible, topRow, moveBy]);
}
