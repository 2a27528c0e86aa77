'use client';

import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { DraggedRange } from '@/components/traces/time-ruler';
import { useDragRange } from '@/components/traces/use-drag-range';
import { serviceColour } from '@/lib/client/service-colour';
import { useShownTheme } from '@/lib/client/theme';
import type { Extent } from '@/lib/waterfall/extent';
import type { ShownTree } from '@/lib/waterfall/hidden';
import { minimapOf } from '@/lib/waterfall/minimap';
import { NONE, type Trace } from '@/lib/waterfall/tree';
import { withinAll, type View } from '@/lib/waterfall/zoom';

const HEIGHT = 46;
/** Height of a lane at least and at most, in CSS pixels. */
const THINNEST = 1;
const THICKEST = 6;

export interface MinimapProps {
  trace: Trace;
  /** The tree without hidden services. */
  shown: ShownTree;
  extent: Extent;
  view: View;
  /** Looks at a part; undefined for all of it. */
  onView: (view: View | undefined) => void;
}

/** The whole trace in a strip. Drag to look closer, then drag that part or its edges; double-click to see all again. */
export function Minimap({ trace, shown, extent, view, onView }: MinimapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const theme = useShownTheme();
  useEffect(() => {
    if (canvas.current && width > 0) paint(canvas.current, width, trace, shown, extent);
  }, [trace, shown, extent, width, theme]);
  const length = Math.max(1, extent.to - extent.from);
  const { range, handlers } = useDragRange(({ from, to }) => onView({ from: extent.from + from * length, to: extent.from + to * length }));
  const zoomed = view.from > extent.from || view.to < extent.to;
  const left = ((view.from - extent.from) / length) * 100;
  const right = ((extent.to - view.to) / length) * 100;
  return (
    <div
      role="group"
      aria-label="Overview of the trace. Drag to look closer, double-click to see all of it."
      className="relative mr-4 cursor-crosshair touch-pan-y overflow-hidden rounded-[2px] border border-line-strong bg-panel"
      style={{ height: HEIGHT }}
      {...handlers}
      onDoubleClick={() => onView(undefined)}
    >
      <canvas ref={canvas} aria-hidden className="block h-full w-full" />
      {left > 0 && <span className="absolute inset-y-0 left-0 bg-page/70" style={{ width: `${left}%` }} />}
      {right > 0 && <span className="absolute inset-y-0 right-0 bg-page/70" style={{ width: `${right}%` }} />}
      {zoomed && <ViewWindow view={view} extent={extent} onView={onView} />}
      {range && <DraggedRange range={range} />}
    </div>
  );
}

type Grip = 'from' | 'to' | 'both';

/** The part that is looked at: drag it to move it, drag its edges to change it. */
function ViewWindow({ view, extent, onView }: Pick<MinimapProps, 'view' | 'extent' | 'onView'>) {
  const [drag, setDrag] = useState<{ grip: Grip; x: number; began: View }>();
  const length = Math.max(1, extent.to - extent.from);
  const handlers = (grip: Grip) => ({
    onPointerDown: (event: PointerEvent) => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrag({ grip, x: event.clientX, began: view });
    },
    onPointerMove: (event: PointerEvent) => {
      if (!drag) return;
      const { width } = (event.currentTarget.closest('[role="group"]') ?? event.currentTarget).getBoundingClientRect();
      const by = ((event.clientX - drag.x) / Math.max(1, width)) * length;
      const { from, to } = drag.began;
      if (grip === 'both') return onView(withinAll({ from: from + by, to: to + by }, extent));
      const moved = grip === 'from' ? { from: Math.max(extent.from, from + by), to } : { from, to: Math.min(extent.to, to + by) };
      onView(withinAll({ from: Math.min(moved.from, moved.to), to: Math.max(moved.from, moved.to) }, extent));
    },
    onPointerUp: (event: PointerEvent) => {
      event.stopPropagation();
      setDrag(undefined);
    },
    onPointerCancel: () => setDrag(undefined),
  });
  const place = { left: `${((view.from - extent.from) / length) * 100}%`, right: `${((extent.to - view.to) / length) * 100}%` };
  return (
    <span className="absolute inset-y-0 min-w-1" style={place}>
      <span data-grip="both" className="absolute inset-0 cursor-grab active:cursor-grabbing" {...handlers('both')} />
      {(['from', 'to'] as const).map((edge) => (
        <span
          key={edge}
          data-grip={edge}
          className={`absolute inset-y-0 w-[7px] cursor-ew-resize border-fg-2 ${edge === 'from' ? 'left-0 border-l-2' : 'right-0 border-r-2'}`}
          {...handlers(edge)}
        />
      ))}
    </span>
  );
}

/** Draws runs of equal cells as one rectangle each. */
function paint(canvas: HTMLCanvasElement, width: number, trace: Trace, shown: ShownTree, extent: Extent): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const ratio = window.devicePixelRatio;
  canvas.width = width * ratio;
  canvas.height = HEIGHT * ratio;
  context.scale(ratio, ratio);
  const map = minimapOf(trace.columns, shown, extent, width, (HEIGHT - 2) / THINNEST);
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
