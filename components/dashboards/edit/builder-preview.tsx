'use client';

import { useMemo } from 'react';
import { useSettled } from '@/lib/client/use-settled';
import type { Panel } from '@/lib/model/dashboard';
import { DashboardPanel } from '@/components/dashboards/panel';
import type { DashboardData } from '@/components/dashboards/use-dashboard-data';
import { EmptyState } from '@/components/ui/empty-state';

/** The panel as it will be, asked a moment after the last change; or why it cannot be asked. */
export function BuilderPreview({ panel, data, fault }: { panel: Panel; data: DashboardData; fault: string | undefined }) {
  const settled = useSettled(panel);
  const shown = useMemo(() => ({ ...settled, id: 'preview', title: settled.title === '' ? 'Preview' : settled.title }), [settled]);
  const small = panel.view.kind === 'stat';
  return (
    <section aria-label="Preview" className={small ? 'h-24 w-64' : 'h-72'}>
      {fault === undefined ? (
        <DashboardPanel panel={shown} choices={data.choices} range={data.range} markers={data.markers} />
      ) : (
        <EmptyState title={fault} className="rounded-lg border border-dashed border-line-strong" />
      )}
    </section>
  );
}
