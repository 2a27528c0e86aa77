'use client';

import { useCallback } from 'react';
import { formatInteger, formatUnit } from '@/lib/base/units';
import { cellAt, STRENGTHS, type HeatCell, type HeatmapModel } from '@/lib/charts/heatmap';
import { stepStart } from '@/lib/charts/grid';
import { MARGIN, xOf, yOf, type Plot } from '@/components/charts/plot';
import { PlotFrame } from '@/components/charts/plot-frame';
import type { Spot } from '@/components/charts/plot-pointer';

/** Room between cells, in px. */
const SEAM = 1;

function opacityOf(strength: number): number {
  return 0.12 + (0.8 * strength) / STRENGTHS;
}

/** One SVG path per strength of colour: eight elements, however many cells there are. */
function pathsOf(model: HeatmapModel, plot: Plot): string[] {
  const paths = new Array<string>(STRENGTHS).fill('');
  for (const { step, low, high, strength } of model.cells) {
    const x = xOf(plot, stepStart(model.grid, step));
    const width = Math.max(1, plot.width / model.grid.count - SEAM);
    const top = yOf(plot, high) ?? 0;
    const height = Math.max(1, (yOf(plot, low) ?? plot.height) - top - SEAM);
    paths[strength - 1] += `M${x.toFixed(1)} ${top.toFixed(1)}h${width.toFixed(1)}v${height.toFixed(1)}h${(-width).toFixed(1)}z`;
  }
  return paths;
}

/** How values are spread, step by step. */
export function HeatmapChart({
  model,
  label,
  onPick,
}: {
  model: HeatmapModel;
  label: string;
  /** A step was clicked, and with it the cell at the pointer where there is one. */
  onPick: (step: number, cell: HeatCell | undefined) => void;
}) {
  const marks = useCallback(
    (plot: Plot) => (
      <svg aria-hidden width={plot.width} height={plot.height}>
        {pathsOf(model, plot).map((path, index) => (
          <path key={index} d={path} fill="var(--ember)" fillOpacity={opacityOf(index + 1)} />
        ))}
      </svg>
    ),
    [model],
  );
  const cellUnder = ({ step, value }: Spot) => (value === undefined ? undefined : cellAt(model, step, value));
  const describe = (step: number) => {
    const cells = model.cells.filter((cell) => cell.step === step);
    if (cells.length === 0) return 'No records here';
    const [low, high] = [Math.min(...cells.map((cell) => cell.low)), Math.max(...cells.map((cell) => cell.high))];
    const count = cells.reduce((sum, cell) => sum + cell.count, 0);
    return `${formatInteger(count)} records, ${formatUnit(low, model.unit)} – ${formatUnit(high, model.unit)}`;
  };
  return (
    <div className="flex h-full flex-col">
      <PlotFrame
        grid={model.grid}
        axis={model.axis}
        unit={model.unit}
        label={label}
        onPick={(spot) => onPick(spot.step, cellUnder(spot))}
        describe={describe}
        tooltip={(spot) => {
          if (spot.value === undefined) return <p className="text-fg-2">{describe(spot.step)}</p>;
          const cell = cellUnder(spot);
          if (!cell) return <p className="text-fg-2">No records here</p>;
          return (
            <p className="flex gap-4 whitespace-nowrap text-fg-2">
              {formatUnit(cell.low, model.unit)} – {formatUnit(cell.high, model.unit)}
              <span className="ml-auto text-fg">{formatInteger(cell.count)}</span>
            </p>
          );
        }}
      >
        {marks}
      </PlotFrame>
      <Scale most={model.most} hidden={model.hidden} />
    </div>
  );
}

/** What the colours mean, from one record to the fullest cell; and what is not drawn. */
function Scale({ most, hidden }: { most: number; hidden: number }) {
  return (
    <p className="flex h-5 shrink-0 items-center gap-1.5 text-xs text-fg-3" style={{ paddingLeft: MARGIN.left }}>
      1
      <span aria-hidden className="flex gap-px">
        {Array.from({ length: STRENGTHS }, (_, index) => (
          <span key={index} className="h-2 w-3 bg-ember" style={{ opacity: opacityOf(index + 1) }} />
        ))}
      </span>
      {formatInteger(most)} records
      {hidden > 0 && <span className="ml-auto">{formatInteger(hidden)} at zero or below not shown</span>}
    </p>
  );
}
