'use client';

import dynamic from 'next/dynamic';
import { useSwitch } from '@/lib/client/switch';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { DashboardView } from '@/components/dashboards/dashboard-view';
import { Skeleton } from '@/components/ui/skeleton';

// whoever only reads a dashboard does not load what changes it
const DashboardEditor = dynamic(() => import('@/components/dashboards/edit/dashboard-editor').then((module) => module.DashboardEditor), {
  loading: () => <Skeleton className="m-4 h-full" />,
});

/** A whole dashboard: to read, or with `?edit=1` to change. Prebuilt ones and old revisions are only read, and copied. */
export function DashboardPage({ saved }: { saved: SavedDashboard }) {
  const [editing, setEditing] = useSwitch('edit');
  const mayEdit = saved.may.includes('edit');
  if (editing && mayEdit) {
    return (
      <DashboardEditor
        key={`${saved.dashboard.slug} ${saved.revision}`}
        start={{ kind: 'saved', saved }}
        onLeave={() => setEditing(false)}
      />
    );
  }
  return <DashboardView saved={saved} {...(mayEdit ? { onEdit: () => setEditing(true) } : {})} />;
}
