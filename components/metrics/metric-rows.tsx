'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useRouter } from 'next/navigation';
import { useRef, useState, type KeyboardEvent, type RefCallback } from 'react';
import { useWidth } from '@/components/charts/use-width';
import { COLUMNS, MetricRow, NamespaceRow, ROW_HEIGHT, rowId, WIDE } from '@/components/metrics/metric-row';
import type { Line } from '@/components/metrics/namespaces';
import type { Millis, TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';

/** Rows kept ready above and below what is seen. */
const SPARE = 4;

export interface MetricRowsProps {
  lines: readonly Line[];
  range: TimeRange;
  zone: Zone;
  now: Millis;
  /** The rows are those of the window before. */
  old: boolean;
  onFold: (namespace: string) => void;
}

/** The page of a metric; names may hold dots, slashes and anything else. */
export function metricPath(name: string): string {
  return `/metrics/${encodeURIComponent(name)}`;
}

/** Namespaces and their metrics in rows of one height, of which only those that are seen are drawn, and asked for their line. */
export function MetricRows({ lines, range, zone, now, old, onFold }: MetricRowsProps) {
  const router = useRouter();
  const link = useLink();
  const scroller = useRef<HTMLDivElement>(null);
  const [cursor, setCursor] = useState(-1);
  const { getVirtualItems, getTotalSize, scrollToIndex } = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: SPARE,
    // the heading stays on top of the rows
    scrollPaddingStart: ROW_HEIGHT,
  });
  const items = getVirtualItems();
  const move = (to: number) => {
    const next = Math.min(lines.length - 1, Math.max(0, to));
    setCursor(next);
    scrollToIndex(next);
    // j and k work from anywhere: where nothing else has the focus, Enter is the list's from here on
    if (document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  };
  const open = () => {
    const line = lines[cursor];
    if (line?.kind === 'metric') router.push(link(metricPath(line.metric.name)));
    else if (line) onFold(line.name);
  };
  const fold = (closed: boolean) => {
    const line = lines[cursor];
    if (!line) return;
    const name = line.kind === 'metric' ? line.namespace : line.name;
    const isFolded = line.kind === 'namespace' && line.folded;
    if (isFolded === closed) return;
    // from a metric the cursor goes to the head of what is closed
    if (line.kind === 'metric') setCursor(lines.findIndex((each) => each.kind === 'namespace' && each.name === name));
    onFold(name);
  };
  useShortcuts([
    { keys: 'j', label: 'Next row', group: 'Metrics', run: () => move(cursor + 1) },
    { keys: 'k', label: 'Previous row', group: 'Metrics', run: () => move(cursor - 1) },
    { keys: 'o', label: 'Open the metric', group: 'Metrics', run: open },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowDown: () => move(cursor + 1),
      ArrowUp: () => move(cursor - 1),
      ArrowLeft: () => fold(true),
      ArrowRight: () => fold(false),
      PageDown: () => move(cursor + 20),
      PageUp: () => move(cursor - 20),
      Home: () => move(0),
      End: () => move(lines.length - 1),
      Enter: open,
    };
    const action = event.altKey || event.metaKey || event.ctrlKey ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  const [labels, room] = useWidth();
  const drawn = items.some(({ index }) => index === cursor);
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Metrics"
      aria-rowcount={lines.length + 1}
      aria-busy={old}
      tabIndex={0}
      {...(drawn ? { 'aria-activedescendant': rowId(cursor) } : {})}
      onKeyDown={onKeyDown}
      className={clsx(
        'min-h-0 flex-1 overflow-x-hidden overflow-y-auto transition-opacity duration-150 focus-visible:-outline-offset-2',
        old && 'opacity-50',
      )}
    >
      <Heading labels={labels} />
      <div role="rowgroup" className="relative" style={{ height: getTotalSize() }}>
        {items.map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          const placed = { index, top: start, active: index === cursor };
          return line.kind === 'namespace' ? (
            <NamespaceRow
              key={`namespace ${line.name}`}
              {...placed}
              name={line.name}
              count={line.count}
              folded={line.folded}
              onToggle={() => onFold(line.name)}
            />
          ) : (
            <MetricRow
              key={line.metric.name}
              {...placed}
              metric={line.metric}
              href={link(metricPath(line.metric.name))}
              range={range}
              zone={zone}
              now={now}
              room={room}
            />
          );
        })}
      </div>
    </div>
  );
}

/** `labels`: gets the heading of that column, which is as wide as the column. */
function Heading({ labels }: { labels: RefCallback<HTMLElement> }) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-page">
      <div role="row" aria-rowindex={1} className={clsx('h-7 border-l-2 border-l-transparent text-xs text-fg-3', COLUMNS)}>
        <span role="columnheader" className="pl-[18px] max-md:pl-0">
          Metric
        </span>
        <span role="columnheader" className="max-md:hidden">
          Kind
        </span>
        <span role="columnheader" className={WIDE}>
          Unit
        </span>
        <span ref={labels} role="columnheader" className={WIDE} title="With about how many different values">
          Labels
        </span>
        <span role="columnheader" className={clsx('text-right', WIDE)}>
          Series
        </span>
        <span role="columnheader" className={clsx('text-right', WIDE)}>
          Points
        </span>
        <span role="columnheader" className={clsx('text-right', WIDE)}>
          Last seen
        </span>
        <span role="columnheader" className="text-right" title="Averages, rates per second, or p95, as the kind has it">
          Now, and how it went
        </span>
      </div>
    </div>
  );
}
