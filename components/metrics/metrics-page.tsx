'use client';

import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo, useRef } from 'react';
import { MetricsFailed, MetricsLoading, NoMetrics } from '@/components/metrics/list-state';
import { MetricRows } from '@/components/metrics/metric-rows';
import { METRIC_TYPES, TYPE_NAMES } from '@/components/metrics/metric-type';
import { byNamespace, keepWanted, linesOf } from '@/components/metrics/namespaces';
import { PageHeader } from '@/components/shell/page-header';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';
import { MultiSelect } from '@/components/ui/multi-select';
import { Select } from '@/components/ui/select';
import { formatInteger } from '@/lib/base/units';
import { metricsOptions } from '@/lib/client/metrics';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';

const ANY = 'any';
const PARAMS = {
  find: parseAsString.withDefault(''),
  kind: parseAsStringLiteral(METRIC_TYPES),
  service: parseAsArrayOf(parseAsString).withDefault([]),
  /** Namespaces that are closed. */
  folded: parseAsArrayOf(parseAsString).withDefault([]),
};

/** Every metric that arrived in the page's time window, by namespace. */
export function MetricsPage() {
  const { range, zone, refreshedAt } = useTimeWindow();
  const [{ find, kind, service, folded }, setParams] = useQueryStates(PARAMS, { history: 'replace' });
  const field = useRef<HTMLInputElement>(null);
  const { data, error, isPlaceholderData, refetch } = useQuery(metricsOptions(range));
  useShortcuts([{ keys: '/', label: 'Find a metric', group: 'Metrics', run: () => field.current?.focus() }]);

  const services = useMemo(() => [...new Set(data?.flatMap((metric) => metric.services))].sort(), [data]);
  const metrics = useMemo(
    () => keepWanted(data ?? [], { text: find, type: kind ?? undefined, services: service }),
    [data, find, kind, service],
  );
  const lines = useMemo(() => linesOf(byNamespace(metrics), folded), [metrics, folded]);
  const onFold = (name: string) =>
    void setParams({ folded: folded.includes(name) ? folded.filter((each) => each !== name) : [...folded, name] });
  const filtered = find !== '' || kind !== null || service.length > 0;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Metrics" time share />
      <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-4 py-2 max-md:px-3">
        <Input
          ref={field}
          label="Find a metric"
          icon={<Search size={13} aria-hidden />}
          end={find === '' ? <Kbd>/</Kbd> : undefined}
          value={find}
          placeholder="name, description or label"
          spellCheck={false}
          autoComplete="off"
          className="min-w-48 flex-1 md:max-w-md"
          onChange={(event) => void setParams({ find: event.target.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Select
          label="kind"
          showLabel
          value={kind ?? ANY}
          onChange={(next) => void setParams({ kind: METRIC_TYPES.find((type) => type === next) ?? null })}
          options={[{ value: ANY, label: 'any' }, ...METRIC_TYPES.map((type) => ({ value: type as string, label: TYPE_NAMES[type] }))]}
        />
        <MultiSelect
          label="service"
          options={services.map((value) => ({ value }))}
          values={service}
          onChange={(next) => void setParams({ service: next })}
        />
        <p role="status" className="ml-auto text-xs text-fg-3 max-md:hidden">
          {data && (filtered ? `${formatInteger(metrics.length)} of ${formatInteger(data.length)}` : formatInteger(data.length))}
          {data && (data.length === 1 ? ' metric' : ' metrics')}
        </p>
      </div>
      {data === undefined ? (
        error ? (
          <MetricsFailed problem={error} onRetry={() => void refetch()} />
        ) : (
          <MetricsLoading />
        )
      ) : (
        <>
          {error && <p className="border-b border-line px-4 py-1 text-xs text-error">Could not be refreshed: {error.message}</p>}
          {lines.length === 0 ? (
            <NoMetrics filtered={filtered} onClear={() => void setParams({ find: null, kind: null, service: null })} />
          ) : (
            <MetricRows lines={lines} range={range} zone={zone} now={refreshedAt} old={isPlaceholderData} onFold={onFold} />
          )}
        </>
      )}
    </div>
  );
}
