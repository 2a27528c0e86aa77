'use client';

import { useCallback, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { create } from 'zustand';
import { usePreference } from '@/lib/client/preference';

/** Where the panel of details is: beside the list, or below it. On a narrow screen it is always below. */
export type PanelPlace = 'right' | 'below';

/** Sizes in CSS pixels as they were dragged, until the page is closed; undefined is the usual size. */
const useSizes = create<{ readonly right: number | undefined; readonly below: number | undefined }>(() => ({
  right: undefined,
  below: undefined,
}));

const LEAST = 240;
/** What is left to the list. */
const LEFT = 220;
const STEP = 24;

/** The place that this browser chose, on every page, and how to change it. */
export function usePanelPlace(): readonly [PanelPlace, (place: PanelPlace) => void] {
  return usePreference<PanelPlace>('details-place', ['right', 'below']);
}

/** The panel's size at its place, and what makes its edge draggable: by pointer, and by the arrow keys. */
export function usePanelSize(place: PanelPlace) {
  const size = useSizes((sizes) => sizes[place]);
  const [dragging, setDragging] = useState(false);
  const set = useCallback(
    (next: number, room: number) => useSizes.setState({ [place]: Math.round(Math.max(LEAST, Math.min(next, room - LEFT))) }),
    [place],
  );
  const panelOf = (edge: Element) => (edge.parentElement ?? edge).getBoundingClientRect();
  const roomOf = (edge: Element) => (edge.parentElement?.parentElement ?? edge).getBoundingClientRect();
  const edge = {
    onPointerDown(event: PointerEvent) {
      event.currentTarget.setPointerCapture(event.pointerId);
      setDragging(true);
    },
    onPointerMove(event: PointerEvent) {
      if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const room = roomOf(event.currentTarget);
      if (place === 'right') set(room.right - event.clientX, room.width);
      else set(room.bottom - event.clientY, room.height);
    },
    onPointerUp: () => setDragging(false),
    onLostPointerCapture: () => setDragging(false),
    onDoubleClick: () => useSizes.setState({ [place]: undefined }),
    onKeyDown(event: KeyboardEvent) {
      const grow = place === 'right' ? 'ArrowLeft' : 'ArrowUp';
      const shrink = place === 'right' ? 'ArrowRight' : 'ArrowDown';
      if (event.key !== grow && event.key !== shrink) return;
      event.preventDefault();
      const [panel, room] = [panelOf(event.currentTarget), roomOf(event.currentTarget)];
      const step = event.key === grow ? STEP : -STEP;
      set((place === 'right' ? panel.width : panel.height) + step, place === 'right' ? room.width : room.height);
    },
  };
  return { size, dragging, edge, least: LEAST };
}
