'use client';

import type { CSSProperties } from 'react';
import type { TimeRange } from '@/lib/base/time';
import type { Marker } from '@/lib/charts/markers';
import { GAP, gridArea, heightOf, narrowSpan, readingOrder, ROW_HEIGHT } from '@/lib/dashboards/grid';
import type { Choices, Panel } from '@/lib/model/dashboard';
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
  choices,
  range,
  markers,
}: {
  panels: readonly Panel[];
  choices: Choices;
  range: TimeRange;
  markers: readonly Marker[];
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
          <DashboardPanel panel={panel} choices={choices} range={range} markers={markers} />
        </div>
      ))}
    </div>
  );
}
