'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { frameOf } from '@/components/metrics/metric-answer';
import { Sparkline } from '@/components/charts/sparkline';
import type { Millis, TimeRange } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { lastOf } from '@/lib/charts/gaps';
import { dense, gridOf } from '@/lib/charts/grid';
import { isAdditive } from '@/lib/charts/top';
import { hideUnfinished } from '@/lib/charts/unfinished';
import { answerOptions } from '@/lib/client/queries';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure, Query } from '@/lib/model/query';
import { unitOfMetric } from '@/lib/query/metric-unit';
import { present } from '@/lib/base/assert';
import { naturalMeasures } from '@/lib/query/natural-measure';

/** Steps across the small line. */
const POINTS = 40;
/** How long a row must stay in view before it asks, in ms: rows that fly by ask nothing. */
const SETTLED = 120;

/** Whether this has been on the page for a moment. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), SETTLED);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}

/** How a metric is looked at when nobody has asked for anything else. */
export function naturalMeasure(metric: MetricSummary): Measure {
  return present(naturalMeasures(metric.type)[0], 'a measure for every type');
}

function sparkQuery(metric: MetricSummary, range: TimeRange): Query {
  return {
    spec: { kind: 'series', source: { signal: 'metrics', metric: metric.name }, measures: [naturalMeasure(metric)], by: [], limit: 1 },
    frame: frameOf(range, POINTS),
  };
}

/** The newest figure of a metric and how it went, by the measure that is natural to its type. */
export function MetricSparkline({ metric, range, now }: { metric: MetricSummary; range: TimeRange; now: Millis }) {
  const settled = useSettled();
  const query = useMemo(() => sparkQuery(metric, range), [metric, range]);
  const { data, error } = useQuery({ ...answerOptions(query), enabled: settled });
  const measure = naturalMeasure(metric);
  const values = useMemo(() => {
    const series = data?.kind === 'series' ? data.series[0] : undefined;
    const grid = gridOf(query.frame);
    const filled = dense(series?.points ?? [], grid);
    if (isAdditive(measure)) hideUnfinished([filled], grid, now);
    return filled;
  }, [data, query, measure, now]);
  if (error) return <span title={error.message} className="block text-right text-xs text-error">failed</span>; // prettier-ignore
  return (
    <span className="flex items-center justify-end gap-2">
      <span className="w-20 truncate text-right text-fg max-md:w-16">
        {data && formatUnit(lastOf(values), unitOfMetric(metric.unit, measure.fn, metric.type))}
      </span>
      <Sparkline values={values} colour="var(--s1)" className="h-[18px] w-[104px] shrink-0 max-md:w-14" />
    </span>
  );
}
