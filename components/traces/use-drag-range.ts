'use client';

import { useState, type PointerEvent } from 'react';

/** A drag shorter than this many pixels is a click. */
const CLICK = 4;

/** Two places on an element, as shares of its width, 0 to 1. */
export interface DragRange {
  readonly from: number;
  readonly to: number;
}

/** Dragging over an element chooses a range of its width; `range` is the one that is being dragged. */
export function useDragRange(onRange: (range: DragRange) => void) {
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const widthOf = (event: PointerEvent): number => Math.max(1, event.currentTarget.getBoundingClientRect().width);
  const placeOf = (event: PointerEvent): number => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / widthOf(event)));
  };
  const range = drag && { from: Math.min(drag.from, drag.to), to: Math.max(drag.from, drag.to) };
  return {
    range,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: placeOf(event), to: placeOf(event) });
      },
      onPointerMove: (event: PointerEvent) => drag && setDrag({ from: drag.from, to: placeOf(event) }),
      onPointerUp: (event: PointerEvent) => {
        if (range && (range.to - range.from) * widthOf(event) >= CLICK) onRange(range);
        setDrag(undefined);
      },
      onPointerCancel: () => setDrag(undefined),
    },
  };
}
