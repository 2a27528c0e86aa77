'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useLink } from '@/lib/client/link';
import type { ServiceMap } from '@/lib/model/service-map';
import { KIND_NAMES, type GraphNode } from '@/lib/service-map/graph';
import { CallTable, NodeName, useSpansLink } from '@/components/services/call-table';
import { callTexts } from '@/components/service-map/call-words';
import { failed, nodeFilter } from '@/components/services/map-doors';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';

/** What is known of the selected node: its figures, who calls it, what it calls, and the ways on from here. */
export function MapSide({ node, map, onClose }: { node: GraphNode; map: ServiceMap; onClose: () => void }) {
  const link = useLink();
  const spans = useSpansLink();
  const { kind, name, system, figures, members } = node;
  const texts = callTexts(figures, map.covers);
  const filter = nodeFilter(node, members);
  const ids = new Set([node.id, ...members.map(({ id }) => id)]);
  const upstream = map.edges.filter(({ to }) => ids.has(to));
  const downstream = map.edges.filter(({ from }) => ids.has(from));
  return (
    <aside
      aria-label={name}
      className="flex w-88 shrink-0 flex-col gap-3 overflow-y-auto border-l border-line bg-panel p-3 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-30 max-md:max-h-[60dvh] max-md:w-full max-md:border-t max-md:border-l-0"
    >
      <div className="flex items-start gap-2">
        <div className="min-w-0">
          <h2 className="text-base font-semibold break-words">{name}</h2>
          <p className="text-sm text-fg-3">
            {KIND_NAMES[kind][0]}
            {system !== '' && system !== name && ` · ${system}`}
          </p>
        </div>
        <IconButton label="Close (Escape)" size="small" className="ml-auto" onClick={onClose}>
          <X size={14} aria-hidden />
        </IconButton>
      </div>
      <dl className="grid grid-cols-4 gap-2 text-sm">
        <Figure name={kind === 'service' ? 'Requests' : 'Calls'} text={texts.rate} />
        <Figure name="Errors" text={texts.errors} tone={texts.tone} />
        <Figure name="p50" text={texts.p50} />
        <Figure name="p95" text={texts.p95} />
      </dl>
      <div className="flex flex-wrap gap-2">
        {kind === 'service' && (
          <Button asChild variant="primary">
            <Link href={link(`/services/${encodeURIComponent(name)}`)}>Open the service</Link>
          </Button>
        )}
        <Button asChild>
          <Link href={spans(filter)}>Spans</Link>
        </Button>
        {figures.errors > 0 && (
          <Button asChild>
            <Link href={spans(failed(filter))}>Failed spans</Link>
          </Button>
        )}
      </div>
      {members.length > 0 && (
        <ul aria-label={`The ${name}`} className="flex flex-col gap-1 text-sm">
          {members.map((member) => (
            <li key={member.id} className="flex items-center gap-2">
              <NodeName kind={member.kind} name={member.name} />
              <span className="ml-auto shrink-0 text-fg-3">{callTexts(member.figures, map.covers).rate}</span>
            </li>
          ))}
        </ul>
      )}
      {upstream.length > 0 && (
        <div>
          <h3 className="mb-1 text-sm font-medium">Called by</h3>
          <CallTable map={map} edges={upstream} side="from" narrow label={`Calls to ${name}`} />
        </div>
      )}
      {downstream.length > 0 && (
        <div>
          <h3 className="mb-1 text-sm font-medium">Calls</h3>
          <CallTable map={map} edges={downstream} side="to" narrow label={`Calls by ${name}`} />
        </div>
      )}
    </aside>
  );
}

function Figure({ name, text, tone }: { name: string; text: string; tone?: 'warn' | 'error' | undefined }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-fg-3">{name}</dt>
      <dd className={tone === 'error' ? 'text-error' : tone === 'warn' ? 'text-warn' : undefined}>{text}</dd>
    </div>
  );
}
