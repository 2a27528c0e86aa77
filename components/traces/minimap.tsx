'use client';

import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { serviceColour } from '@/lib/client/service-colour';
import type { Extent } from '@/lib/waterfall/extent';
import { minimapOf } from '@/lib/waterfall/minimap';
import { NONE, type Trace } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

const HEIGHT = 46;
/** Height of a lane at least and at most, in CSS pixels. */
const THINNEST = 1;
const THICKEST = 6;
/** A drag shorter than this many pixels is a click. */
const CLICK = 4;

export interface MinimapProps {
  trace: Trace;
  extent: Extent;
  view: View;
  /** Looks at a part; undefined for all of it. */
  onView: (view: View | undefined) => void;
}

/** The whole trace in a strip. Drag to look closer, double-click (or Escape while it has the focus) to see all again. */
export function Minimap({ trace, extent, view, onView }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const theme = useThemeChange();
  useEffect(() => {
    if (canvas.current && width > 0) paint(canvas.current, width, trace, extent);
  }, [trace, extent, width, theme]);
  const length = Math.max(1, extent.to - extent.from);
  const timeAt = (x: number): number => extent.from + (Math.min(width, Math.max(0, x)) / width) * length;
  const x = (event: PointerEvent): number => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const onPointerUp = () => {
    if (drag && Math.abs(drag.to - drag.from) >= CLICK) {
      onView({ from: timeAt(Math.min(drag.from, drag.to)), to: timeAt(Math.max(drag.from, drag.to)) });
    }
    setDrag(undefined);
  };
  const left = ((view.from - extent.from) / length) * 100;
  const right = ((extent.to - view.to) / length) * 100;
  return (
    <div
      role="group"
      aria-label="Overview of the trace. Drag to look closer, double-click to see all of it."
      className="relative mr-4 cursor-crosshair touch-pan-y overflow-hidden rounded-[2px] border border-line-strong bg-panel"
      style={{ height: HEIGHT }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: x(event), to: x(event) });
      }}
      onPointerMove={(event) => drag && setDrag({ from: drag.from, to: x(event) })}
      onPointerUp={onPointerUp}
      onPointerCancel={() => setDrag(undefined)}
      onDoubleClick={() => onView(undefined)}
    >
      <canvas ref={canvas} aria-hidden className="block h-full w-full" />
      {left > 0 && <span className="absolute inset-y-0 left-0 bg-page/70" style={{ width: `${left}%` }} />}
      {right > 0 && <span className="absolute inset-y-0 right-0 bg-page/70" style={{ width: `${right}%` }} />}
      {drag && (
        <span
          className="absolute inset-y-0 border-x border-ember bg-ember-soft"
          style={{ left: Math.min(drag.from, drag.to), width: Math.abs(drag.to - drag.from) }}
        />
      )}
    </div>
  );
}

/** A number that changes with the theme: a canvas has to be painted again with the new colours. */
function useThemeChange(): number {
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const observer = new MutationObserver(() => setChanges((before) => before + 1));
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => observer.disconnect();
  }, []);
  return changes;
}

/** Draws runs of equal cells as one rectangle each. */
function paint(canvas: HTMLCanvasElement, width: number, trace: Trace, extent: Extent): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const map = minimapOf(trace.columns, trace.tree, extent, width, (HEIGHT - 2) / THINNEST);
  const laneHeight = Math.min(THICKEST, (HEIGHT - 2) / map.lanes);
  const style = getComputedStyle(canvas);
  const resolved = new Map<number, string>();
  const colourOf = (service: number): string => {
    const known = resolved.get(service);
    if (known !== undefined) return known;
    const name = /^var\((--[\w-]+)\)$/.exec(serviceColour(trace.columns.text(service)));
    const colour = name?.[1] ? style.getPropertyValue(name[1]) : serviceColour(trace.columns.text(service));
    resolved.set(service, colour);
    return colour;
  };
  const error = style.getPropertyValue('--error');
  for (let lane = 0; lane < map.lanes; lane += 1) {
    const at = (column: number): string => {
      const cell = lane * width + column;
      const service = map.service[cell] ?? NONE;
      return map.error[cell] === 1 ? error : service === NONE ? '' : colourOf(service);
    };
    for (let from = 0; from < width;) {
      const colour = at(from);
      let to = from + 1;
      while (to < width && at(to) === colour) to += 1;
      if (colour !== '') {
        context.globalAlpha = colour === error ? 1 : 0.75;
        context.fillStyle = colour;
        context.fillRect(from, 1 + lane * laneHeight, to - from, Math.max(1, laneHeight * 0.7));
      }
      from = to;
    }
  }
}
