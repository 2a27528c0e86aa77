'use client';

import { useMemo, useState } from 'react';
import { errorText, toneOf, TRACE_WORDS } from '@/components/service-map/call-words';
import { MapDrawing } from '@/components/service-map/map-drawing';
import { FigureTable, sortedBy, type FigureColumn } from '@/components/traces/figure-table';
import { useShownTrace } from '@/components/traces/shown-trace';
import { useCallTargets } from '@/components/traces/use-call-targets';
import { useViewName } from '@/components/traces/use-view-name';
import { Button } from '@/components/ui/button';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { formatDuration, formatInteger } from '@/lib/base/units';
import { ApiError } from '@/lib/client/api';
import type { MapEdge, MapNode } from '@/lib/model/service-map';
import { graphOf, KIND_NAMES } from '@/lib/service-map/graph';
import { servicePath } from '@/lib/waterfall/service-path';
import { NONE } from '@/lib/waterfall/tree';

/** The trace's own map: the services that it went through and what they called, with all its calls as a table below. */
export function ServicePathTab() {
  const { trace, self, extent, range, loading, search, setSearch, goTo } = useShownTrace();
  const [, open] = useViewName();
  const [selected, setSelected] = useState<string>();
  const { targets, partial, error, retry } = useCallTargets(trace.columns.traceId, range, !loading);
  const path = useMemo(
    () => (targets ? servicePath(trace, self, extent.openEnd, targets) : undefined),
    [trace, self, extent.openEnd, targets],
  );
  const graph = useMemo(() => path && graphOf(path), [path]);
  if (error) {
    const executed = error instanceof ApiError ? error.details.executed : undefined;
    return <Failed title="What the spans call could not be read" message={error.message} executed={executed} onRetry={retry} />;
  }
  if (!path || !graph) return <Skeleton className="m-4 h-[calc(100%-32px)]" />;
  const find = (service: string) => {
    const { columns, tree } = trace;
    setSearch(service);
    goTo(tree.span.findIndex((span) => span !== NONE && columns.serviceOf(span) === service));
    open('waterfall');
  };
  const node = graph.nodes.find(({ id }) => id === selected);
  return (
    <section aria-label="Service path" className="flex min-h-0 flex-1 flex-col">
      {partial && (
        <p role="status" className="shrink-0 border-b border-line px-4 py-1 text-xs text-warn">
          Databases, queues and hosts are those of the first 10 000 calling spans.
        </p>
      )}
      <div className="relative min-h-0 flex-[3]">
        <MapDrawing
          graph={graph}
          words={TRACE_WORDS}
          selected={node?.id}
          search={search}
          onSelect={setSelected}
          onOpenEdge={({ to }) => setSelected(to)}
        />
        {node && (
          <div className="absolute top-3 right-3 flex flex-col gap-1 rounded-md border border-line bg-panel px-3 py-2 text-sm">
            <b className="font-semibold">{node.name}</b>
            <span className="text-xs text-fg-3">
              {KIND_NAMES[node.kind][0]} · {TRACE_WORDS.amount(node.figures)} · {errorText(node.figures)} errors
            </span>
            <span className="text-xs text-fg-3">
              {formatDuration(node.figures.time ?? 0)} {node.kind === 'service' ? 'of its own work' : 'in calls to it'}
            </span>
            {node.kind === 'service' && (
              <Button size="small" onClick={() => find(node.name)}>
                Show in the waterfall
              </Button>
            )}
          </div>
        )}
      </div>
      <div className="flex min-h-0 flex-[2] flex-col border-t border-line">
        <PathCalls nodes={path.nodes} edges={path.edges} />
      </div>
    </section>
  );
}

/** The calls of the map as a table. */
function PathCalls({ nodes, edges }: { nodes: readonly MapNode[]; edges: readonly MapEdge[] }) {
  const [{ sort, ascending }, setOrder] = useState({ sort: 'time', ascending: false });
  const named = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes]);
  const columns = useMemo<readonly FigureColumn<MapEdge>[]>(() => {
    const name = (id: string) => named.get(id)?.name ?? '';
    return [
      {
        ...{ id: 'call', title: 'Call', width: 'minmax(0,1fr)' },
        value: ({ from, to }) => `${name(from)} ${name(to)}`,
        cell: ({ from, to }) => (
          <span className="block truncate" title={`${name(from)} → ${name(to)}`}>
            {name(from)} <span className="text-fg-3">→</span> {name(to)}
          </span>
        ),
      },
      {
        // on a phone the names of both ends need its room; the map says it, too
        ...{ id: 'count', title: 'Calls', width: '64px', wide: true },
        value: ({ figures }) => figures.count,
        cell: ({ figures }) => formatInteger(figures.count),
      },
      {
        ...{ id: 'errors', title: 'Errors', width: '64px' },
        value: ({ figures }) => figures.errors,
        cell: ({ figures }) => <span className={toneOf(figures) ? 'text-error' : 'text-fg-3'}>{formatInteger(figures.errors)}</span>,
      },
      {
        ...{ id: 'time', title: 'Time', hint: 'How long the calls took, added up', width: '80px' },
        value: ({ figures }) => figures.time ?? 0,
        cell: ({ figures }) => formatDuration(figures.time ?? 0),
      },
    ];
  }, [named]);
  const rows = sortedBy(
    edges,
    columns.find(({ id }) => id === sort),
    ascending,
  );
  return (
    <FigureTable
      label="Calls of the trace"
      {...{ rows, columns, sort, ascending }}
      onSort={(column) => setOrder({ sort: column, ascending: column === sort ? !ascending : column === 'call' })}
      keyOf={({ from, to }) => JSON.stringify([from, to])}
    />
  );
}
