'use client';

import { useQueries } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Network, Search } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useRef } from 'react';
import { present } from '@/lib/base/assert';
import { gridOf } from '@/lib/charts/grid';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import { answerOptions } from '@/lib/client/queries';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { EnvironmentFilter } from '@/components/services/environment-filter';
import { serviceQueries } from '@/components/services/service-queries';
import { serviceRows, SORTS, sortRows } from '@/components/services/service-rows';
import { ServiceTable } from '@/components/services/service-table';
import { useEnvironments } from '@/components/services/use-environments';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Input } from '@/components/ui/input';
import { Kbd } from '@/components/ui/kbd';
import { Skeleton } from '@/components/ui/skeleton';

/** Every service that sent something in the window, and how it does. */
export function ServicesPage() {
  const { range, refreshedAt } = useTimeWindow();
  const [environments] = useEnvironments();
  const [search, setSearch] = useQueryState('find', parseAsString.withDefault(''));
  const [sort, setSort] = useQueryState('sort', parseAsStringLiteral(SORTS).withDefault('rate'));
  const [ascending, setAscending] = useQueryState('up', parseAsBoolean.withDefault(false));
  const input = useRef<HTMLInputElement>(null);
  const link = useLink();
  useShortcuts([{ keys: '/', label: 'Find a service', group: 'Services', run: () => input.current?.focus() }]);
  const queries = useMemo(() => serviceQueries(range, environments), [range, environments]);
  const { figures, before, trend, versions, heard } = queries;
  const [main, ...others] = useQueries({ queries: [figures, before, trend, versions, heard].map((query) => answerOptions(query)) });
  const answered = present(main, 'the figures of the services');
  const failure = answered.error ?? others.find(({ error }) => error !== null)?.error;
  const [beforeData, trendData, versionsData, heardData] = others.map(({ data }) => data);
  const rows = useMemo(() => {
    if (!answered.data) return undefined;
    const answers = { figures: answered.data, before: beforeData, trend: trendData, versions: versionsData, heard: heardData };
    return serviceRows(answers, gridOf(trend.frame), refreshedAt);
  }, [answered.data, beforeData, trendData, versionsData, heardData, trend.frame, refreshedAt]);
  const wanted = search.trim().toLowerCase();
  const shown = useMemo(
    () =>
      rows &&
      sortRows(
        rows.filter(({ service }) => service.toLowerCase().includes(wanted)),
        sort,
        ascending,
      ),
    [rows, wanted, sort, ascending],
  );
  const stale = answered.isPlaceholderData;
  const order = (column: (typeof SORTS)[number]) => {
    void setAscending(column === sort ? !ascending : column === 'service');
    void setSort(column);
  };
  return (
    <>
      <PageHeader title="Services" time share />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-md:px-2">
        <Input
          ref={input}
          label="Find a service"
          type="search"
          icon={<Search size={13} aria-hidden />}
          end={<Kbd>/</Kbd>}
          placeholder="Find"
          value={search}
          onChange={(event) => void setSearch(event.target.value === '' ? null : event.target.value)}
          className="w-56 max-md:w-36"
        />
        <EnvironmentFilter />
        <Button asChild className="ml-auto">
          <Link href={link('/services/map', environments.length === 0 ? {} : { 'var.environment': environments.join(',') })}>
            <Network size={13} aria-hidden />
            <span className="max-md:hidden">Service map</span>
            <span className="md:hidden">Map</span>
          </Link>
        </Button>
      </div>
      <div aria-busy={shown === undefined || stale} className={clsx('min-h-0 flex-1 px-4 max-md:px-2', stale && 'opacity-60')}>
        {failure ? (
          <Failed
            title="The services could not be read"
            message={failure.message}
            executed={failure instanceof ApiError ? failure.details.executed : undefined}
            onRetry={() => void Promise.all([answered, ...others].map(({ refetch }) => refetch()))}
          />
        ) : shown === undefined || heardData === undefined ? (
          <Skeleton className="mt-3 h-40 w-full" />
        ) : rows?.length === 0 ? (
          <NoServices />
        ) : shown.length === 0 ? (
          <EmptyState
            title={`No service is called “${search}”`}
            action={<Button onClick={() => void setSearch(null)}>Show all services</Button>}
          />
        ) : (
          <ServiceTable rows={shown} sort={sort} ascending={ascending} onSort={order} />
        )}
      </div>
    </>
  );
}

function NoServices() {
  const link = useLink();
  return (
    <EmptyState
      title="No service sent anything in this window"
      hint="A service shows up with its first span. Try a longer window, or connect one."
      action={
        <>
          <Button asChild>
            <Link href={link('/services', { t: '24h' })}>Show the last day</Link>
          </Button>
          <Button asChild variant="primary">
            <Link href={link('/connect')}>Connect</Link>
          </Button>
        </>
      }
    />
  );
}
