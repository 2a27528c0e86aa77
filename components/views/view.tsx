'use client';

import { assertUnreachable, present } from '@/lib/base/assert';
import type { TimeRange } from '@/lib/base/time';
import type { Marker } from '@/lib/charts/markers';
import type { ShadedTime } from '@/lib/charts/shaded-time';
import type { Sorting } from '@/lib/charts/sort-figures';
import type { Panel } from '@/lib/model/dashboard';
import type { Compare } from '@/lib/query/compare';
import { BarsView } from '@/components/views/bars-view';
import type { Parts } from '@/components/views/filled';
import { HeatmapView } from '@/components/views/heatmap-view';
import { MetricsView } from '@/components/views/metrics-view';
import { PieView } from '@/components/views/pie-view';
import { RecordsView } from '@/components/views/records-view';
import { StatView } from '@/components/views/stat-view';
import { TableView } from '@/components/views/table-view';
import { TextView } from '@/components/views/text-view';
import { TimeseriesView } from '@/components/views/timeseries-view';

export interface PanelViewProps {
  /** With its title as it is shown. */
  panel: Panel;
  /** Holds at least the main one, but for views that ask for themselves. */
  parts: Parts;
  markers: readonly Marker[];
  /** When alerts about the panel's records fired. */
  shaded?: readonly ShadedTime[] | undefined;
  range: TimeRange;
  compare: Compare;
  /** Tables are sorted where somebody keeps how. */
  sorting?: Sorting | undefined;
  onSort?: ((sorting: Sorting | undefined) => void) | undefined;
}

/** A panel's answer as its view draws it. */
export function PanelView({ panel, parts, markers, shaded, range, compare, sorting, onSort }: PanelViewProps) {
  const { view, title } = panel;
  const main = () => present(parts.get('main'), `the main answer of ${panel.id}`);
  switch (view.kind) {
    case 'timeseries':
      return <TimeseriesView parts={parts} part={main()} view={view} title={title} markers={markers} shaded={shaded} compare={compare} />;
    case 'stat':
      return <StatView parts={parts} view={view} compare={compare} />;
    case 'heatmap':
      return <HeatmapView part={main()} unit={view.unit} title={title} />;
    case 'table':
      return <TableView parts={parts} part={main()} view={view} title={title} sorting={sorting} onSort={onSort} />;
    case 'bars':
      return <BarsView part={main()} view={view} title={title} />;
    case 'pie':
      return <PieView part={main()} view={view} title={title} />;
    case 'records':
      return <RecordsView part={main()} title={title} />;
    case 'metrics':
      return <MetricsView except={view.except} range={range} title={title} empty={panel.empty} />;
    case 'text':
      return <TextView markdown={view.markdown} />;
    default:
      return assertUnreachable(view);
  }
}
