'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { paletteColour } from '@/lib/base/palette';
import { useLink } from '@/lib/client/link';
import type { Filter } from '@/lib/model/filter';
import type { MapNode, MapNodeKind, ServiceMap } from '@/lib/model/service-map';
import { printFilter } from '@/lib/query/print-filter';
import { KIND_NAMES } from '@/lib/service-map/graph';
import { callTexts } from '@/components/service-map/call-words';
import { KindIcon } from '@/components/service-map/kind-icon';
import { edgeFilter, failed } from '@/components/services/map-doors';

const HEAD = 'sticky top-0 z-10 h-7 border-b border-line bg-panel px-2 font-medium whitespace-nowrap text-fg-3 first:pl-0 last:pr-0';
const CELL = 'h-7 border-b border-line/60 px-2 whitespace-nowrap first:pl-0 last:pr-0';

/** The page of the spans that `filter` finds, in the page's window. */
export function useSpansLink(): (filter: Filter) => string {
  const link = useLink();
  return (filter) => link('/traces', { show: 'all', q: printFilter(filter) });
}

/** A node by its icon or colour and its name; a service leads to its page. */
export function NodeName({ kind, name, note }: { kind: MapNodeKind; name: string; note?: string }) {
  const link = useLink();
  const icon =
    kind === 'service' ? (
      <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: paletteColour(name) }} />
    ) : (
      <KindIcon kind={kind} size={13} className="shrink-0 text-fg-3" />
    );
  return (
    <span className="inline-flex max-w-full min-w-0 items-center gap-1.5">
      {icon}
      {kind === 'service' ? (
        <Link href={link(`/services/${encodeURIComponent(name)}`)} className="truncate hover:underline">
          {name}
        </Link>
      ) : (
        <span className="truncate" title={name}>
          <span className="sr-only">{KIND_NAMES[kind][0]} </span>
          {name}
        </span>
      )}
      {note !== undefined && note !== '' && note !== name && <span className="truncate text-fg-3">{note}</span>}
    </span>
  );
}

/** Calls as a table, the most frequent first: what the drawing shows, for reading, for the keyboard and for screen readers. */
export function CallTable({
  map,
  edges = map.edges,
  side,
  narrow = false,
  label,
}: {
  map: ServiceMap;
  edges?: ServiceMap['edges'];
  /** Which end to show where the other is the same in all of them; both without it. */
  side?: 'from' | 'to';
  /** There is little room: names and the most telling figures. */
  narrow?: boolean;
  label: string;
}) {
  const nodes = new Map(map.nodes.map((node) => [node.id, node]));
  const spans = useSpansLink();
  return (
    <div className="h-full overflow-auto" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full border-separate border-spacing-0 text-sm">
        <thead>
          <tr>
            {side !== 'to' && (
              <th scope="col" className={clsx(HEAD, 'text-left')}>
                Caller
              </th>
            )}
            {side !== 'from' && (
              <th scope="col" className={clsx(HEAD, 'text-left')}>
                Calls
              </th>
            )}
            {['Requests', 'Errors', 'p50', 'p95'].map((name) => (
              <th key={name} scope="col" className={clsx(HEAD, 'text-right', name === 'p50' && (narrow ? 'hidden' : 'max-md:hidden'))}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => {
            const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
            if (!from || !to) return null;
            const { rate, errors, p50, p95, tone } = callTexts(edge.figures, map.covers);
            const filter = edgeFilter(from, to);
            return (
              <tr key={`${edge.from} ${edge.to}`} className="hover:bg-hover">
                {side !== 'to' && <td className={clsx(CELL, narrow ? 'max-w-40' : 'max-w-72 max-md:max-w-28')}>{named(from, narrow)}</td>}
                {side !== 'from' && <td className={clsx(CELL, narrow ? 'max-w-40' : 'max-w-72 max-md:max-w-28')}>{named(to, narrow)}</td>}
                <td className={clsx(CELL, 'text-right')}>
                  <Link href={spans(filter)} className="hover:underline" aria-label={`${rate}: spans of ${from.name} to ${to.name}`}>
                    {rate}
                  </Link>
                </td>
                <td className={clsx(CELL, 'text-right', tone === 'error' ? 'text-error' : tone === 'warn' ? 'text-warn' : 'text-fg-2')}>
                  {edge.figures.errors === 0 ? (
                    errors
                  ) : (
                    <Link
                      href={spans(failed(filter))}
                      className="hover:underline"
                      aria-label={`${errors}: failed spans of ${from.name} to ${to.name}`}
                    >
                      {errors}
                    </Link>
                  )}
                </td>
                <td className={clsx(CELL, 'text-right', narrow ? 'hidden' : 'max-md:hidden')}>{p50}</td>
                <td className={clsx(CELL, 'text-right')}>{p95}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function named({ kind, name, system }: MapNode, narrow: boolean) {
  return <NodeName kind={kind} name={name} {...(narrow ? {} : { note: system })} />;
}
