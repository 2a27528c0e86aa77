'use client';

import type { CSSProperties } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { Marker } from '@/lib/charts/markers';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import { GAP, gridArea, heightOf, narrowSpan, readingOrder, ROW_HEIGHT } from '@/lib/dashboards/grid';
import { waitsForMetrics } from '@/lib/dashboards/choices';
import type { Choices, Panel, Variable } from '@/lib/model/dashboard';
import { DashboardPanel } from '@/components/dashboards/panel';

/** Custom properties: the layout of both widths is in the markup, and CSS picks one without a jump. */
function placeOf({ at }: Panel): CSSProperties {
  const { gridColumn, gridRow } = gridArea(at);
  return {
    '--wide-column': gridColumn,
    '--wide-row': gridRow,
    '--narrow-column': `span ${narrowSpan(at)}`,
    '--narrow-height': `${heightOf(at.h)}px`,
  } as CSSProperties;
}

/** Panels on 12 columns; on a narrow screen below each other, in reading order. */
export function DashboardGrid({
  panels,
  variables,
  choices,
  range,
  markers,
  bands,
}: {
  panels: readonly Panel[];
  variables: readonly Variable[];
  choices: Choices;
  range: TimeRange;
  markers: readonly Marker[];
  /** When alerts fired, by the id of the panel that shows it. */
  bands?: ReadonlyMap<string, readonly ShadedTime[]>;
}) {
  return (
    <div
      className="grid grid-cols-2 lg:auto-rows-(--row) lg:grid-cols-12"
      style={{ gap: GAP, '--row': `${ROW_HEIGHT}px` } as CSSProperties}
    >
      {readingOrder(panels).map((panel) => (
        <div
          key={panel.id}
          style={placeOf(panel)}
          className="col-(--narrow-column) h-(--narrow-height) min-w-0 lg:col-(--wide-column) lg:row-(--wide-row) lg:h-auto"
        >
          <DashboardPanel
            panel={panel}
            choices={choices}
            waits={waitsForMetrics(panel, variables, choices)}
            range={range}
            markers={markers}
            shaded={bands?.get(panel.id)}
          />
        </div>
      ))}
    </div>
  );
}
