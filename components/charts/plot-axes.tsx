'use client';

import { millis } from '@/lib/base/time';
import { formatUnit, type Unit } from '@/lib/base/units';
import { gridEnd } from '@/lib/charts/grid';
import type { Marker } from '@/lib/charts/markers';
import { timeTicks } from '@/lib/charts/time-ticks';
import type { Zone } from '@/lib/client/format-time';
import type { Threshold } from '@/lib/model/dashboard';
import { MARGIN, xOf, yOf, type Plot } from '@/components/charts/plot';
import { tickLabel, zoneOffset } from '@/components/charts/time-label';

/** Room that a time on the axis takes, in px. */
const TIME_ROOM = 92;
/** Height of the label on a threshold's line, in px. */
const LABEL_HEIGHT = 16;
const TONES = { ok: 'var(--ok)', warn: 'var(--warn)', error: 'var(--error)' } as const;

/** Lines and texts around the marks: round figures, round times. */
export function PlotAxes({ plot, zone }: { plot: Plot; zone: Zone }) {
  const { grid, width, height, axis } = plot;
  const ticks = timeTicks({ from: grid.start, to: gridEnd(grid) }, Math.max(1, Math.floor(width / TIME_ROOM)), (at) =>
    zoneOffset(at, zone),
  );
  const [first, second] = ticks;
  // a lone time is said as finely as what the chart spans asks for
  const spacing = first === undefined || second === undefined ? gridEnd(grid) - grid.start : second - first;
  return (
    <svg
      aria-hidden
      width={width + MARGIN.left + MARGIN.right}
      height={height + MARGIN.top + MARGIN.bottom}
      // the longest figures, 512 KiB/s, reach into the panel's padding: cut, it would be 12 KiB/s
      className="absolute top-0 left-0 overflow-visible fill-fg-3 text-[10.5px]"
      textRendering="geometricPrecision"
    >
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {axis.ticks.map(({ at, text }) => {
          const y = yOf(plot, at) ?? 0;
          return (
            <g key={at}>
              <line x1={0} x2={width} y1={Math.round(y) + 0.5} y2={Math.round(y) + 0.5} stroke="var(--line)" />
              <text x={-6} y={y + 3.5} textAnchor="end">
                {text}
              </text>
            </g>
          );
        })}
        {ticks.map((at) => {
          const x = xOf(plot, at);
          return (
            <text key={at} x={x} y={height + 14} textAnchor={x < 16 ? 'start' : x > width - 16 ? 'end' : 'middle'}>
              {tickLabel(at, spacing, zone)}
            </text>
          );
        })}
      </g>
    </svg>
  );
}

/** What lies over the marks: thresholds across, new versions downwards. */
export function PlotLines({
  plot,
  unit,
  thresholds,
  markers,
}: {
  plot: Plot;
  unit: Unit;
  thresholds: readonly Threshold[];
  markers: readonly Marker[];
}) {
  const { width, height, grid } = plot;
  const inside = markers.filter(({ at }) => at > grid.start && at < gridEnd(grid));
  if (thresholds.length === 0 && inside.length === 0) return null;
  return (
    <svg
      width={width}
      height={height}
      className="pointer-events-none absolute overflow-visible text-[10.5px]"
      style={{ left: MARGIN.left, top: MARGIN.top }}
    >
      {thresholds.map(({ at, tone }, index) => {
        const y = yOf(plot, at) ?? 0;
        const text = formatUnit(at, unit);
        const boxWidth = text.length * 6 + 12;
        // at an end of the plot the label stays inside: the times are written below
        const middle = Math.max(LABEL_HEIGHT / 2, Math.min(height - LABEL_HEIGHT / 2, y));
        const crowded = thresholds.slice(0, index).some((other) => Math.abs((yOf(plot, other.at) ?? 0) - y) < LABEL_HEIGHT);
        const left = width - boxWidth - 6 - (crowded ? boxWidth + 6 : 0);
        return (
          <g key={at}>
            <line x1={0} x2={width} y1={y} y2={y} stroke={TONES[tone]} strokeDasharray="4 3" />
            <rect
              x={left}
              y={middle - LABEL_HEIGHT / 2}
              width={boxWidth}
              height={LABEL_HEIGHT}
              rx={3}
              fill="var(--panel)"
              stroke={TONES[tone]}
            />
            <text x={left + boxWidth / 2} y={middle + 3.5} textAnchor="middle" fill={TONES[tone]}>
              {text}
            </text>
          </g>
        );
      })}
      {inside.map(({ at, text }) => {
        const x = Math.round(xOf(plot, millis(at))) + 0.5;
        return (
          <g key={`${at} ${text}`}>
            <title>{`First seen: ${text}`}</title>
            {/* quieter than the data: a day may have a dozen deployments */}
            <line x1={x} x2={x} y1={0} y2={height} stroke="var(--text-3)" strokeOpacity={0.45} strokeDasharray="2 4" />
            <path d={`M${x - 3.5} ${height}h7l-3.5 -6z`} fill="var(--text-3)" />
          </g>
        );
      })}
    </svg>
  );
}
