import { queryOptions } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { get } from '@/lib/client/api';
import type { LogDetail, LogRef } from '@/lib/model/log';

/** Everything of one log. */
export function logOptions({ time, id }: LogRef) {
  return queryOptions({
    queryKey: ['log', time, id],
    queryFn: ({ signal }) => get<LogDetail>(`/api/logs/${time}/${id}`, signal),
    staleTime: 60 * SECOND,
  });
}
