'use client';

import { clsx } from 'clsx';
import { useEffect, useLayoutEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';
import { useShortcuts } from '@/lib/client/shortcuts';

/** The next page is asked for when this many rows are left below. */
const NEAR_END = 40;

/** How far each question's rows were scrolled: Back from a trace comes to the same rows. */
const scrolled = new Map<string, number>();

/** The id of a row's element, for aria-activedescendant. */
export function rowId(index: number): string {
  return `record-${index}`;
}

export interface RecordGridProps<Row> {
  /** What the rows are, e.g. `Spans`. */
  label: string;
  /** The page, for the sheet of shortcuts. */
  page: string;
  /** What was asked; another question is another list. */
  question: string;
  rows: readonly Row[];
  /** The rows are those of the question before. */
  old: boolean;
  hasMore: boolean;
  /** Called when the end comes near; may be called again. */
  onMore: () => void;
  /** What `o` and Enter do, e.g. `Open the trace`. */
  opens: string;
  onOpen: (row: Row) => void;
  /** Which row is open beside the list, where one is: the keyboard goes on from there. */
  at?: number;
  /** Called when the keyboard goes to another row. */
  onMove?: (row: Row) => void;
  /** A row of `ROW_HEIGHT`, placed by its index, with the id `rowId(index)`. */
  render: (row: Row, index: number, active: boolean) => ReactNode;
  /** Below the last row. */
  foot: ReactNode;
}

/** Records in rows of one height, of which only those that are seen are drawn. */
export function RecordGrid<Row>(props: RecordGridProps<Row>) {
  const { label, page, question, rows, old, hasMore, onMore, opens, onOpen, at = -1, onMove, render, foot } = props;
  const [{ cursor, over }, setPlace] = useState({ cursor: at, over: at });
  if (over !== at) setPlace({ cursor: at >= 0 ? at : cursor, over: at });
  const { scroller, first, end, onScroll, show } = useRowWindow(rows.length);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element) element.scrollTop = scrolled.get(question) ?? 0;
  }, [scroller, question]);
  const nearEnd = hasMore && end + NEAR_END >= rows.length;
  useEffect(() => {
    if (nearEnd) onMore();
  }, [nearEnd, onMore]);
  const move = (to: number) => {
    const next = Math.min(rows.length - 1, Math.max(0, to));
    const row = rows[next];
    if (row === undefined) return;
    setPlace({ cursor: next, over });
    show(next);
    onMove?.(row);
    // j and k work from anywhere: where nothing else has the focus, Enter is the list's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  };
  const open = () => {
    const row = rows[cursor];
    if (row !== undefined) onOpen(row);
  };
  useShortcuts([
    { keys: 'j', label: 'Next row', group: page, run: () => move(cursor + 1) },
    { keys: 'k', label: 'Previous row', group: page, run: () => move(cursor - 1) },
    { keys: 'o', label: opens, group: page, run: open },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(cursor + 1),
      ArrowUp: () => move(cursor - 1),
      PageDown: () => move(cursor + 20),
      PageUp: () => move(cursor - 20),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Enter: open,
    };
    const action = event.altKey || event.metaKey || event.ctrlKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rows.length}
      aria-busy={old}
      tabIndex={0}
      {...(cursor >= first && cursor < end ? { 'aria-activedescendant': rowId(cursor) } : {})}
      onScroll={(event) => {
        scrolled.set(question, event.currentTarget.scrollTop);
        onScroll();
      }}
      onKeyDown={onKeyDown}
      className={clsx(
        'min-h-0 flex-1 overflow-x-hidden overflow-y-auto transition-opacity duration-150 focus-visible:-outline-offset-2',
        old && 'opacity-50',
      )}
    >
      <div role="rowgroup" className="relative" style={{ height: rows.length * ROW_HEIGHT }}>
        {rows.slice(first, end).map((row, offset) => render(row, first + offset, first + offset === cursor))}
      </div>
      {foot}
    </div>
  );
}
