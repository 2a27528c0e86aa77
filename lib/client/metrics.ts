/** The metrics that arrived, as the pages ask for them. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { HOUR, MINUTE, type TimeRange } from '@/lib/base/time';
import { get } from '@/lib/client/api';
import type { MetricSummary } from '@/lib/model/metric';
import { alignRange } from '@/lib/query/frame';

/** Every metric that has points in `range`, by name; asked again only for another minute (another hour where `range` is days long). */
export function metricsOptions(range: TimeRange) {
  const { from, to } = alignRange(range, range.to - range.from > 24 * HOUR ? HOUR : MINUTE);
  return queryOptions({
    queryKey: ['metrics', from, to],
    queryFn: ({ signal }) =>
      get<MetricSummary[]>(`/api/metrics?${new URLSearchParams({ from: String(from), to: String(to) }).toString()}`, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
