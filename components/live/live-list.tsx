'use client';

import { clsx } from 'clsx';
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { gridTracks, type Columns } from '@/components/live/columns';
import { DaySeparators } from '@/components/live/day-separators';
import { moveFor, type LineMove } from '@/components/live/list-keys';
import {
  depthOf,
  expandedOf,
  factsOf,
  idOf,
  insideOf,
  lineWithId,
  openOfLine,
  placeOf,
  type LiveLine,
  type LiveLines,
} from '@/components/live/live-line';
import type { View } from '@/components/live/live-query';
import { printOpen, type OpenRecord } from '@/components/live/live-record';
import type { LivePlace } from '@/components/live/live-place';
import { lineElementId, LiveRow } from '@/components/live/live-row';
import { lineAt } from '@/components/live/lines';
import { useListPlace } from '@/components/live/use-list-place';
import type { Collapsed } from '@/lib/waterfall/collapse';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';
import type { Millis } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useShortcuts } from '@/lib/client/shortcuts';

/** The next page is asked for when this many lines are left below. */
const NEAR_END = 40;

export interface LiveListProps {
  lines: LiveLines;
  view: View;
  columns: Columns;
  zone: Zone;
  /** The clock of what runs. */
  now: Millis;
  /** What the details show; '' where they are closed. */
  openText: string;
  /** Where one was when one was here before, until it is found again. */
  place: LivePlace | undefined;
  onPlaced: () => void;
  /** What is open in the list: see `LivePlace`. */
  closed: ReadonlyMap<string, Collapsed | undefined>;
  /** The rows are those of the question before. */
  old: boolean;
  hasMore: boolean;
  onMore: () => void;
  /** Opens or closes what is below a line, or all of its subtree. */
  onToggle: (line: LiveLine, subtree: boolean) => void;
  /** Shows the details of a record, or closes them. */
  onOpen: (open: OpenRecord | undefined) => void;
  /** Whether the pointer is over the list, and whether it is scrolled: then nothing may move in it. */
  onHover: (over: boolean) => void;
  onScrolled: (scrolled: boolean) => void;
  /** The list goes to its top whenever this changes. */
  round: number;
  /** Below the last line. */
  foot: ReactNode;
}

