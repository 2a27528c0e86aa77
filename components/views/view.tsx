'use client';

import { assertUnreachable, present } from '@/lib/base/assert';
import type { Marker } from '@/lib/charts/markers';
import type { Panel } from '@/lib/model/dashboard';
import { BarsView } from '@/components/views/bars-view';
import type { Parts } from '@/components/views/filled';
import { HeatmapView } from '@/components/views/heatmap-view';
import { RecordsView } from '@/components/views/records-view';
import { StatView } from '@/components/views/stat-view';
import { TableView } from '@/components/views/table-view';
import { TextView } from '@/components/views/text-view';
import { TimeseriesView } from '@/components/views/timeseries-view';

/** A panel's answer as its view draws it. `parts` holds at least the main one, but for a text. */
export function PanelView({ panel, parts, markers }: { panel: Panel; parts: Parts; markers: readonly Marker[] }) {
  const { view, title } = panel;
  const main = () => present(parts.get('main'), `the main answer of ${panel.id}`);
  switch (view.kind) {
    case 'timeseries':
      return <TimeseriesView part={main()} view={view} title={title} markers={markers} />;
    case 'stat':
      return <StatView parts={parts} view={view} />;
    case 'heatmap':
      return <HeatmapView part={main()} unit={view.unit} title={title} />;
    case 'table':
      return <TableView part={main()} view={view} title={title} />;
    case 'bars':
      return <BarsView part={main()} view={view} title={title} />;
    case 'records':
      return <RecordsView part={main()} title={title} />;
    case 'text':
      return <TextView markdown={view.markdown} />;
    default:
      return assertUnreachable(view);
  }
}
