'use client';

import { useCallback, useMemo, type ReactNode } from 'react';
import type { Unit } from '@/lib/base/units';
import type { Axis } from '@/lib/charts/axis';
import { stepStart, type Grid } from '@/lib/charts/grid';
import type { Marker } from '@/lib/charts/markers';
import { shadedIn, type ShadedTime } from '@/lib/charts/shaded-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Threshold } from '@/lib/model/dashboard';
import { MARGIN, PLOT_HEIGHT, type Plot } from '@/components/charts/plot';
import { PlotAxes, PlotLines } from '@/components/charts/plot-axes';
import { PlotPointer, type Spot } from '@/components/charts/plot-pointer';
import { ShadedNotes } from '@/components/charts/shaded-notes';
import { ShadeLinks } from '@/components/charts/shade-links';
import { ShadedTimes } from '@/components/charts/shaded-times';
import { useSize } from '@/components/charts/use-size';

/** Below this height, in px, there is no room for marks between the axes. */
const LEAST_HEIGHT = 64;
const NOTHING: readonly never[] = [];

/**
 * The frame that every chart over time shares: axes, crosshair, tooltip, thresholds, markers. It fills the height that its box
 * has, in a box without one of its own it is as high as charts are. Dragging zooms the whole page, a double click goes back,
 * a click opens the records behind the spot; with the focus on it, arrows move the crosshair and Enter opens the records.
 * `children` draws the marks into the plot, `overlay` what is taken hold of above them.
 */
export function PlotFrame({
  grid,
  axis,
  unit,
  label,
  thresholds = [],
  markers = [],
  shaded = NOTHING,
  tooltip,
  describe,
  onPick,
  overlay,
  children,
}: {
  grid: Grid;
  axis: Axis;
  unit: Unit;
  /** What the chart shows, for screen readers. */
  label: string;
  thresholds?: readonly Threshold[];
  markers?: readonly Marker[];
  shaded?: readonly ShadedTime[];
  tooltip: (spot: Spot) => ReactNode;
  /** The figures of a step in words. */
  describe: (step: number) => string;
  onPick: (spot: Spot) => void;
  overlay?: ((plot: Plot) => ReactNode) | undefined;
  children: (plot: Plot) => ReactNode;
}) {
  const [ref, size] = useSize();
  const { zone, zoom, unzoom, zoomed } = useTimeWindow();
  const width = Math.max(0, size.width - MARGIN.left - MARGIN.right);
  const height = Math.max(LEAST_HEIGHT, size.height) - MARGIN.top - MARGIN.bottom;
  const plot = useMemo<Plot>(() => ({ grid, axis, width, height }), [grid, axis, width, height]);
  const zoomSteps = useCallback(
    (first: number, last: number) => zoom({ from: stepStart(grid, first), to: stepStart(grid, last + 1) }),
    [zoom, grid],
  );
  const marks = useMemo(() => (width > 0 ? children(plot) : null), [children, plot, width]);
  return (
    <div
      ref={ref}
      role="group"
      aria-label={label}
      className="relative min-h-0 min-w-0 shrink grow select-none"
      style={{ flexBasis: PLOT_HEIGHT, minHeight: LEAST_HEIGHT }}
    >
      {width > 0 && (
        <>
          <PlotAxes plot={plot} zone={zone} />
          <ShadedTimes plot={plot} times={shaded} />
          <div className="absolute" style={{ left: MARGIN.left, top: MARGIN.top, width, height }}>
            {marks}
          </div>
          <PlotLines plot={plot} unit={unit} thresholds={thresholds} markers={markers} />
          <PlotPointer
            plot={plot}
            zone={zone}
            label={label}
            onZoom={zoomSteps}
            onBack={zoomed ? unzoom : undefined}
            onPick={onPick}
            tooltip={(spot) => (
              <>
                {tooltip(spot)}
                <ShadedNotes times={shaded} grid={grid} step={spot.step} />
              </>
            )}
            describe={(step) => [describe(step), ...shadedIn(shaded, grid, step)].join(', ')}
          />
          <ShadeLinks plot={plot} times={shaded} />
          {overlay?.(plot)}
        </>
      )}
    </div>
  );
}
