'use client';

import { useEffect, useRef, type RefObject } from 'react';
import { panned, zoomed, type View } from '@/lib/waterfall/zoom';

/** How much a pixel of the wheel zooms: a notch of 100 px by about a third. */
const PER_PIXEL = 0.003;
/** Pixels of a line, where a wheel counts in lines. */
const LINE = 16;
/** A pointer that moves less than this many pixels clicks. */
const CLICK = 4;

/** Marks the element whose width is the view's: the ruler. */
export const TIME_AXIS = { 'data-time-axis': '' };

/**
 * Wheel with Ctrl or ⌘ zooms at the pointer; with Shift, or sideways, it goes along; so does dragging the bars. `area` holds an
 * element with TIME_AXIS.
 */
export function useZoomGestures(
  area: RefObject<HTMLElement | null>,
  view: View,
  all: View,
  onView: (view: View | undefined) => void,
): void {
  // several events may come before the page is drawn again: each goes on from the one before
  const latest = useRef({ view, all, onView });
  useEffect(() => {
    latest.current = { view, all, onView };
  });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const axis = (): DOMRect => (element.querySelector('[data-time-axis]') ?? element).getBoundingClientRect();
    const look = (next: View | undefined) => {
      latest.current.view = next ?? latest.current.all;
      latest.current.onView(next);
    };
    const isZoomed = (): boolean => latest.current.view !== latest.current.all;
    const onWheel = (event: WheelEvent) => {
      const { view: now, all: whole } = latest.current;
      const { left, width } = axis();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const share = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
        look(zoomed(now, Math.exp(-event.deltaY * pixels * PER_PIXEL), now.from + share * (now.to - now.from), whole));
        return;
      }
      const along = event.shiftKey ? event.deltaX || event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
      if (along === 0 || !isZoomed()) return;
      event.preventDefault();
      look(panned(now, (along * pixels) / Math.max(1, width), whole));
    };
    let drag: { id: number; x: number; began: View; moved: boolean } | undefined;
    const onPointerDown = (event: PointerEvent) => {
      const onBars = event.target instanceof Element && event.target.closest('[role="treegrid"]') && event.clientX >= axis().left;
      if (!onBars || event.button !== 0 || !isZoomed()) return;
      drag = { id: event.pointerId, x: event.clientX, began: latest.current.view, moved: false };
    };
    const onPointerMove = (event: PointerEvent) => {
      if (drag?.id !== event.pointerId) return;
      const by = event.clientX - drag.x;
      if (!drag.moved && Math.abs(by) < CLICK) return;
      if (!drag.moved) element.setPointerCapture(event.pointerId);
      drag.moved = true;
      look(panned(drag.began, -by / Math.max(1, axis().width), latest.current.all));
    };
    const onPointerEnd = () => {
      // the click that ends a drag opens no span
      if (drag?.moved) {
        const stop = (event: MouseEvent) => event.stopPropagation();
        element.addEventListener('click', stop, { capture: true, once: true });
        setTimeout(() => element.removeEventListener('click', stop, { capture: true }));
      }
      drag = undefined;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onPointerDown);
    element.addEventListener('pointermove', onPointerMove);
    element.addEventListener('pointerup', onPointerEnd);
    element.addEventListener('pointercancel', onPointerEnd);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onPointerDown);
      element.removeEventListener('pointermove', onPointerMove);
      element.removeEventListener('pointerup', onPointerEnd);
      element.removeEventListener('pointercancel', onPointerEnd);
    };
  }, [area]);
}
