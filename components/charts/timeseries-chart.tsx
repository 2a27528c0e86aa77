'use client';

import { useCallback, useMemo, useState, type ReactNode } from 'react';
import type { Marker } from '@/lib/charts/markers';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import { drawTimeseries, type DrawnSeries } from '@/lib/charts/draw-timeseries';
import type { TimeseriesModel } from '@/lib/charts/timeseries';
import { tooltipAt } from '@/lib/charts/tooltip';
import { Legend } from '@/components/charts/legend';
import type { Plot } from '@/components/charts/plot';
import { PlotFrame } from '@/components/charts/plot-frame';
import type { Spot } from '@/components/charts/plot-pointer';
import { TooltipRows } from '@/components/charts/plot-tooltip';
import { TimeseriesMarks } from '@/components/charts/timeseries-marks';

/** The series that a spot means: the one that covers it in a stack, else the one whose figure is nearest on the axis. A spot of the keyboard means all. */
function nearest(series: readonly DrawnSeries[], { step, value }: Spot, stacked: boolean, log: boolean): DrawnSeries | undefined {
  if (value === undefined) return undefined;
  const covering = stacked ? series.find(({ bands }) => within(bands[step] ?? null, value)) : undefined;
  if (covering) return covering;
  const place = (figure: number) => (log ? Math.log(Math.max(figure, Number.MIN_VALUE)) : figure);
  let best: { one: DrawnSeries; distance: number } | undefined;
  for (const one of series) {
    const figure = (stacked ? one.bands[step]?.[1] : one.values[step]) ?? null;
    if (figure === null || one.values[step] === null) continue;
    const distance = Math.abs(place(figure) - place(value));
    if (!best || distance < best.distance) best = { one, distance };
  }
  return best?.one;
}

function within(band: readonly [number, number] | null, value: number): boolean {
  return band !== null && band[0] < value && value <= band[1];
}

/** Series over time as lines, areas or bars, with legend, tooltip and a door behind every point. */
export function TimeseriesChart({
  model,
  label,
  markers,
  shaded,
  reach,
  note,
  onPick,
  overlay,
}: {
  model: TimeseriesModel;
  label: string;
  markers: readonly Marker[];
  /** Times in which something fired. */
  shaded?: readonly ShadedTime[] | undefined;
  /** Figures that the axis reaches, whatever the data does. */
  reach?: readonly number[] | undefined;
  /** Stands at the end of the legend, e.g. what dashed lines are. */
  note?: string | undefined;
  /** A step was clicked, and with it a series' figure where one is near. */
  onPick: (step: number, series: DrawnSeries | undefined) => void;
  /** What is taken hold of above the marks. */
  overlay?: ((plot: Plot) => ReactNode) | undefined;
}) {
  const [only, setOnly] = useState<string>();
  const drawing = useMemo(() => drawTimeseries(model, only, reach), [model, only, reach]);
  const { mark, stacked, unit, scale } = model;
  const describe = (step: number) => {
    const { rows, total } = tooltipAt(drawing.series, step, unit, stacked);
    if (rows.length === 0) return 'No records here';
    return [...rows.map(({ name, text }) => `${name} ${text}`), ...(total === undefined ? [] : [`in all ${total}`])].join(', ');
  };
  const find = (spot: Spot) => nearest(drawing.series, spot, stacked, scale === 'log');
  const marks = useCallback(
    (plot: Plot) => <TimeseriesMarks plot={plot} drawing={drawing} mark={mark} stacked={stacked} />,
    [drawing, mark, stacked],
  );
  return (
    <div className="flex h-full flex-col">
      <PlotFrame
        grid={model.grid}
        axis={drawing.axis}
        unit={unit}
        label={label}
        thresholds={drawing.thresholds}
        markers={markers}
        {...(shaded ? { shaded } : {})}
        overlay={overlay}
        describe={describe}
        onPick={(spot) => onPick(spot.step, find(spot))}
        tooltip={(spot) => <TooltipRows model={tooltipAt(drawing.series, spot.step, unit, stacked)} active={find(spot)?.key} />}
      >
        {marks}
      </PlotFrame>
      <Legend series={model.series} only={only} onOnly={setOnly} dropped={model.dropped} note={note} />
    </div>
  );
}
