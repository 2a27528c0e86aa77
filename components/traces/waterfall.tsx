'use client';

import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';
import { StickyRows } from '@/components/traces/sticky-rows';
import { GridLines } from '@/components/traces/time-ruler';
import type { Lines } from '@/components/traces/use-lines';
import type { Marks } from '@/components/traces/use-marks';
import { useSteadyScroll } from '@/components/traces/use-steady-scroll';
import { moveFor } from '@/components/traces/waterfall-keys';
import type { WaterfallShows } from '@/components/traces/waterfall-options';
import { rowElementId, WaterfallRow } from '@/components/traces/waterfall-row';
import { visiblePosition, type Collapsed } from '@/lib/waterfall/collapse';
import type { CriticalPath } from '@/lib/waterfall/critical-path';
import type { TraceErrors } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import { groupFigures, groupOf, type GroupFigures } from '@/lib/waterfall/groups';
import { positionIn } from '@/lib/waterfall/row-list';
import { MOST_STICKY } from '@/lib/waterfall/sticky';
import { NONE, rowId, type Trace } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

export interface WaterfallProps {
  trace: Trace;
  extent: Extent;
  view: View;
  lines: Lines;
  errors: TraceErrors;
  collapsed: Collapsed;
  /** Rows that the search found. */
  matches: Int32Array;
  selected: number;
  cursor: number;
  path: CriticalPath | undefined;
  shows: WaterfallShows;
  marks: Marks['byRow'];
  /** Opens a span's details, or closes them with NONE. */
  onSelect: (row: number) => void;
  /** A key that is about the time: true where it meant something. */
  onTimeKey: (event: KeyboardEvent) => boolean;
}

/** The spans as a tree beside their bars over time. Draws only the rows that are seen. */
export function Waterfall(props: WaterfallProps) {
  const { trace, extent, view, lines, errors, collapsed, matches, selected, cursor, path, shows, marks, onSelect, onTimeKey } = props;
  const { shown, visible, groups, opened, toggle, open, moveTo } = lines;
  const { scroller, first, end, height, topOf, topRow, onScroll, show, moveBy } = useRowWindow(visible.length);
  useSteadyScroll(trace, visible, topRow, moveBy);
  const cursorPosition = cursor === NONE ? NONE : visiblePosition(visible, cursor);
  const cursorId = cursor === NONE ? '' : rowId(trace, cursor);
  const shownId = useRef('');
  useEffect(() => {
    // only a new cursor scrolls, not one whose row moves because others open above it
    if (cursorId === shownId.current) return;
    // a cursor that was sent into a closed group has its line when that is open
    if (cursor !== NONE && visible[cursorPosition] !== cursor) return;
    shownId.current = cursorId;
    if (cursor === NONE) return;
    // the ancestors at the top must not lie on it
    show(cursorPosition, Math.min(MOST_STICKY, shown.depth[cursor] ?? 0) * ROW_HEIGHT);
    // where nothing else has the focus, the keys are the waterfall's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [cursor, cursorId, cursorPosition, visible, show, shown, scroller]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (onTimeKey(event)) return event.preventDefault();
    const move = moveFor(event.key, { tree: shown, visible, collapsed, groups, opened, cursor });
    if (!move) return;
    event.preventDefault();
    if (move.do === 'cursor') moveTo(move.row);
    else if (move.do === 'toggle') toggle(move.row, false);
    else if (move.do === 'open') open(move.row);
    else onSelect(move.do === 'close' ? NONE : move.row);
  };
  const isClosedGroup = useCallback(
    (row: number): boolean => {
      const group = groupOf(groups, row);
      return group !== NONE && !opened.has(groups.first[group] ?? NONE);
    },
    [groups, opened],
  );
  const onClick = useCallback(
    (event: MouseEvent) => {
      const target = event.target as Element;
      const row = Number(target.closest('[data-row]')?.getAttribute('data-row') ?? NONE);
      if (row === NONE) return;
      if (target.closest('[data-toggle]') || isClosedGroup(row)) {
        moveTo(row);
        toggle(row, event.altKey);
      } else {
        moveTo(row);
        onSelect(row);
      }
    },
    [isClosedGroup, moveTo, onSelect, toggle],
  );
  // one object for as long as the figures are the same: rows are drawn again only for a new one
  const { columns } = trace;
  const known = useMemo(
    () => ({ of: { columns, shown, groups, openEnd: extent.openEnd }, figures: new Map<number, GroupFigures>() }),
    [columns, shown, groups, extent.openEnd],
  );
  const figuresOf = (group: number): GroupFigures => {
    const figures = known.figures.get(group) ?? groupFigures(known.of.columns, known.of.shown, known.of.groups, group, known.of.openEnd);
    known.figures.set(group, figures);
    return figures;
  };
  const rowProps = (row: number) => {
    const group = groupOf(groups, row);
    const isFirst = group !== NONE && groups.first[group] === row;
    const isOpen = isFirst && opened.has(row);
    return {
      ...{ trace, shown, row, view, extent, path, shows },
      collapsed: collapsed[row] === 1,
      errorsBelow: errors.below[row] ?? 0,
      selected: row === selected,
      cursor: row === cursor,
      match: matches[positionIn(matches, row)] === row,
      group: isFirst && !isOpen ? figuresOf(group) : undefined,
      groupRows: isFirst ? (groups.last[group] ?? row) : row,
      openGroup: isOpen ? (groups.count[group] ?? 0) : 0,
      marks: marks.get(row),
    };
  };
  const drawn = visible.subarray(first, end);
  const active =
    cursorPosition >= first && cursorPosition < end ? { 'aria-activedescendant': rowElementId(visible[cursorPosition] ?? NONE) } : {};
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
      <StickyRows scroller={scroller} topRow={topRow} shown={shown} visible={visible} rowProps={rowProps} />
      <GridLines view={view} origin={extent.from} height={height} />
      <div role="rowgroup" className="relative" style={{ height }}>
        {Array.from(drawn, (row, index) => (
          <WaterfallRow key={row} {...rowProps(row)} position={first + index} top={topOf(first + index)} />
        ))}
      </div>
    </div>
  );
}