/** Records as a tree grid, of which only the lines that are seen are drawn. */
export function LiveList(props: LiveListProps) {
  const {
    lines,
    view,
    columns,
    zone,
    now,
    openText,
    place,
    onPlaced,
    closed,
    old,
    hasMore,
    onMore,
    onToggle,
    onOpen,
    onHover,
    onScrolled,
    round,
    foot,
  } = props;
  const rows = useRowWindow(lines.count);
  const { scroller, first, end, height, topOf, onScroll, show } = rows;
  const [cursorId, setCursorId] = useState(place?.cursor ?? '');
  const look = useListPlace({ lines, rows, cursor: cursorId, closed, place, onPlaced, old, hasMore, onMore });
  const cursor = useMemo(() => lineWithId(lines, cursorId), [lines, cursorId]);
  const longest = useMemo(
    () => lines.blocks.reduce((most, { record: { row } }) => (row.signal === 'spans' ? Math.max(most, Number(row.duration)) : most), 0),
    [lines],
  );
  const nearEnd = hasMore && end + NEAR_END >= lines.count;
  useEffect(() => {
    if (nearEnd) onMore();
  }, [nearEnd, onMore]);
  const shownRound = useRef(round);
  useEffect(() => {
    if (shownRound.current === round) return;
    shownRound.current = round;
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [round, scroller]);

  const shownOpen = useRef('');
  useEffect(() => {
    // the details may stand below the list, which is lower then
    if (shownOpen.current === openText) return;
    shownOpen.current = openText;
    if (openText !== '' && cursor !== -1) show(cursor);
  }, [openText, cursor, show]);

  const act = (move: LineMove | undefined) => {
    if (!move) return;
    if (move.do === 'close') return onOpen(undefined);
    const line = lineAt(lines, move.line);
    if (!line) return;
    if (move.do === 'toggle') return onToggle(line, false);
    const open = openOfLine(line);
    if (move.do === 'open') return onOpen(open);
    setCursorId(idOf(line));
    show(move.line);
    // while details are open, they go along with the keyboard
    if (openText !== '' && open) onOpen(open);
    // j and k work from anywhere: where nothing else has the focus, the arrows are the list's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  };
  const press = (key: string) => () => act(moveFor(key, lines, cursor, view));
  useShortcuts([
    { keys: 'j', label: 'Next row', group: 'Live', run: press('j') },
    { keys: 'k', label: 'Previous row', group: 'Live', run: press('k') },
    { keys: 'o', label: 'Open the details', group: 'Live', run: press('Enter') },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey || (event.key === 'Escape' && openText === '')) return;
    const move = moveFor(event.key, lines, cursor, view);
    if (!move) return;
    event.preventDefault();
    act(move);
  };
  const onClick = (event: MouseEvent) => {
    const target = event.target as Element;
    const line = lineAt(lines, Number(target.closest('[data-line]')?.getAttribute('data-line') ?? -1));
    if (!line) return;
    setCursorId(idOf(line));
    if (target.closest('[data-toggle]')) onToggle(line, event.altKey);
    else onOpen(openOfLine(line));
  };
  const tracks = { '--tracks': gridTracks(columns) } as CSSProperties;
  const drawn = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Records"
      aria-rowcount={hasMore ? -1 : lines.count}
      aria-busy={old}
      tabIndex={0}
      {...(cursor >= first && cursor < end ? { 'aria-activedescendant': lineElementId(cursor) } : {})}
      onScroll={(event) => {
        onScrolled(event.currentTarget.scrollTop >= ROW_HEIGHT / 2);
        onScroll();
        look();
      }}
      {...(place ? { onWheel: onPlaced, onPointerDown: onPlaced, onKeyDownCapture: onPlaced } : {})}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onHover(true)}
      onPointerLeave={() => onHover(false)}
      onKeyDown={onKeyDown}
      onClick={onClick}
      style={tracks}
      className={clsx(
        'group/grid @container min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none transition-opacity duration-150',
        old && 'opacity-50',
      )}
    >
      <div role="rowgroup" className="relative" style={{ height }}>
        {drawn.map((at) => {
          const line = lineAt(lines, at);
          if (!line || line.kind === 'day') return null;
          const facts = factsOf(line, now, view);
          if (!facts) return <NoteRow key={at} line={line} at={at} top={topOf(at)} />;
          const open = openOfLine(line);
          return (
            <LiveRow
              key={at}
              facts={facts}
              line={at}
              top={topOf(at)}
              depth={depthOf(line)}
              open={expandedOf(line, facts)}
              place={placeOf(line, facts, view, longest)}
              columns={columns}
              zone={zone}
              now={now}
              selected={openText !== '' && open !== undefined && printOpen(open) === openText}
              active={at === cursor}
            />
          );
        })}
        <DaySeparators lines={lines} topOf={topOf} />
      </div>
      {foot}
    </div>
  );
}

/** The one line below a record whose trace is being read, or could not be. */
function NoteRow({ line, at, top }: { line: LiveLine; at: number; top: number }) {
  const inside = line.kind === 'below' ? insideOf(line) : undefined;
  if (inside?.kind !== 'note') return null;
  return (
    <div
      role="row"
      aria-level={2}
      aria-rowindex={at + 1}
      className="absolute inset-x-0 flex items-center border-b border-line/55 pl-10 text-xs"
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <span role="gridcell" className={clsx('truncate', inside.failed ? 'text-error' : 'text-fg-3')}>
        {inside.failed ? `The trace could not be read: ${inside.text}` : inside.text}
      </span>
    </div>
  );
}
