'use client';

import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useMemo } from 'react';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import type { MapEdge, ServiceMap } from '@/lib/model/service-map';
import { graphOf } from '@/lib/service-map/graph';
import { CallTable, useSpansLink } from '@/components/services/call-table';
import { EnvironmentFilter } from '@/components/services/environment-filter';
import { wordsOver } from '@/components/service-map/call-words';
import { MapDrawing } from '@/components/service-map/map-drawing';
import { edgeFilter } from '@/components/services/map-doors';
import { MapSide } from '@/components/services/map-side';
import { MapAge } from '@/components/services/map-age';
import { useEnvironments } from '@/components/services/use-environments';
import { useMap } from '@/components/services/use-map';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Input } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';

const VIEWS = [
  ['map', 'Map'],
  ['list', 'List'],
] as const;

/** Who calls whom, drawn or as a list. */
export function MapPage() {
  const [environments] = useEnvironments();
  const { data, error, isPlaceholderData, refetch } = useMap(environments);
  const [view, setView] = useQueryState('view', parseAsStringLiteral(['map', 'list']).withDefault('map'));
  const [search, setSearch] = useQueryState('find', parseAsString.withDefault(''));
  const link = useLink();
  return (
    <>
      <PageHeader title="Service map" time share />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2 max-md:px-2">
        <Button asChild variant="quiet">
          <Link href={link('/services')}>All services</Link>
        </Button>
        <div role="group" aria-label="Shown as" className="flex gap-1">
          {VIEWS.map(([value, label]) => (
            <Button
              key={value}
              aria-pressed={view === value}
              variant={view === value ? 'default' : 'quiet'}
              onClick={() => void setView(value)}
            >
              {label}
            </Button>
          ))}
        </div>
        {view === 'map' && (
          <Input
            label="Find on the map"
            type="search"
            icon={<Search size={13} aria-hidden />}
            placeholder="Find"
            value={search}
            onChange={(event) => void setSearch(event.target.value === '' ? null : event.target.value)}
            className="w-48 max-md:min-w-24 max-md:flex-1"
          />
        )}
        <EnvironmentFilter />
        {data && <MapAge map={data} />}
      </div>
      <div aria-busy={data === undefined || isPlaceholderData} className={clsx('min-h-0 flex-1', isPlaceholderData && 'opacity-60')}>
        {error ? (
          <Failed
            title="The service map could not be read"
            message={error.message}
            executed={error instanceof ApiError ? error.details.executed : undefined}
            onRetry={() => void refetch()}
          />
        ) : data === undefined ? (
          <Skeleton className="m-4 h-[calc(100%-32px)]" />
        ) : data.nodes.length === 0 ? (
          <NoCalls map={data} />
        ) : view === 'list' ? (
          <div className="h-full px-4 py-2 max-md:px-2">
            <CallTable map={data} label="Calls" />
          </div>
        ) : (
          <Drawn map={data} search={search} />
        )}
      </div>
    </>
  );
}

/** The drawing, and beside it what is selected. */
function Drawn({ map, search }: { map: ServiceMap; search: string }) {
  const [selected, setSelected] = useQueryState('node', parseAsString);
  const router = useRouter();
  const spans = useSpansLink();
  const graph = useMemo(() => graphOf(map), [map]);
  const words = useMemo(() => wordsOver(map.covers), [map.covers]);
  const nodes = useMemo(() => new Map(graph.nodes.map((node) => [node.id, node])), [graph]);
  const node = selected === null ? undefined : nodes.get(selected);
  const close = () => void setSelected(null);
  useEffect(() => {
    if (selected === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented) void setSelected(null);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [selected, setSelected]);
  const openEdge = (edge: MapEdge) => {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    if (from && to) router.push(spans(edgeFilter(from, to, to.members)));
  };
  return (
    <div className="flex h-full min-h-0">
      <div className="min-w-0 flex-1">
        <MapDrawing
          graph={graph}
          words={words}
          selected={node?.id}
          search={search}
          onSelect={(id) => void setSelected(id ?? null)}
          onOpenEdge={openEdge}
        />
      </div>
      {node && <MapSide node={node} map={map} onClose={close} />}
    </div>
  );
}

function NoCalls({ map }: { map: ServiceMap }) {
  const link = useLink();
  if (map.lagSeconds > 0) {
    return <EmptyState title="No calls are counted yet" hint="Hearth counts what has come in; look again in a moment." />;
  }
  return (
    <EmptyState
      title="No service sent requests in this window"
      hint="The map draws itself from traces: services that pass their trace on to each other, and the databases, queues and hosts that they call. Try a longer window, or connect a service."
      action={
        <>
          <Button asChild>
            <Link href={link('/services/map', { t: '24h' })}>Show the last day</Link>
          </Button>
          <Button asChild variant="primary">
            <Link href={link('/connect')}>Connect</Link>
          </Button>
        </>
      }
    />
  );
}
