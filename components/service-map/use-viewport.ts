'use client';

import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';

/** What of a drawing is seen: its point (x, y) is `scale` times as large as drawn, and moved by so many px. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const CLOSEST = 2;
const FARTHEST = 0.15;
/** A drawing that is fitted in stays readable: the rest is reached by moving. */
const READABLE = 0.7;
const ZOOM_STEP = 1.25;
/** px that an arrow key moves. */
const MOVE = 60;
/** A movement of so many px is a drag, not a click. */
const DRAG = 4;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole drawing in the middle of the box, or its left upper part where the whole would be too small to read. */
function fitted(drawing: Size, box: Size): Viewport {
  const whole = Math.min(1, box.width / Math.max(1, drawing.width), box.height / Math.max(1, drawing.height));
  const scale = Math.max(READABLE, whole);
  const centred = (outer: number, inner: number) => Math.max(0, (outer - inner * scale) / 2);
  return { scale, x: centred(box.width, drawing.width), y: centred(box.height, drawing.height) };
}

/** Moving and zooming a drawing of `drawing` px in the element that gets `ref`, by mouse, finger, wheel and keys. */
export function useViewport(drawing: Size) {
  const [box, setBox] = useState<Size>();
  const [moved, setMoved] = useState<Viewport>();
  const element = useRef<HTMLElement>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; far: boolean }>(undefined);
  const { width, height } = drawing;
  const fit = useMemo(() => (box ? fitted({ width, height }, box) : { x: 0, y: 0, scale: 1 }), [width, height, box]);
  const view = moved ?? fit;

  const change = useCallback((next: (view: Viewport) => Viewport) => setMoved((now) => next(now ?? fit)), [fit]);
  /** Around (x, y), in px of the box; its middle without one. */
  const zoom = useCallback(
    (factor: number, at = { x: (box?.width ?? 0) / 2, y: (box?.height ?? 0) / 2 }) =>
      change((now) => {
        const scale = Math.min(CLOSEST, Math.max(FARTHEST, now.scale * factor));
        const ratio = scale / now.scale;
        return { scale, x: at.x - (at.x - now.x) * ratio, y: at.y - (at.y - now.y) * ratio };
      }),
    [change, box],
  );
  const move = useCallback((x: number, y: number) => change((now) => ({ ...now, x: now.x + x, y: now.y + y })), [change]);
  const reset = useCallback(() => setMoved(undefined), []);

  const ref = useCallback((node: HTMLElement | null) => {
    element.current = node;
    if (!node) return undefined;
    const observer = new ResizeObserver(() => setBox({ width: node.clientWidth, height: node.clientHeight }));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const node = element.current;
    if (!node) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const frame = node.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 400), { x: event.clientX - frame.left, y: event.clientY - frame.top });
    };
    // React listens passively: it could not keep the page from scrolling
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => node.removeEventListener('wheel', onWheel);
  }, [zoom]);

  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.button === 0) drag.current = { x: event.clientX, y: event.clientY, far: false };
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current;
      if (!from) return;
      const [x, y] = [event.clientX - from.x, event.clientY - from.y];
      if (!from.far && Math.hypot(x, y) < DRAG) return;
      // only now: a captured click would not reach the node under it
      if (!from.far) event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { x: event.clientX, y: event.clientY, far: true };
      move(x, y);
    },
    onPointerUp: () => (drag.current = undefined),
    onPointerCancel: () => (drag.current = undefined),
    onKeyDown: (event: KeyboardEvent) => {
      const action = KEYS[event.key];
      if (!action || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      if (action === 'reset') reset();
      else if (typeof action === 'number') zoom(action);
      else move(action[0] * MOVE, action[1] * MOVE);
    },
  };
  return { ref, view, ready: box !== undefined, zoomIn: () => zoom(ZOOM_STEP), zoomOut: () => zoom(1 / ZOOM_STEP), reset, handlers };
}

const KEYS: Readonly<Record<string, number | 'reset' | readonly [x: number, y: number]>> = {
  '+': ZOOM_STEP,
  '=': ZOOM_STEP,
  '-': 1 / ZOOM_STEP,
  '0': 'reset',
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
