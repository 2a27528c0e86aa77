'use client';

import { useCallback, useEffect, useLayoutEffect } from 'react';
import { idOf, lineWithId, type LiveLines } from '@/components/live/live-line';
import { keepPlace, onHistoryStep, type LivePlace } from '@/components/live/live-place';
import { lineAt } from '@/components/live/lines';
import { stopFrom } from '@/components/live/list-keys';
import { noteSeen, timesOf } from '@/components/live/seen-times';
import { ROW_HEIGHT, type RowWindow } from '@/components/records/use-row-window';
import type { Collapsed } from '@/lib/waterfall/collapse';

/** Records that are read beyond as many as there were, before a place counts as gone: so many may have come above it. */
const FURTHER = 500;

export interface ListPlaceUse {
  readonly lines: LiveLines;
  readonly rows: RowWindow;
  /** The line that the keyboard is at. */
  readonly cursor: string;
  /** What is open: see `LivePlace`. */
  readonly closed: ReadonlyMap<string, Collapsed | undefined>;
  /** Where one was when one was here before, until it is found again or a person goes elsewhere: then `onPlaced`. */
  readonly place: LivePlace | undefined;
  readonly onPlaced: () => void;
  readonly old: boolean;
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

/** Says what is seen of the list and keeps where one is in it; goes to `place` as soon as its lines are there. Call what it returns on scroll. */
export function useListPlace({ lines, rows, cursor, closed, place, onPlaced, old, hasMore, onMore }: ListPlaceUse): () => void {
  const { scroller, topRow, hiddenOfTop, startAt } = rows;
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const first = topRow();
    const hidden = hiddenOfTop();
    noteSeen(timesOf(lines, first, Math.ceil(first + (hidden + element.clientHeight) / ROW_HEIGHT)));
    if (place) return;
    const stop = stopFrom(lines, first, 1);
    const line = lineAt(lines, stop);
    const atTop = first === 0 && hidden < ROW_HEIGHT / 2;
    // a separator at the edge has no name: it is told by the line after it
    const top = atTop || !line ? undefined : { id: idOf(line), offset: (first - stop) * ROW_HEIGHT + hidden };
    keepPlace({ top, cursor, open: closed, records: lines.blocks.length });
  }, [scroller, topRow, hiddenOfTop, lines, place, cursor, closed]);
  useEffect(() => {
    look();
    // details that open are a step of the history, too, and have the list's place
    return onHistoryStep(look);
  }, [look]);
  useEffect(() => () => noteSeen(undefined), []);

  useLayoutEffect(() => {
    if (!place) return;
    const at = place.top ? lineWithId(lines, place.top.id) : 0;
    if (place.top && at !== -1) startAt(at, place.top.offset);
    // a record that was open may come with a later page than the line at the upper edge
    const listed = new Set(lines.blocks.map(({ record }) => record.key));
    const missing = at === -1 || [...place.open.keys()].some((key) => !listed.has(key));
    if (missing && hasMore && lines.blocks.length < place.records + FURTHER) return onMore();
    // what opens above it moves it
    const opening = lines.blocks.some(({ below }) => below?.state === 'loading');
    if (!old && !opening) onPlaced();
  }, [place, lines, old, hasMore, onMore, startAt, onPlaced]);
  return look;
}
