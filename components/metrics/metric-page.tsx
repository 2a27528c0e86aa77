'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { ExemplarList } from '@/components/metrics/exemplar-list';
import { LabelTable } from '@/components/metrics/label-table';
import { MetricsFailed } from '@/components/metrics/list-state';
import { MetricBuilder } from '@/components/metrics/metric-builder';
import { MetricChart } from '@/components/metrics/metric-chart';
import { measureNamed, SHAPES, shapesOf, type Chosen } from '@/components/metrics/metric-panel';
import { TYPE_NAMES } from '@/components/metrics/metric-type';
import { FilterBar } from '@/components/records/filter-bar';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { DAY } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { useLink } from '@/lib/client/link';
import { metricsOptions } from '@/lib/client/metrics';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { allOf } from '@/lib/model/all-of';
import type { Field } from '@/lib/model/field';
import type { MetricSummary } from '@/lib/model/metric';
import { fieldFromName, fieldName } from '@/lib/query/field-name';
import { unitOfMetric } from '@/lib/query/metric-unit';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const PARAMS = {
  q: parseAsString.withDefault(''),
  /** The measure's short name: p95, rate, avg … */
  m: parseAsString,
  by: parseAsArrayOf(parseAsString).withDefault([]),
  view: parseAsStringLiteral(SHAPES).withDefault('line'),
};

/** One metric: a chart that can be turned over, its labels, and the traces behind its values. */
export function MetricPage({ name }: { name: string }) {
  const { range, setWindow, unzoom, zoomed } = useTimeWindow();
  const link = useLink();
  const { data, error, refetch } = useQuery(metricsOptions(range));
  const metric = useMemo(() => data?.find((each) => each.name === name), [data, name]);
  useShortcuts([...(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: 'Metrics', run: unzoom }] : [])]);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        title={name}
        note={
          metric && (
            <>
              <Pill className="max-md:hidden">{TYPE_NAMES[metric.type]}</Pill>
              {metric.unit !== '' && <Pill className="font-mono max-md:hidden">{metric.unit}</Pill>}
              <span className="truncate max-lg:hidden">{metric.description}</span>
            </>
          )
        }
        time
        share
      />
      {metric ? (
        <MetricView metric={metric} />
      ) : error ? (
        <MetricsFailed problem={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <div role="status" aria-label="Reading the metric" className="grid gap-3 p-4">
          <Skeleton className="h-7 w-full" />
          <Skeleton className="h-[360px] w-full" />
        </div>
      ) : (
        <EmptyState
          title="No points of this metric in this time range."
          hint={`Nothing with the name ${name} lies in it.`}
          action={
            <>
              {range.to - range.from < DAY && (
                <Button variant="primary" onClick={() => setWindow({ last: DAY })}>
                  Show the last 24 hours
                </Button>
              )}
              <Button asChild>
                <Link href={link('/metrics')}>All metrics</Link>
              </Button>
            </>
          }
        />
      )}
    </div>
  );
}

function MetricView({ metric }: { metric: MetricSummary }) {
  const { range, zone, refreshedAt } = useTimeWindow();
  const [{ q, m, by: names, view }, setParams] = useQueryStates(PARAMS, { history: 'push' });
  const parsed = useMemo(() => parseFilter(q), [q]);
  const where = parsed.ok ? parsed.value : undefined;
  const by = useMemo(() => names.filter((name) => name !== '').map(fieldFromName), [names]);
  const chosen = useMemo<Chosen>(
    () => ({
      measure: measureNamed(metric.type, m),
      by,
      where,
      shape: shapesOf(metric.type).includes(view) ? view : 'line',
    }),
    [metric.type, m, by, where, view],
  );
  const filterFor = (field: Field, value: string) => void setParams({ q: printFilter(allOf(where, { op: 'eq', field, value })) });
  const { measure, shape } = chosen;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid gap-2 border-b border-line px-4 py-2 max-md:px-3">
        <FilterBar signal="metrics" page="Metrics" text={q} range={range} onApply={(next) => void setParams({ q: next })} />
        <MetricBuilder
          metric={metric}
          measure={measure}
          shape={shape}
          by={by.map(fieldName)}
          onMeasure={(next) => void setParams({ m: next })}
          onShape={(next) => void setParams({ view: next })}
          onBy={(next) => void setParams({ by: next })}
        />
      </div>
      <div className="grid gap-3 p-4 max-md:p-3">
        <MetricChart metric={metric} chosen={chosen} range={range} />
        <p className="text-xs text-fg-3">
          {formatInteger(metric.points)} points of {formatInteger(metric.series)} series from {metric.services.join(', ')}
        </p>
        <div className="grid items-start gap-3 xl:grid-cols-2">
          <LabelTable
            metric={metric}
            measure={measure}
            unit={unitOfMetric(metric.unit, measure.fn, metric.type)}
            where={where}
            range={range}
            onFilter={filterFor}
          />
          <ExemplarList
            metric={metric.name}
            where={where}
            range={range}
            unit={unitOfMetric(metric.unit, 'avg', metric.type)}
            zone={zone}
            now={refreshedAt}
          />
        </div>
      </div>
    </div>
  );
}
