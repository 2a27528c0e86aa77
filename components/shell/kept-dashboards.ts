'use client';

import { useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import type { Destination } from '@/components/shell/destinations';
import { dashboardsOptions } from '@/lib/client/dashboards';
import { useIdle } from '@/lib/client/idle';
import type { DashboardListing } from '@/lib/model/saved-dashboard';

/** The dashboards that people made; none until they are known. */
export function useKeptDashboards(): readonly DashboardListing[] {
  const { data } = useQuery({ ...dashboardsOptions(), enabled: useIdle() });
  return (data ?? []).filter(({ prebuilt }) => !prebuilt);
}

/** Where those dashboards are. */
export function keptDestinations(listings: readonly DashboardListing[]): Destination[] {
  return listings.map(({ slug, title }) => ({ title, href: `/dashboards/${slug}`, icon: Star }));
}
