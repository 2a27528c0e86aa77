'use client';

import { useQuery } from '@tanstack/react-query';
import { logsQuery } from '@/components/details/detail-query';
import type { TimeRange } from '@/lib/base/time';
import { answerOptions } from '@/lib/client/queries';

/** Logs written within a span, or within the trace at all when there is no span. */
export function useLogs(traceId: string, spanId: string | undefined, range: TimeRange) {
  return useQuery(answerOptions(logsQuery(traceId, spanId, range)));
}
