'use client';

import { memo } from 'react';
import { Curve, Surface } from 'recharts';
import type { DrawnSeries, Drawing } from '@/lib/charts/draw-timeseries';
import { barsOf, dotsOf, edgesOf, lineOf, type Place } from '@/components/charts/mark-shapes';
import type { Plot } from '@/components/charts/plot';

/** Areas that are not stacked, and bands, show each other through; what was before is dimmed. */
const OPACITY = { stacked: 0.55, alone: 0.12, band: 0.18, ghost: 0.6 } as const;
/** In px. */
const DOT = 3.6;

/**
 * Recharts' curves draw the prepared series into the plot; axes, crosshair and tooltip are the frame's. Its chart components would work
 * out again what is prepared, in a store of their own and for each series: a hundred times the work for the same paths.
 */
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
  const { series, ghosts } = drawing;
  const lanes = stacked ? 1 : series.length;
  return (
    <Surface aria-hidden width={plot.width} height={plot.height}>
      {series.map((one, index) => {
        if (mark === 'bar') return <path key={one.key} d={barsOf(plot, one.bands, stacked ? 0 : index, lanes)} fill={one.colour} />;
        if (mark === 'band') return <Filled key={one.key} plot={plot} one={one} opacity={OPACITY.band} edge={0} />;
        if (mark === 'area') {
          return <Filled key={one.key} plot={plot} one={one} opacity={stacked ? OPACITY.stacked : OPACITY.alone} edge={1.2} />;
        }
        return null;
      })}
      {ghosts.map(({ key, colour, values }) => (
        <Stroke
          key={`ghost ${key}`}
          points={lineOf(plot, values)}
          colour={colour}
          width={1.2}
          strokeDasharray="3 3"
          strokeOpacity={OPACITY.ghost}
        />
      ))}
      {(mark === 'line' || mark === 'band') &&
        series.map(({ key, colour, values, middle }) => (
          <Stroke key={`line ${key}`} points={lineOf(plot, values)} colour={colour} width={mark === 'line' ? 1.4 : middle ? 1.8 : 0.8} />
        ))}
      {mark !== 'bar' &&
        !stacked &&
        series.map(
          ({ key, colour, values, dots }) =>
            dots.length > 0 && (
              <path key={`dots ${key}`} d={dotsOf(plot, values, dots)} stroke={colour} strokeWidth={DOT} strokeLinecap="round" />
            ),
        )}
    </Surface>
  );
});

/** What lies between a series' edges, its upper edge `edge` px thick. */
function Filled({ plot, one: { bands, colour }, opacity, edge }: { plot: Plot; one: DrawnSeries; opacity: number; edge: number }) {
  const { upper, lower } = edgesOf(plot, bands);
  return (
    <>
      <Curve points={upper} baseLine={lower} fill={colour} fillOpacity={opacity} stroke="none" />
      {edge > 0 && <Stroke points={upper} colour={colour} width={edge} />}
    </>
  );
}

function Stroke({
  points,
  colour,
  width,
  ...more
}: {
  points: readonly Place[];
  colour: string;
  width: number;
  strokeDasharray?: string;
  strokeOpacity?: number;
}) {
  return <Curve points={points} fill="none" stroke={colour} strokeWidth={width} {...more} />;
}
