import type { Metadata } from 'next';
import { DashboardsPage } from '@/components/dashboards/list/dashboards-page';
import { listDashboards } from '@/lib/server/dashboards';
import { services } from '@/lib/server/services';

export const metadata: Metadata = { title: 'Dashboards' };

/** Every dashboard. */
export default async function Page() {
  return <DashboardsPage initial={await listDashboards(services().dashboards)} />;
}
