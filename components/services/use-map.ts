'use client';

import { useQuery } from '@tanstack/react-query';
import { MINUTE } from '@/lib/base/time';
import { serviceMapOptions } from '@/lib/client/queries';
import { useTimeWindow } from '@/lib/client/time-window';
import { alignRange } from '@/lib/query/frame';

/** The service map of the page's window. Whole minutes: the roll-up is no finer. */
export function useMap(environments: readonly string[]) {
  const { range } = useTimeWindow();
  return useQuery(serviceMapOptions(alignRange(range, MINUTE), environments));
}
