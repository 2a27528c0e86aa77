'use client';

import { useEffect, useState, type RefObject } from 'react';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { TimeCell } from '@/components/traces/waterfall-bar';
import { NameCell, type LineProps } from '@/components/traces/waterfall-row';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { stickyAncestors } from '@/lib/waterfall/sticky';

export interface StickyRowsProps {
  /** The element that scrolls; these rows are its first child. */
  scroller: RefObject<HTMLDivElement | null>;
  /** The row at its upper edge. */
  topRow: () => number;
  shown: ShownTree;
  visible: Int32Array;
  rowProps: (row: number) => LineProps;
}

/** The ancestors of what is seen, above it while it scrolls. For the eye and the mouse alone: the rows themselves have the roles. */
export function StickyRows({ scroller, topRow, shown, visible, rowProps }: StickyRowsProps) {
  const [top, setTop] = useState(0);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => setTop(topRow());
    onScroll();
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller, topRow]);
  const rows = stickyAncestors(shown, visible, top);
  if (rows.length === 0) return null;
  return (
    <div aria-hidden className="sticky top-0 z-[5] h-0">
      <div className="border-b border-line-strong bg-panel">
        {rows.map((row) => (
          <div
            key={row}
            data-row={row}
            className="grid cursor-pointer grid-cols-[var(--names)_minmax(0,1fr)] items-center hover:bg-hover"
            style={{ height: ROW_HEIGHT }}
          >
            <NameCell {...rowProps(row)} />
            <TimeCell {...rowProps(row)} />
          </div>
        ))}
      </div>
    </div>
  );
}
