'use client';

import { useCallback, useEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { GridLines } from '@/components/traces/time-ruler';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';
import { moveFor } from '@/components/traces/waterfall-keys';
import { rowElementId, WaterfallRow } from '@/components/traces/waterfall-row';
import { positionIn } from '@/lib/waterfall/row-list';
import { visiblePosition, type Collapsed } from '@/lib/waterfall/collapse';
import type { TraceErrors } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import { NONE, rowId, type Trace } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

export interface WaterfallProps {
  trace: Trace;
  extent: Extent;
  view: View;
  errors: TraceErrors;
  collapsed: Collapsed;
  visible: Int32Array;
  /** Rows that the search found. */
  matches: Int32Array;
  selected: number;
  cursor: number;
  /** Moves the cursor, e.g. with the arrow keys. */
  onCursor: (row: number) => void;
  /** Opens a span's details, or closes them with NONE. */
  onSelect: (row: number) => void;
  /** Opens or collapses a row, or all of its subtree. */
  onToggle: (row: number, subtree: boolean) => void;
}

/** The spans as a tree beside their bars over time. Draws only the rows that are seen. */
export function Waterfall(props: WaterfallProps) {
  const { trace, extent, view, errors, collapsed, visible, matches, selected, cursor, onCursor, onSelect, onToggle } = props;
  const { scroller, first, end, onScroll, show } = useRowWindow(visible.length);
  const cursorPosition = cursor === NONE ? NONE : visiblePosition(visible, cursor);
  const cursorId = cursor === NONE ? '' : rowId(trace, cursor);
  const shown = useRef('');
  useEffect(() => {
    // only a new cursor scrolls, not one whose row moves because others open above it
    if (cursorId === shown.current) return;
    shown.current = cursorId;
    if (cursorPosition === NONE) return;
    show(cursorPosition);
    // where nothing else has the focus, the keys are the waterfall's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [cursorId, cursorPosition, show, scroller]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const move = moveFor(event.key, { tree: trace.tree, visible, collapsed, cursor });
    if (!move) return;
    event.preventDefault();
    if (move.do === 'cursor') onCursor(move.row);
    else if (move.do === 'toggle') onToggle(move.row, false);
    else onSelect(move.do === 'close' ? NONE : move.row);
  };
  const onClick = useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element;
      const row = Number(target.closest('[data-row]')?.getAttribute('data-row') ?? NONE);
      if (row === NONE) return;
      onCursor(row);
      if (target.closest('[data-toggle]')) onToggle(row, event.altKey);
      else onSelect(row);
    },
    [onCursor, onSelect, onToggle],
  );
  const drawn = visible.subarray(first, end);
  const active = cursorPosition >= first && cursorPosition < end ? { 'aria-activedescendant': rowElementId(cursor) } : {};
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Spans of the trace"
      aria-rowcount={visible.length}
      aria-colcount={2}
      tabIndex={0}
      {...active}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      className="group/grid relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
    >
      <GridLines view={view} origin={extent.from} height={visible.length * ROW_HEIGHT} />
      <div role="rowgroup" className="relative" style={{ height: visible.length * ROW_HEIGHT }}>
        {Array.from(drawn, (row, index) => (
          <WaterfallRow
            key={row}
            trace={trace}
            row={row}
            position={first + index}
            view={view}
            extent={extent}
            collapsed={collapsed[row] === 1}
            errorsBelow={errors.below[row] ?? 0}
            selected={row === selected}
            cursor={row === cursor}
            match={matches[positionIn(matches, row)] === row}
          />
        ))}
      </div>
    </div>
  );
}
