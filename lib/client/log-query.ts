import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { SECOND } from '@/lib/base/time';
import { get } from '@/lib/client/api';
import type { LogDetail, LogRef } from '@/lib/model/log';

/** Everything of one log, beside what it was asked by: while one is on its way, the one before it stands there. */
export function logOptions({ time, id }: LogRef) {
  return queryOptions({
    queryKey: ['log', time, id],
    queryFn: async ({ signal }) => ({ ref: { time, id }, log: await get<LogDetail>(`/api/logs/${time}/${id}`, signal) }),
    placeholderData: keepPreviousData,
    staleTime: 60 * SECOND,
  });
}
