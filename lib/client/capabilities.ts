import { queryOptions } from '@tanstack/react-query';
import { get } from '@/lib/client/api';
import type { Capabilities } from '@/lib/model/backend';

/** What the store can do; it does not change while Hearth runs. */
export function capabilitiesOptions() {
  return queryOptions({
    queryKey: ['capabilities'],
    queryFn: ({ signal }) => get<Capabilities>('/api/capabilities', signal),
    staleTime: Infinity,
  });
}
