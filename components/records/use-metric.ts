'use client';

import { useQuery } from '@tanstack/react-query';
import type { TimeRange } from '@/lib/base/time';
import { metricsOptions } from '@/lib/client/metrics';
import type { MetricSummary } from '@/lib/model/metric';
import type { Source } from '@/lib/model/query';

/** What is known of the metric that `source` names, directly or by a variable, whose choice `choose` tells. */
export function useMetric(
  source: Source | undefined,
  choose: (variable: string) => string | undefined,
  range: TimeRange,
): MetricSummary | undefined {
  const of = source?.signal === 'metrics' ? source.metric : '';
  const name = typeof of === 'string' ? of : choose(of.variable);
  const { data } = useQuery({ ...metricsOptions(range), enabled: source?.signal === 'metrics' });
  return data?.find((metric) => metric.name === name);
}
