'use client';

import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { DashboardView } from '@/components/dashboards/dashboard-view';

/** A whole dashboard to read. `old`: a revision that the address asked for, which is not to be changed. */
export function DashboardPage({ saved, old = false }: { saved: SavedDashboard; old?: boolean }) {
  return <DashboardView saved={saved} old={old} />;
}
