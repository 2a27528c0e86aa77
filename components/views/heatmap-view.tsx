'use client';

import { useMemo } from 'react';
import { assert } from '@/lib/base/assert';
import type { Unit } from '@/lib/base/units';
import { stepStart } from '@/lib/charts/grid';
import { prepareHeatmap } from '@/lib/charts/heatmap';
import { HeatmapChart } from '@/components/charts/heatmap-chart';
import { askedFigure, type Part } from '@/components/views/filled';
import { useDoor } from '@/components/views/use-door';

/** How values are spread over time. */
export function HeatmapView({ part, unit, title }: { part: Part; unit: Unit; title: string }) {
  const { query, answer, frame } = part;
  assert(answer.kind === 'distribution', 'a heatmap panel has a distribution');
  const door = useDoor();
  const model = useMemo(() => prepareHeatmap(answer.cells, unit, frame), [answer.cells, unit, frame]);
  const asked = (value: number) => askedFigure(part, 0, value) ?? value;
  return (
    <HeatmapChart
      model={model}
      label={title}
      onPick={(step, cell) => {
        const range = { from: stepStart(model.grid, step), to: stepStart(model.grid, step + 1) };
        door.open(query, cell ? { measure: 0, between: { low: asked(cell.low), high: asked(cell.high) } } : {}, range);
      }}
    />
  );
}
