'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useEffect, useMemo, useState } from 'react';
import { FlameCanvas } from '@/components/traces/flame-canvas';
import { FLAME_ORDERS, pathGraph, timeGraph, type FlameOrder, type FrameFacts } from '@/components/traces/flame-graph';
import { useShownTrace } from '@/components/traces/shown-trace';
import { useViewName } from '@/components/traces/use-view-name';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { ServiceDot } from '@/components/ui/service-dot';
import { counted, formatDuration, formatInteger, formatUnit } from '@/lib/base/units';
import { withoutServices } from '@/lib/waterfall/hidden';
import { NONE, rowId, rowWithId } from '@/lib/waterfall/tree';

const ORDER_NAMES: Readonly<Record<FlameOrder, string>> = { path: 'By call path', time: 'By time' };
const NOTES: Readonly<Record<FlameOrder, string>> = {
  path: 'As wide as the self time at and below it',
  time: 'Each span when it ran, on the first free lane below its parent',
};

/** The flame graph: where the time goes by call path, or when what ran. The cursor is the page's. */
export function FlameTab() {
  const { trace, hidden, self, extent, search, matches, cursor: cursorRow, moveTo, select } = useShownTrace();
  const [order, setOrder] = useQueryState('flame', parseAsStringLiteral(FLAME_ORDERS).withDefault('path'));
  const [, open] = useViewName();
  const shown = useMemo(() => withoutServices(trace.columns, trace.tree, hidden), [trace, hidden]);
  const graph = useMemo(
    () => (order === 'path' ? pathGraph : timeGraph)({ trace, shown, self, extent, search, matches }),
    [order, trace, shown, self, extent, search, matches],
  );
  const { frames } = graph;
  // by its id, which stays the same while more of the trace comes
  const [zoomId, setZoomId] = useState('');
  const zoomed = useMemo(() => (zoomId === '' ? NONE : graph.frameOf(rowWithId(trace, zoomId))), [graph, trace, zoomId]);
  const view = useMemo(
    () =>
      zoomed === NONE ? { from: frames.from, to: frames.to } : { from: frames.left[zoomed] ?? 0, to: frames.right[zoomed] ?? frames.to },
    [frames, zoomed],
  );
  const cursor = frames.count === 0 ? NONE : cursorRow === NONE ? 0 : graph.frameOf(cursorRow);
  const outside = cursor !== NONE && ((frames.right[cursor] ?? 0) < view.from || (frames.left[cursor] ?? 0) > view.to);
  useEffect(() => {
    // the cursor went elsewhere, e.g. to the next error: all is shown again
    if (outside) setZoomId('');
  }, [outside]);
  const toFrame = (frame: number) => moveTo(graph.rowOf(frame));
  const zoom = (frame: number) => {
    setZoomId(frame === NONE ? '' : rowId(trace, graph.rowOf(frame)));
    if (frame !== NONE) toFrame(frame);
  };
  const facts = cursor === NONE ? undefined : graph.facts(cursor);
  const all = frames.to - frames.from;
  const share = (frame: number) => ((frames.right[frame] ?? 0) - (frames.left[frame] ?? 0)) / Math.max(1, all);
  return (
    <section aria-label="Flame graph" className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 text-xs text-fg-3 max-md:px-3">
        <span role="group" aria-label="Order of the frames" className="flex gap-1">
          {FLAME_ORDERS.map((value) => (
            <Button
              key={value}
              size="small"
              variant={value === order ? 'default' : 'quiet'}
              aria-pressed={value === order}
              onClick={() => void setOrder(value)}
            >
              {ORDER_NAMES[value]}
            </Button>
          ))}
        </span>
        <span className="max-md:hidden">{NOTES[order]}</span>
        {zoomed !== NONE && (
          <Button size="small" className="ml-auto" onClick={() => setZoomId('')}>
            Show all (Esc)
          </Button>
        )}
      </div>
      {all <= 0 ? (
        <EmptyState title="Nothing to draw" hint="All spans that are shown lasted 0 ns." />
      ) : (
        <div className="flex min-h-0 flex-1 flex-col p-2">
          <FlameCanvas
            label={`Flame graph ${ORDER_NAMES[order].toLowerCase()}: arrow keys go from frame to frame, Enter zooms in, Escape out, Space shows details`}
            graph={graph}
            view={view}
            cursor={cursor}
            describe={(frame) => describe(graph.facts(frame), share(frame))}
            onCursor={toFrame}
            onPick={(frame) => (order === 'time' ? select(graph.rowOf(frame)) : toFrame(frame))}
            onZoom={zoom}
            tip={(frame) => <Facts facts={graph.facts(frame)} share={share(frame)} />}
          />
        </div>
      )}
      {facts && (
        <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line px-4 py-1.5 text-xs max-md:px-3">
          <Facts facts={facts} share={share(cursor)} inline />
          <span className="ml-auto flex gap-1">
            <Button size="small" onClick={() => zoom(cursor)} disabled={zoomed === cursor}>
              Zoom in
            </Button>
            <Button size="small" onClick={() => open('waterfall')}>
              Show in the waterfall
            </Button>
            <Button size="small" onClick={() => select(graph.rowOf(cursor))}>
              {facts.count > 1 ? 'First span' : 'Details'}
            </Button>
          </span>
        </div>
      )}
    </section>
  );
}

function describe({ service, label, count, errors, total, self }: FrameFacts, share: number): string {
  const failed = errors === 0 ? '' : `, ${formatInteger(errors)} with an error`;
  return `${label}, ${service}: ${counted(count, 'span')}${failed}, total ${formatDuration(total)}, self ${formatDuration(self)}, ${formatUnit(share, 'ratio')} of the graph`;
}

function Facts({ facts, share, inline = false }: { facts: FrameFacts; share: number; inline?: boolean }) {
  const { service, label, count, errors, total, self } = facts;
  return (
    <>
      <span className={inline ? 'flex min-w-0 items-center gap-2' : 'flex flex-col'}>
        <b className="min-w-0 truncate font-semibold" title={label}>
          {label}
        </b>
        <ServiceDot service={service} className="text-xs!" />
      </span>
      <span className={inline ? 'flex flex-wrap gap-x-3' : 'grid grid-cols-[auto_auto] gap-x-3'}>
        <span>
          <span className="text-fg-3">total</span> {formatDuration(total)}
        </span>
        <span>
          <span className="text-fg-3">self</span> {formatDuration(self)}
        </span>
        <span>
          {formatInteger(count)} <span className="text-fg-3">{count === 1 ? 'span' : 'spans'}</span>
        </span>
        <span>
          {formatUnit(share, 'ratio')} <span className="text-fg-3">of all</span>
        </span>
        {errors > 0 && <span className="text-error">{counted(errors, 'error')}</span>}
      </span>
    </>
  );
}
