'use client';

import type { Choices, Dashboard } from '@/lib/model/dashboard';
import { DashboardGrid } from '@/components/dashboards/dashboard-grid';
import { useDashboardData } from '@/components/dashboards/use-dashboard-data';

/** A dashboard's panels alone, for a page with a header of its own. `choices`: what holds for variables that the address does not set. */
export function DashboardBody({ dashboard, choices: given }: { dashboard: Dashboard; choices: Choices }) {
  const { range, choices, markers } = useDashboardData(dashboard, given, undefined);
  return dashboard.sections.map(({ panels }, index) => (
    <DashboardGrid key={index} panels={panels} variables={dashboard.variables} choices={choices} range={range} markers={markers} />
  ));
}
