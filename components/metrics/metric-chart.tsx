'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import Link from 'next/link';
import { Bell, LayoutDashboard, TerminalSquare } from 'lucide-react';
import { useMemo } from 'react';
import { metricOptions } from '@/components/metrics/metric-answer';
import { metricPanel, metricSpec, type Chosen } from '@/components/metrics/metric-panel';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { isEmpty } from '@/components/views/filled';
import { PanelView } from '@/components/views/view';
import { ruleOfPanel } from '@/lib/alerts/new-rule';
import type { TimeRange } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import type { MetricSummary } from '@/lib/model/metric';

/** The metric as it was chosen to be seen, and the ways from here to a dashboard and to SQL. */
export function MetricChart({ metric, chosen, range }: { metric: MetricSummary; chosen: Chosen; range: TimeRange }) {
  const link = useLink();
  const panel = useMemo(() => metricPanel(metric, chosen), [metric, chosen]);
  const alert = useMemo(() => ruleOfPanel(panel, {}), [panel]);
  const spec = useMemo(() => metricSpec(metric, chosen), [metric, chosen]);
  const { data, error, isPlaceholderData, refetch } = useQuery(metricOptions(panel, spec, range));
  const main = data?.parts.get('main');
  const executed = main?.answer.executed ?? '';
  const notes = [main?.answer.partial ? 'the largest only' : '', main?.answer.leftOut ?? ''].filter((note) => note !== '');
  return (
    <Panel
      title={panel.title}
      className="h-[360px] max-md:h-[300px]"
      bodyClassName={clsx('transition-opacity duration-100', isPlaceholderData && 'opacity-50')}
      aria-busy={data === undefined || isPlaceholderData}
      note={notes.length > 0 ? notes.join(' · ') : undefined}
      actions={
        <span className="flex items-center gap-1 pl-2">
          {executed !== '' && (
            <Button size="small" variant="quiet" asChild>
              <Link href={link('/sql', { q: executed })}>
                <TerminalSquare size={12} aria-hidden />
                <span className="max-md:sr-only">Open in SQL</span>
              </Link>
            </Button>
          )}
          {alert && (
            <Button size="small" variant="quiet" asChild>
              <Link href={link('/alerts/new', { start: JSON.stringify(alert) })}>
                <Bell size={12} aria-hidden />
                <span className="max-md:sr-only">Set an alert</span>
              </Link>
            </Button>
          )}
          <Button size="small" asChild>
            <Link href={link('/dashboards/new', { panel: JSON.stringify(panel) })}>
              <LayoutDashboard size={12} aria-hidden />
              <span className="max-md:sr-only">Add to a dashboard</span>
            </Link>
          </Button>
        </span>
      }
    >
      {error ? (
        <Failed
          title="This query failed"
          message={error.message}
          executed={error instanceof ApiError ? error.details.executed : undefined}
          onRetry={() => void refetch()}
        />
      ) : data === undefined || main === undefined ? (
        <Skeleton className="h-full w-full" />
      ) : isEmpty(main.answer) ? (
        <EmptyState title="No data" hint="No points pass the filter in this time range." />
      ) : (
        <PanelView panel={data.panel} parts={data.parts} markers={[]} range={range} compare="none" />
      )}
    </Panel>
  );
}
