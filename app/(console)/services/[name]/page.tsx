import type { Metadata } from 'next';
import { DashboardBody } from '@/components/dashboards/dashboard-body';
import { ServicePage } from '@/components/services/service-page';
import { SERVICE_DASHBOARD } from '@/lib/dashboards/service-dashboard';

interface Props {
  readonly params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

/** One service. */
export default async function Page({ params }: Props) {
  const name = decodeURIComponent((await params).name);
  return (
    <ServicePage service={name}>
      <DashboardBody dashboard={SERVICE_DASHBOARD} choices={{ service: [name] }} />
    </ServicePage>
  );
}
