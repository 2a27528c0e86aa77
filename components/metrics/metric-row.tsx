import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { fittingLabels, inOrder } from '@/components/metrics/fitting-labels';
import { MetricSparkline } from '@/components/metrics/metric-sparkline';
import { TYPE_NAMES } from '@/components/metrics/metric-type';
import { MINUTE, millis, type Millis, type TimeRange } from '@/lib/base/time';
import { counted, formatInteger, formatUnit } from '@/lib/base/units';
import { formatAgo, formatInstant, type Zone } from '@/lib/client/format-time';
import type { MetricLabel, MetricSummary } from '@/lib/model/metric';

/** Height of every row of the list, in CSS pixels. */
export const ROW_HEIGHT = 28;

/** Columns: name and description, type, unit, labels, series, points, last seen, figure and line. On a phone: name, figure and line. */
export const COLUMNS =
  'grid items-center gap-x-3 px-4 max-md:px-3 grid-cols-[minmax(0,1fr)_128px] md:grid-cols-[minmax(0,1fr)_104px_192px] lg:grid-cols-[minmax(0,6fr)_104px_92px_minmax(0,5fr)_48px_56px_76px_192px]';
/** A column that only a wide page has room for. */
export const WIDE = 'max-lg:hidden';

/** Senders report every 10 to 60 s: one that has said nothing for this long has stopped. */
const STALE_AFTER = 5 * MINUTE;

/** The element id of row `index`. */
export function rowId(index: number): string {
  return `metric-row-${index}`;
}

interface Placed {
  index: number;
  top: number;
  active: boolean;
}

function rowClass(active: boolean, own: string): string {
  return clsx('absolute inset-x-0 h-7 border-l-2 text-sm', active ? 'border-l-ember bg-hover' : 'border-l-transparent hover:bg-hover', own);
}

/** The head of a namespace: folds and unfolds it. */
export function NamespaceRow({
  name,
  count,
  folded,
  onToggle,
  ...placed
}: Placed & { name: string; count: number; folded: boolean; onToggle: () => void }) {
  return (
    <div
      role="row"
      id={rowId(placed.index)}
      aria-level={1}
      aria-expanded={!folded}
      aria-rowindex={placed.index + 2}
      style={{ top: placed.top }}
      className={rowClass(placed.active, 'flex cursor-pointer items-center gap-1.5 bg-panel px-4 max-md:px-3')}
      onClick={onToggle}
    >
      <span role="gridcell" className="flex min-w-0 items-center gap-1.5">
        <ChevronRight
          size={13}
          aria-hidden
          className={clsx('shrink-0 text-fg-3 transition-transform duration-100', !folded && 'rotate-90')}
        />
        <span className="truncate font-[550]">{name === '' ? 'no namespace' : name}</span>
        <span className="text-xs text-fg-3">{formatInteger(count)}</span>
      </span>
    </div>
  );
}

export interface MetricRowProps extends Placed {
  metric: MetricSummary;
  href: string;
  range: TimeRange;
  zone: Zone;
  now: Millis;
  /** Width of the column of labels, in CSS pixels; 0 where there is none. */
  room: number;
}

/** A metric of the list. */
export function MetricRow({ metric, href, range, zone, now, room, ...placed }: MetricRowProps) {
  return (
    <div
      role="row"
      id={rowId(placed.index)}
      aria-level={2}
      aria-rowindex={placed.index + 2}
      style={{ top: placed.top }}
      className={rowClass(placed.active, COLUMNS)}
    >
      {/* a description that has too little room to be read falls below the line, out of sight */}
      <span role="gridcell" className="flex h-[18px] min-w-0 flex-wrap items-baseline gap-x-2 overflow-hidden pl-[18px] max-md:pl-0">
        <Link href={href} tabIndex={-1} title={metric.name} className="max-w-full shrink-0 truncate font-mono text-fg hover:text-ember">
          {metric.name}
        </Link>
        <span className="min-w-0 flex-[1_1_88px] truncate text-xs text-fg-3" title={metric.description}>
          {metric.description}
        </span>
      </span>
      <span role="gridcell" className="truncate text-fg-2 max-md:hidden" title={TYPE_NAMES[metric.type]}>
        {TYPE_NAMES[metric.type]}
      </span>
      <span role="gridcell" className={clsx('truncate font-mono text-xs text-fg-3', WIDE)} title={metric.unit}>
        {metric.unit}
      </span>
      <span role="gridcell" className={clsx('flex min-w-0 overflow-hidden', WIDE)}>
        <LabelChips labels={metric.labels} room={room} />
      </span>
      <span role="gridcell" className={clsx('text-right text-fg-2', WIDE)}>
        {formatUnit(metric.series, 'count')}
      </span>
      <span
        role="gridcell"
        className={clsx('text-right text-fg-2', WIDE)}
        title={`${formatInteger(metric.points)} points in this time range`}
      >
        {formatUnit(metric.points, 'count')}
      </span>
      <LastSeen at={millis(metric.lastAt)} until={millis(Math.min(range.to, now))} zone={zone} now={now} />
      <span role="gridcell">
        <MetricSparkline metric={metric} range={range} now={now} />
      </span>
    </div>
  );
}

/** As many labels as have room; the rest is a number, and all of them are in its title. */
function LabelChips({ labels, room }: { labels: readonly MetricLabel[]; room: number }) {
  if (labels.length === 0) return <span className="text-xs text-fg-3">none</span>;
  const ordered = inOrder(labels);
  const shown = fittingLabels(ordered, room);
  return (
    <span
      className="flex min-w-0 items-center gap-1"
      title={ordered.map(({ key, values }) => `${key}: ${counted(values, 'value')}`).join('\n')}
    >
      {ordered.slice(0, shown).map(({ key, values, in: place }) => (
        <span
          key={`${place} ${key}`}
          className="inline-flex h-[18px] min-w-0 items-center gap-1 rounded border border-line px-1 font-mono text-xs text-fg-2"
        >
          <span className="truncate">{key}</span>
          <span className="shrink-0 text-fg-3">{formatUnit(values, 'count')}</span>
        </span>
      ))}
      {ordered.length > shown && <span className="shrink-0 text-xs leading-[18px] text-fg-3">+{ordered.length - shown}</span>}
    </span>
  );
}

/** When the newest point came; in a warning tone where no more seem to come. */
function LastSeen({ at, until, zone, now }: { at: Millis; until: Millis; zone: Zone; now: Millis }) {
  const stale = until - at > STALE_AFTER;
  return (
    <span
      role="gridcell"
      className={clsx('truncate text-right', WIDE, stale ? 'text-warn' : 'text-fg-2')}
      title={`${stale ? 'Stale: no points have come since ' : ''}${formatInstant(at, zone, now)}`}
    >
      {stale && <span className="sr-only">stale, </span>}
      {formatAgo(at, millis(Math.max(at, now)))}
    </span>
  );
}
