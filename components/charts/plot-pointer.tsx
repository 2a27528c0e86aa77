'use client';

import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent as ReactKeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { stepMiddle, stepStart } from '@/lib/charts/grid';
import { formatRange, type Zone } from '@/lib/client/format-time';
import { CrosshairLine } from '@/components/charts/crosshair-line';
import { useCrosshair } from '@/components/charts/crosshair';
import { MARGIN, stepUnder, valueUnder, xOf, type Plot } from '@/components/charts/plot';
import { PlotTooltip } from '@/components/charts/plot-tooltip';

/** Where on a plot the pointer is; the keyboard moves in steps alone. */
export interface Spot {
  readonly step: number;
  readonly value: number | undefined;
}

/** A movement of so many px is a drag, not a click. */
const DRAG = 4;
/** While zoomed a click waits this long, in ms: a second one makes it a double click, which goes back. */
const DOUBLE_CLICK = 240;
/** Steps that Page Up and Page Down move by. */
const PAGE = 10;

/** The step that a key leads to from `step`; undefined for a key that moves nothing. */
export function stepByKey(key: string, step: number | undefined, count: number): number | undefined {
  const from = step ?? count;
  const moved = {
    ArrowLeft: from - 1,
    ArrowRight: (step ?? -1) + 1,
    PageUp: from - PAGE,
    PageDown: (step ?? -1) + PAGE,
    Home: 0,
    End: count - 1,
  }[key];
  return moved === undefined ? undefined : Math.min(count - 1, Math.max(0, moved));
}

/** The crosshair, and what pointer and keyboard do, over the marks: they are never drawn again because of it. */
export function PlotPointer({
  plot,
  zone,
  label,
  onZoom,
  onBack,
  onPick,
  tooltip,
  describe,
}: {
  plot: Plot;
  zone: Zone;
  label: string;
  onZoom: (first: number, last: number) => void;
  onBack: (() => void) | undefined;
  onPick: (spot: Spot) => void;
  tooltip: (spot: Spot) => ReactNode;
  describe: (step: number) => string;
}) {
  const { grid } = plot;
  const [spot, setSpot] = useState<Spot & { readonly x: number; readonly y: number }>();
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number }>();
  const start = useRef<number>(undefined);
  const click = useRef<ReturnType<typeof setTimeout>>(undefined);
  const point = useCrosshair((state) => state.point);

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
  const onKeyDown = (event: ReactKeyboardEvent<HTMLDivElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Enter' && spot) onPick(spot);
    else if (event.key === 'Escape' && spot) onLeave();
    else {
      const step = stepByKey(event.key, spot?.step, grid.count);
      if (step === undefined) return;
      setSpot({ step, value: undefined, x: xOf(plot, stepMiddle(grid, step)), y: plot.height / 3 });
      point(stepMiddle(grid, step));
    }
    // the page has its own meaning for these keys
    event.preventDefault();
    event.stopPropagation();
  };

  const [left, right] = drag ? [Math.max(0, Math.min(drag.from, drag.to)), Math.min(plot.width, Math.max(drag.from, drag.to))] : [0, 0];
  // the crosshair of the keyboard is a slider over time: what it says is only worked out where it is moved by keys
  const keyed = spot !== undefined && spot.value === undefined ? spot.step : undefined;
  const spoken =
    keyed === undefined
      ? 'Arrow keys move along the chart, Enter opens the records'
      : `${formatRange(stepStart(grid, keyed), stepStart(grid, keyed + 1), zone)}: ${describe(keyed)}`;
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${label}, along time`}
      aria-valuemin={0}
      aria-valuemax={grid.count - 1}
      aria-valuenow={keyed ?? grid.count - 1}
      aria-valuetext={spoken}
      className="absolute cursor-crosshair touch-pan-y"
      style={{ left: MARGIN.left, top: MARGIN.top, width: plot.width, height: plot.height }}
      onPointerMove={onMove}
      onPointerLeave={onLeave}
      onPointerDown={onDown}
      onPointerUp={onUp}
      onPointerCancel={cancelDrag}
      onDoubleClick={onDoubleClick}
      onKeyDown={onKeyDown}
      onBlur={onLeave}
    >
      <CrosshairLine plot={plot} />
      {drag && (
        <div className="pointer-events-none absolute inset-y-0 border-x border-ember bg-ember-soft" style={{ left, width: right - left }} />
      )}
      {spot && !drag && (
        <PlotTooltip grid={grid} zone={zone} step={spot.step} x={spot.x} y={spot.y} width={plot.width}>
          {tooltip(spot)}
        </PlotTooltip>
      )}
    </div>
  );
}
