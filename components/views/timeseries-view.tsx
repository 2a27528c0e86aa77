'use client';

import { useMemo } from 'react';
import { assert } from '@/lib/base/assert';
import { stepStart } from '@/lib/charts/grid';
import type { Marker } from '@/lib/charts/markers';
import { prepareTimeseries, type TimeseriesView as View } from '@/lib/charts/timeseries';
import { useTimeWindow } from '@/lib/client/time-window';
import { TimeseriesChart } from '@/components/charts/timeseries-chart';
import type { Part } from '@/components/views/filled';
import { useDoor } from '@/components/views/use-door';

/** Series over time. */
export function TimeseriesView({ part, view, title, markers }: { part: Part; view: View; title: string; markers: readonly Marker[] }) {
  const { query, answer } = part;
  const { spec, frame } = query;
  assert(answer.kind === 'series' && spec.kind === 'series', 'a time series panel asks for series');
  const { refreshedAt } = useTimeWindow();
  const door = useDoor();
  const model = useMemo(
    () => prepareTimeseries(answer.series, spec, view, frame, refreshedAt),
    [answer.series, spec, view, frame, refreshedAt],
  );
  return (
    <TimeseriesChart
      model={model}
      label={title}
      markers={markers}
      onPick={(step, series) => {
        const range = { from: stepStart(model.grid, step), to: stepStart(model.grid, step + 1) };
        door.open(query, series?.group ? { ...series.group, value: series.values[step] } : {}, range);
      }}
    />
  );
}
