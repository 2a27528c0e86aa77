'use client';

import { useEffect } from 'react';
import { useTimeWindow } from '@/lib/client/time-window';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { DashboardGrid } from '@/components/dashboards/dashboard-grid';
import { useChoices } from '@/components/dashboards/use-choices';
import { useMarkers } from '@/components/dashboards/use-markers';
import { VariablesBar } from '@/components/dashboards/variables-bar';
import { PageHeader } from '@/components/shell/page-header';

/** A whole dashboard: its choices, its panels, one time window for all. Escape goes back from a zoom. */
export function DashboardPage({ saved }: { saved: SavedDashboard }) {
  const { dashboard } = saved;
  const { range, zoomed, unzoom } = useTimeWindow();
  const [choices, choose] = useChoices(dashboard.variables);
  const markers = useMarkers(choices, range);
  useEffect(() => {
    if (!zoomed) return;
    const onKey = (event: KeyboardEvent) => {
      // an open menu or dialog closes first: Radix marks the key as handled
      if (event.key === 'Escape' && !event.defaultPrevented) unzoom();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [zoomed, unzoom]);
  return (
    <>
      <PageHeader
        title={dashboard.title}
        note={dashboard.prebuilt ? <span className="max-md:hidden">prebuilt</span> : undefined}
        time
        share
      />
      {dashboard.variables.length > 0 && <VariablesBar variables={dashboard.variables} choices={choices} range={range} onChoose={choose} />}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3 max-md:px-2">
        {dashboard.sections.map((section, index) => (
          <section key={index} aria-label={section.title || dashboard.title} className="mb-3 last:mb-0">
            {section.title !== '' && <h2 className="mb-2 text-sm font-semibold">{section.title}</h2>}
            <DashboardGrid panels={section.panels} choices={choices} range={range} markers={markers} />
          </section>
        ))}
      </div>
    </>
  );
}
