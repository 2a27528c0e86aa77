'use client';

import { Copy, Pencil } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo } from 'react';
import { useLink } from '@/lib/client/link';
import { useKiosk } from '@/lib/client/switch';
import { useTimeWindow } from '@/lib/client/time-window';
import { forTenant } from '@/lib/dashboards/choices';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { CompareControl } from '@/components/dashboards/compare-control';
import { DashboardGrid } from '@/components/dashboards/dashboard-grid';
import { DashboardMenu } from '@/components/dashboards/dashboard-menu';
import { DashboardSection } from '@/components/dashboards/dashboard-section';
import { FavouriteButton } from '@/components/dashboards/favourite-button';
import { KioskBar } from '@/components/dashboards/kiosk-bar';
import { useAlertBands } from '@/components/dashboards/use-alert-bands';
import { useDashboardData } from '@/components/dashboards/use-dashboard-data';
import { useFolded } from '@/components/dashboards/use-folded';
import { VariablesBar } from '@/components/dashboards/variables-bar';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** A dashboard to read: its choices, its panels, one time window for all. Escape goes back from a zoom, and out of the kiosk. */
export function DashboardView({ saved, onEdit }: { saved: SavedDashboard; onEdit?: (() => void) | undefined }) {
  const { zoomed, unzoom } = useTimeWindow();
  const [kiosk, setKiosk] = useKiosk();
  const data = useDashboardData(saved.dashboard, saved.choices, saved.dashboard.slug);
  const { choices, tenant, setTenant } = data;
  const dashboard = useMemo(() => (tenant === undefined ? saved.dashboard : forTenant(saved.dashboard, tenant)), [saved.dashboard, tenant]);
  const bands = useAlertBands(saved.dashboard, choices, tenant, data.range);
  const { isFolded, fold } = useFolded(dashboard.sections);
  useEffect(() => {
    if (!zoomed && !kiosk) return;
    const onKey = (event: KeyboardEvent) => {
      // an open menu or dialog closes first: Radix marks the key as handled
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (zoomed) unzoom();
      else setKiosk(false);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [zoomed, unzoom, kiosk, setKiosk]);
  return (
    <>
      {kiosk ? (
        <KioskBar title={dashboard.title} tenant={tenant} />
      ) : (
        <>
          <PageHeader
            title={dashboard.title}
            note={
              <>
                <FavouriteButton slug={dashboard.slug} favourite={saved.favourite} />
                {dashboard.prebuilt && <span className="max-lg:hidden">prebuilt</span>}
              </>
            }
            time
            share
          >
            <CompareControl />
            <MakeButton saved={saved} onEdit={onEdit} />
            <DashboardMenu saved={saved} onEdit={onEdit} onTenant={setTenant} />
          </PageHeader>
          {(dashboard.variables.length > 0 || tenant !== undefined) && (
            <VariablesBar {...data.bar} variables={dashboard.variables} tenant={tenant} onLeaveTenant={() => setTenant(undefined)} />
          )}
        </>
      )}
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3 max-md:px-2">
        {dashboard.sections.every(({ panels }) => panels.length === 0) && (
          <EmptyState title="This dashboard has no panels yet" action={onEdit && <Button onClick={onEdit}>Add the first one</Button>} />
        )}
        {dashboard.sections.map((section, index) => (
          <DashboardSection
            key={index}
            section={section}
            name={dashboard.title}
            folded={isFolded(index)}
            onFold={(folded) => fold(index, folded)}
          >
            <DashboardGrid
              panels={section.panels}
              variables={dashboard.variables}
              choices={choices}
              range={data.range}
              markers={data.markers}
              bands={bands}
            />
          </DashboardSection>
        ))}
      </div>
    </>
  );
}

/** The way to a dashboard of one's own: change this one, or a copy of it. */
function MakeButton({ saved, onEdit }: { saved: SavedDashboard; onEdit: (() => void) | undefined }) {
  const link = useLink();
  if (onEdit) {
    return (
      <Button onClick={onEdit} className="max-md:hidden">
        <Pencil size={13} aria-hidden />
        Edit
      </Button>
    );
  }
  return (
    <Button asChild className="max-md:hidden">
      <Link prefetch={false} href={link('/dashboards/new', { copy: saved.dashboard.slug })}>
        <Copy size={13} aria-hidden />
        Duplicate
      </Link>
    </Button>
  );
}
