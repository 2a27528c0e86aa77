'use client';

import { useQuery } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { alertsOptions } from '@/lib/client/alerts';
import type { AlertListing } from '@/lib/model/alert-api';

/** On every page: less often than where rules are looked at. */
const REFRESH = 30 * SECOND;

function countFiring(listings: readonly AlertListing[]): number {
  return listings.filter(({ condition }) => condition === 'critical' || condition === 'warn').length;
}

/** How many rules fire and are not silenced, in red; nothing while none does. */
export function FiringCount() {
  const { data = 0 } = useQuery({ ...alertsOptions(), refetchInterval: REFRESH, staleTime: REFRESH, select: countFiring });
  if (data === 0) return null;
  return (
    <span className="ml-auto pl-1 text-xs font-[550] text-error folded:absolute folded:top-0 folded:right-0.5 folded:pl-0">
      {data}
      <span className="sr-only"> firing</span>
    </span>
  );
}
