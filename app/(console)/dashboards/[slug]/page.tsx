import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { DashboardPage } from '@/components/dashboards/dashboard-page';
import { findDashboard } from '@/lib/dashboards/catalog';
import { prebuiltRevision } from '@/lib/dashboards/prebuilt';

interface Props {
  readonly params: Promise<{ slug: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: findDashboard((await params).slug)?.title ?? 'Dashboard' };
}

/** One of the prebuilt dashboards. */
export default async function Page({ params }: Props) {
  const dashboard = findDashboard((await params).slug);
  if (!dashboard) notFound();
  return <DashboardPage saved={prebuiltRevision(dashboard, false, {})} />;
}
