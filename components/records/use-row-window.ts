'use client';

import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { MOST_HEIGHT, ScrollScale } from '@/components/records/scroll-scale';

/** Height of every row on these pages, in CSS pixels: fixed, so that no row is ever measured. */
export const ROW_HEIGHT = 28;

/** Rows kept ready above and below what is seen. */
const SPARE = 8;
/** The window moves by this many rows at once, so that most scroll events draw nothing. */
const STRIDE = 4;

/** What stands above a list on its page, px: about as much everywhere, which is enough for a guess. */
const ABOVE = 200;

/** How many rows a list shows before it has been measured: no more than it keeps then, where they would be drawn for nothing. */
function likelyRows(): number {
  const height = typeof window === 'undefined' ? 0 : window.innerHeight - ABOVE;
  return Math.max(0, Math.ceil(height / ROW_HEIGHT / STRIDE) * STRIDE);
}

/** How long nothing has scrolled before the scrollbar is put where the rows are, ms. */
const IDLE = 150;

export interface RowWindow {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows to draw: `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  /** Height of the element that holds the rows, px: less than all of them where a browser could not lay them out. */
  readonly height: number;
  /** Where row `index` stands in that element, px: `index * ROW_HEIGHT` unless there are more than half a million rows. */
  readonly topOf: (index: number) => number;
  /** The row at the upper edge of what is seen. */
  readonly topRow: () => number;
  readonly onScroll: () => void;
  /** Scrolls just far enough to show row `index` below the first `covered` px; a far one comes to the middle. */
  readonly show: (index: number, covered?: number) => void;
  /** Scrolls so that row `index` stands at the upper edge, `hidden` px of it out of sight. */
  readonly startAt: (index: number, hidden: number) => void;
  /** How much of the row at the upper edge is out of sight, px. */
  readonly hiddenOfTop: () => number;
  /** Scrolls by so many rows, as when as many came in above. */
  readonly moveBy: (rows: number) => void;
}

/** Which of `count` rows of one height to draw. Costs nothing per row, unlike a list that may hold heights of all kinds. */
export function useRowWindow(count: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [scale] = useState(() => new ScrollScale());
  const [{ from, to, shift }, setSeen] = useState(() => ({ from: 0, to: likelyRows(), shift: 0 }));
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const look = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const top = Math.floor(scale.top / ROW_HEIGHT / STRIDE) * STRIDE;
    const bottom = Math.ceil((scale.top + element.clientHeight) / ROW_HEIGHT / STRIDE) * STRIDE;
    const seen = { from: top, to: bottom, shift: scale.shift };
    setSeen((before) => (before.from === top && before.to === bottom && before.shift === seen.shift ? before : seen));
  }, [scale]);
  const scrollTo = useCallback(
    (top: number) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = top;
      scale.settle(element.scrollTop);
      look();
    },
    [scale, look],
  );
  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    if (scale.scrolledTo(element.scrollTop)) return scrollTo(scale.settled());
    look();
    if (scale.shift === 0) return;
    clearTimeout(idle.current);
    idle.current = setTimeout(() => scrollTo(scale.settled()), IDLE);
  }, [scale, look, scrollTo]);
  useEffect(() => () => clearTimeout(idle.current), []);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      scale.resize(count * ROW_HEIGHT, element.clientHeight);
      onScroll();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [count, scale, onScroll]);
  const show = useCallback(
    (index: number, covered = 0) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * ROW_HEIGHT;
      const above = scale.top + covered - top;
      const below = top + ROW_HEIGHT - (scale.top + element.clientHeight);
      const far = 4 * ROW_HEIGHT;
      if (above > far || below > far) scrollTo(scale.moveTo(top - element.clientHeight / 2));
      else if (above > 0) scrollTo(scale.moveTo(top - covered));
      else if (below > 0) scrollTo(scale.moveTo(scale.top + below));
    },
    [scale, scrollTo],
  );
  const moveBy = useCallback((rows: number) => scrollTo(scale.moveTo(scale.top + rows * ROW_HEIGHT)), [scale, scrollTo]);
  const startAt = useCallback((index: number, hidden: number) => scrollTo(scale.moveTo(index * ROW_HEIGHT + hidden)), [scale, scrollTo]);
  const hiddenOfTop = useCallback(() => scale.top % ROW_HEIGHT, [scale]);
  const topOf = useCallback((index: number) => index * ROW_HEIGHT - shift, [shift]);
  const topRow = useCallback(() => Math.floor(scale.top / ROW_HEIGHT), [scale]);
  const height = Math.min(count * ROW_HEIGHT, MOST_HEIGHT);
  return {
    scroller,
    first: Math.max(0, from - SPARE),
    end: Math.min(count, to + SPARE),
    height,
    topOf,
    topRow,
    onScroll,
    show,
    startAt,
    hiddenOfTop,
    moveBy,
  };
}
