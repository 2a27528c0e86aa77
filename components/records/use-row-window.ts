'use client';

import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Height of every row on these pages, in CSS pixels: fixed, so that no row is ever measured. */
export const ROW_HEIGHT = 28;

/** Rows kept ready above and below what is seen. */
const SPARE = 8;
/** The window moves by this many rows at once, so that most scroll events draw nothing. */
const STRIDE = 4;

export interface RowWindow {
  /** The element that scrolls. */
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Rows to draw: `first` up to, not including, `end`. */
  readonly first: number;
  readonly end: number;
  readonly onScroll: () => void;
  /** Scrolls just far enough to show row `index`; a far one comes to the middle. */
  readonly show: (index: number) => void;
}

/** Which of `count` rows of one height to draw. Costs nothing per row, unlike a list that may hold heights of all kinds. */
export function useRowWindow(count: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [{ from, to }, setSeen] = useState({ from: 0, to: 48 });
  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const top = Math.floor(element.scrollTop / ROW_HEIGHT / STRIDE) * STRIDE;
    const bottom = Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT / STRIDE) * STRIDE;
    setSeen((before) => (before.from === top && before.to === bottom ? before : { from: top, to: bottom }));
  }, []);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    onScroll();
    const observer = new ResizeObserver(onScroll);
    observer.observe(element);
    return () => observer.disconnect();
  }, [onScroll]);
  const show = useCallback((index: number) => {
    const element = scroller.current;
    if (!element) return;
    const top = index * ROW_HEIGHT;
    const above = element.scrollTop - top;
    const below = top + ROW_HEIGHT - (element.scrollTop + element.clientHeight);
    const far = 4 * ROW_HEIGHT;
    if (above > far || below > far) element.scrollTop = top - element.clientHeight / 2;
    else if (above > 0) element.scrollTop = top;
    else if (below > 0) element.scrollTop += below;
  }, []);
  return { scroller, first: Math.max(0, from - SPARE), end: Math.min(count, to + SPARE), onScroll, show };
}
