'use client';

import { useCallback, useEffect, useMemo, useRef, useState, type PointerEvent, type ReactNode } from 'react';
import type { Unit } from '@/lib/base/units';
import type { Axis } from '@/lib/charts/axis';
import { stepAt, stepMiddle, stepStart, type Grid } from '@/lib/charts/grid';
import type { Marker } from '@/lib/charts/markers';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Threshold } from '@/lib/model/dashboard';
import { useCrosshair } from '@/components/charts/crosshair';
import { MARGIN, PLOT_HEIGHT, stepUnder, valueUnder, xOf, type Plot } from '@/components/charts/plot';
import { PlotAxes, PlotLines } from '@/components/charts/plot-axes';
import { PlotTooltip } from '@/components/charts/plot-tooltip';
import { useWidth } from '@/components/charts/use-width';

/** Where on a plot the pointer is. */
export interface Spot {
  readonly step: number;
  readonly value: number;
}

/** A movement of so many px is a drag, not a click. */
const DRAG = 4;
/** While zoomed a click waits this long, in ms: a second one makes it a double click, which goes back. */
const DOUBLE_CLICK = 240;

/**
 * The frame that every chart over time shares: axes, crosshair, tooltip, thresholds, markers. Dragging zooms the whole page,
 * a double click goes back, a click opens the records behind the spot. `children` draws the marks into the plot.
 */
export function PlotFrame({
  grid,
  axis,
  unit,
  label,
  thresholds = [],
  markers = [],
  tooltip,
  onPick,
  children,
}: {
  grid: Grid;
  axis: Axis;
  unit: Unit;
  /** What the chart shows, for screen readers. */
  label: string;
  thresholds?: readonly Threshold[];
  markers?: readonly Marker[];
  tooltip: (spot: Spot) => ReactNode;
  onPick: (spot: Spot) => void;
  children: (plot: Plot) => ReactNode;
}) {
  const [ref, outer] = useWidth();
  const { zone, zoom, unzoom, zoomed } = useTimeWindow();
  const width = Math.max(0, outer - MARGIN.left - MARGIN.right);
  const plot = useMemo<Plot>(() => ({ grid, axis, width, height: PLOT_HEIGHT - MARGIN.top - MARGIN.bottom }), [grid, axis, width]);
  const zoomSteps = useCallback(
    (first: number, last: number) => zoom({ from: stepStart(grid, first), to: stepStart(grid, last + 1) }),
    [zoom, grid],
  );
  const marks = useMemo(() => (width > 0 ? children(plot) : null), [children, plot, width]);
  return (
    <div ref={ref} role="img" aria-label={label} className="relative min-w-0 select-none" style={{ height: PLOT_HEIGHT }}>
      {width > 0 && (
        <>
          <PlotAxes plot={plot} zone={zone} />
          <div className="absolute" style={{ left: MARGIN.left, top: MARGIN.top, width, height: plot.height }}>
            {marks}
          </div>
          <PlotLines plot={plot} unit={unit} thresholds={thresholds} markers={markers} />
          <Pointer plot={plot} onZoom={zoomSteps} onBack={zoomed ? unzoom : undefined} onPick={onPick} tooltip={tooltip} />
        </>
      )}
    </div>
  );
}

/** The crosshair and what the pointer does, over the marks: they are never drawn again because of it. */
function Pointer({
  plot,
  onZoom,
  onBack,
  onPick,
  tooltip,
}: {
  plot: Plot;
  onZoom: (first: number, last: number) => void;
  onBack: (() => void) | undefined;
  onPick: (spot: Spot) => void;
  tooltip: (spot: Spot) => ReactNode;
}) {
  const { grid } = plot;
  const [spot, setSpot] = useState<Spot & { readonly x: number; readonly y: number }>();
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const start = useRef<number>(undefined);
  const click = useRef<ReturnType<typeof setTimeout>>(undefined);
  const point = useCrosshair((state) => state.point);
  const shared = useCrosshair(({ at }) => (at === undefined ? undefined : stepAt(grid, at)));

  const cancelDrag = useCallback(() => {
    start.current = undefined;
    setDrag(undefined);
  }, []);
  useEffect(() => {
    if (!drag) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // it cancels this drag and nothing else on the page
      event.stopImmediatePropagation();
      cancelDrag();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [drag, cancelDrag]);
  useEffect(() => () => clearTimeout(click.current), []);

  const spotOf = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    return { x, y, step: stepUnder(plot, x), value: valueUnder(plot, y) };
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const next = spotOf(event);
    setSpot(next);
    point(stepMiddle(grid, next.step));
    if (start.current !== undefined && (drag || Math.abs(next.x - start.current) > DRAG)) setDrag({ from: start.current, to: next.x });
  };
  const onLeave = () => {
    setSpot(undefined);
    point(undefined);
  };
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = spotOf(event).x;
  };
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    if (start.current === undefined) return;
    const at = spotOf(event);
    if (drag) {
      onLeave();
      onZoom(stepUnder(plot, Math.min(drag.from, drag.to)), stepUnder(plot, Math.max(drag.from, drag.to)));
    } else if (!onBack) onPick(at);
    else {
      clearTimeout(click.current);
      click.current = setTimeout(() => onPick(at), DOUBLE_CLICK);
    }
    cancelDrag();
  };
  const onDoubleClick = () => {
    clearTimeout(click.current);
    onBack?.();
  };

  const line = shared === undefined ? undefined : xOf(plot, stepMiddle(grid, shared));
  const [left, right] = drag ? [Math.max(0, Math.min(drag.from, drag.to)), Math.min(plot.width, Math.max(drag.from, drag.to))] : [0, 0];
  return (
    <div
      className="absolute cursor-crosshair touch-pan-y"
      style={{ left: MARGIN.left, top: MARGIN.top, width: plot.width, height: plot.height }}
      onPointerMove={onMove}
      onPointerLeave={onLeave}
      onPointerDown={onDown}
      onPointerUp={onUp}
      onPointerCancel={cancelDrag}
      onDoubleClick={onDoubleClick}
    >
      {line !== undefined && <div className="pointer-events-none absolute inset-y-0 w-px bg-fg-3/60" style={{ left: line }} />}
      {drag && (
        <div className="pointer-events-none absolute inset-y-0 border-x border-ember bg-ember-soft" style={{ left, width: right - left }} />
      )}
      {spot && !drag && (
        <PlotTooltip grid={grid} step={spot.step} x={spot.x} y={spot.y} width={plot.width}>
          {tooltip(spot)}
        </PlotTooltip>
      )}
    </div>
  );
}
