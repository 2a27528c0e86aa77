'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import Link from 'next/link';
import type { TimeRange } from '@/lib/base/time';
import { formatUnit } from '@/lib/base/units';
import { useLink } from '@/lib/client/link';
import { metricsOptions } from '@/lib/client/metrics';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { FigureText } from '@/components/views/figure-text';

const HEAD =
  'sticky top-0 z-10 h-6 border-b border-line bg-panel px-2 text-left font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0';
const CELL = 'h-[27px] border-b border-line/60 px-2 whitespace-nowrap first:pl-0 last:pr-0';

/** Every metric that arrived in `range` whose name begins with none of `except`; each leads to its page. */
export function MetricsView({
  except,
  range,
  title,
  empty,
}: {
  except: readonly string[];
  range: TimeRange;
  title: string;
  empty: string;
}) {
  const link = useLink();
  const { data, error, refetch } = useQuery(metricsOptions(range));
  if (error) return <Failed title="The list of metrics failed" message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-full w-full" />;
  const metrics = data.filter(({ name }) => !except.some((prefix) => name.startsWith(prefix)));
  if (metrics.length === 0) return <EmptyState title="No data" hint={empty} />;
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label={title}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {['Metric', 'Kind', 'Unit', 'Services', 'Series', 'Points', 'Last seen'].map((name) => (
              <th key={name} scope="col" className={clsx(HEAD, ['Series', 'Points', 'Last seen'].includes(name) && 'text-right')}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ name, type, unit, services, series, points, lastAt, description }) => (
            <tr key={name} className="hover:bg-hover">
              <td className={clsx(CELL, 'max-w-96 truncate')} title={description === '' ? name : description}>
                <Link prefetch={false} href={link(`/metrics/${encodeURIComponent(name)}`)} className="hover:underline">
                  {name}
                </Link>
              </td>
              <td className={clsx(CELL, 'text-fg-2')}>{type}</td>
              <td className={clsx(CELL, 'text-fg-2')}>{unit === '' ? '–' : unit}</td>
              <td className={clsx(CELL, 'max-w-60 truncate text-fg-2')} title={services.join(', ')}>
                {services.join(', ')}
              </td>
              <td className={clsx(CELL, 'text-right')}>{formatUnit(series, 'count')}</td>
              <td className={clsx(CELL, 'text-right')}>{formatUnit(points, 'count')}</td>
              <td className={clsx(CELL, 'text-right text-fg-2')}>
                <FigureText value={lastAt} unit="instant" text="" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
