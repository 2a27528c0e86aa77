'use client';

import { memo } from 'react';
import { Area, Bar, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { gridEnd, stepMiddle } from '@/lib/charts/grid';
import type { Drawing } from '@/lib/charts/draw-timeseries';
import type { Band } from '@/lib/charts/stack';
import { xOf, yOf, type Plot } from '@/components/charts/plot';

/** Areas that are not stacked, and bands, show each other through; what was before is dimmed. */
const OPACITY = { stacked: 0.55, alone: 0.12, band: 0.18, ghost: 0.6 } as const;
const NO_MARGIN = { top: 0, right: 0, bottom: 0, left: 0 };

/** One row of the table that Recharts reads: the step's middle, and per series its figure or its band. */
type MarkRow = Record<string, number | readonly [number, number] | null>;

/** Recharts draws the prepared series into the plot; axes, crosshair and tooltip are the frame's. */
export const TimeseriesMarks = memo(function TimeseriesMarks({
  plot,
  drawing,
  mark,
  stacked,
}: {
  plot: Plot;
  drawing: Drawing;
  mark: 'line' | 'area' | 'bar' | 'band';
  stacked: boolean;
}) {
  const { grid, axis, width, height } = plot;
  const rows: MarkRow[] = Array.from({ length: grid.count }, (_, step) => {
    const row: MarkRow = { at: stepMiddle(grid, step) };
    drawing.series.forEach(({ values, bands }, index) => {
      // a log axis has no zero to start from, and lines and bars need the figure alone
      row[`s${index}`] = mark === 'area' && axis.scale === 'linear' ? (bands[step] ?? null) : positive(values[step] ?? null, axis.scale);
      if (mark === 'band') row[`b${index}`] = positiveBand(bands[step] ?? null, axis.scale);
    });
    drawing.ghosts.forEach(({ values }, index) => {
      row[`g${index}`] = positive(values[step] ?? null, axis.scale);
    });
    return row;
  });
  const barWidth = Math.max(1, Math.floor(width / grid.count) - (width / grid.count > 4 ? 1 : 0));
  return (
    <>
      <ComposedChart width={width} height={height} data={rows} margin={NO_MARGIN} barGap={0} accessibilityLayer={false}>
        <XAxis hide type="number" dataKey="at" domain={[grid.start, gridEnd(grid)]} allowDataOverflow />
        <YAxis hide type="number" scale={axis.scale} domain={[axis.from, axis.to]} allowDataOverflow />
        {mark === 'band' &&
          drawing.series.map(({ key, colour }, index) => (
            <Area
              key={`band ${key}`}
              dataKey={`b${index}`}
              type="linear"
              isAnimationActive={false}
              activeDot={false}
              dot={false}
              stroke="none"
              fill={colour}
              fillOpacity={OPACITY.band}
            />
          ))}
        {drawing.ghosts.map(({ key, colour }, index) => (
          <Line
            key={`ghost ${key}`}
            dataKey={`g${index}`}
            type="linear"
            isAnimationActive={false}
            activeDot={false}
            dot={false}
            stroke={colour}
            strokeWidth={1.2}
            strokeDasharray="3 3"
            strokeOpacity={OPACITY.ghost}
          />
        ))}
        {drawing.series.map(({ key, colour, middle }, index) => {
          const shared = { dataKey: `s${index}`, isAnimationActive: false, activeDot: false, dot: false } as const;
          if (mark === 'bar') {
            return (
              <Bar
                key={key}
                dataKey={shared.dataKey}
                isAnimationActive={false}
                fill={colour}
                barSize={barWidth}
                {...(stacked ? { stackId: 'all' } : {})}
              />
            );
          }
          if (mark === 'band') return <Line key={key} {...shared} type="linear" stroke={colour} strokeWidth={middle ? 1.8 : 0.8} />;
          if (mark === 'line') return <Line key={key} {...shared} type="linear" stroke={colour} strokeWidth={1.4} />;
          const fillOpacity = stacked ? OPACITY.stacked : OPACITY.alone;
          return <Area key={key} {...shared} type="linear" stroke={colour} strokeWidth={1.2} fill={colour} fillOpacity={fillOpacity} />;
        })}
      </ComposedChart>
      {mark !== 'bar' && !stacked && <Dots plot={plot} drawing={drawing} />}
    </>
  );
});

function positive(value: number | null, scale: 'linear' | 'log'): number | null {
  return value !== null && scale === 'log' && value <= 0 ? null : value;
}

/** A log axis has no place for what is not above zero. */
function positiveBand(band: Band, scale: 'linear' | 'log'): Band {
  return band !== null && scale === 'log' && band[0] <= 0 ? null : band;
}

/** Figures between two gaps, which no line can show. */
function Dots({ plot, drawing }: { plot: Plot; drawing: Drawing }) {
  return (
    <svg aria-hidden width={plot.width} height={plot.height} className="absolute inset-0 overflow-visible">
      {drawing.series.flatMap(({ key, colour, values, dots }) =>
        dots.map((step) => {
          const y = yOf(plot, values[step] ?? 0);
          return y === undefined ? null : (
            <circle key={`${key} ${step}`} cx={xOf(plot, stepMiddle(plot.grid, step))} cy={y} r={1.8} fill={colour} />
          );
        }),
      )}
    </svg>
  );
}
