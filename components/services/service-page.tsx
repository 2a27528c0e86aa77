'use client';

import { Network } from 'lucide-react';
import Link from 'next/link';
import { useEffect, type ReactNode } from 'react';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import { useTimeWindow } from '@/lib/client/time-window';
import { CallTable, useSpansLink } from '@/components/services/call-table';
import { EnvironmentFilter } from '@/components/services/environment-filter';
import { MapAge } from '@/components/services/map-age';
import { nodeFilter } from '@/components/services/map-doors';
import { useEnvironments } from '@/components/services/use-environments';
import { useMap } from '@/components/services/use-map';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Panel } from '@/components/ui/panel';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';

/** One service: its panels (`children`), who calls it and whom it calls. Escape goes back from a zoom. */
export function ServicePage({ service, children }: { service: string; children: ReactNode }) {
  const { zoomed, unzoom } = useTimeWindow();
  const [environments] = useEnvironments();
  const link = useLink();
  const spans = useSpansLink();
  const figures = { count: 0, errors: 0 };
  const self = { id: `service:${service}`, kind: 'service', name: service, system: '', figures } as const;
  const own = environments.length === 0 ? {} : { 'var.environment': environments.join(',') };
  useEffect(() => {
    if (!zoomed) return;
    const onKey = (event: KeyboardEvent) => {
      // an open menu or dialog closes first: Radix marks the key as handled
      if (event.key === 'Escape' && !event.defaultPrevented) unzoom();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [zoomed, unzoom]);
  return (
    <>
      <PageHeader title={service} note={<ServiceDot service={service} bare />} time share />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-md:px-2">
        <Button asChild variant="quiet">
          <Link href={link('/services', own)}>All services</Link>
        </Button>
        <EnvironmentFilter />
        <div className="ml-auto flex gap-2">
          <Button asChild>
            <Link href={spans(nodeFilter(self))}>Traces</Link>
          </Button>
          <Button asChild>
            <Link href={link('/services/map', { ...own, node: self.id })}>
              <Network size={13} aria-hidden />
              <span className="max-md:sr-only">On the map</span>
            </Link>
          </Button>
        </div>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-3 max-md:px-2">
        {children}
        <Dependencies id={self.id} environments={environments} />
      </div>
    </>
  );
}

/** Who calls the service, and what it calls. */
function Dependencies({ id, environments }: { id: string; environments: readonly string[] }) {
  const { data: map, error, refetch } = useMap(environments);
  const sides = [
    { title: 'Called by', side: 'from', nobody: 'No traced service called it in this window.' },
    { title: 'Calls', side: 'to', nobody: 'It called nothing that a trace tells of in this window.' },
  ] as const;
  return (
    <section aria-label="Dependencies">
      <div className="mt-4 mb-2 flex h-5 items-center">
        <h2 className="text-sm font-semibold">Dependencies</h2>
        {map && <MapAge map={map} />}
      </div>
      <div className="grid gap-2 lg:grid-cols-2">
        {sides.map(({ title, side, nobody }) => {
          const edges = map?.edges.filter(({ from, to }) => (side === 'from' ? to : from) === id);
          return (
            <Panel key={side} title={title} className="h-64">
              {error ? (
                <Failed
                  title="The service map could not be read"
                  message={error.message}
                  executed={error instanceof ApiError ? error.details.executed : undefined}
                  onRetry={() => void refetch()}
                />
              ) : map === undefined || edges === undefined ? (
                <Skeleton className="h-full w-full" />
              ) : edges.length === 0 ? (
                <EmptyState title="Nothing" hint={nobody} />
              ) : (
                <CallTable map={map} edges={edges} side={side} label={title} />
              )}
            </Panel>
          );
        })}
      </div>
    </section>
  );
}
