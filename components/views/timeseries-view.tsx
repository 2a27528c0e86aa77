'use client';

import { useMemo } from 'react';
import { stepStart } from '@/lib/charts/grid';
import type { Marker } from '@/lib/charts/markers';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import type { TimeseriesView as View } from '@/lib/charts/timeseries';
import { useTimeWindow } from '@/lib/client/time-window';
import { compareName, type Compare } from '@/lib/query/compare';
import { TimeseriesChart } from '@/components/charts/timeseries-chart';
import { askedFigure, type Part, type Parts } from '@/components/views/filled';
import { timeseriesOf } from '@/components/views/prepared';
import { useDoor } from '@/components/views/use-door';

/** Series over time. */
export function TimeseriesView({
  parts,
  part,
  view,
  title,
  markers,
  shaded,
  compare,
}: {
  parts: Parts;
  part: Part;
  view: View;
  title: string;
  markers: readonly Marker[];
  shaded: readonly ShadedTime[] | undefined;
  compare: Compare;
}) {
  const { refreshedAt } = useTimeWindow();
  const door = useDoor();
  const model = useMemo(() => timeseriesOf(parts, part, view, refreshedAt), [parts, part, view, refreshedAt]);
  return (
    <TimeseriesChart
      model={model}
      label={title}
      markers={markers}
      shaded={shaded}
      note={model.series.some(({ before }) => before !== undefined) ? `dashed: ${compareName(compare)}` : undefined}
      onPick={(step, series) => {
        const range = { from: stepStart(model.grid, step), to: stepStart(model.grid, step + 1) };
        const { group, values } = series ?? {};
        door.open(part.query, group ? { ...group, value: askedFigure(part, group.measure, values?.[step]) } : {}, range);
      }}
    />
  );
}
