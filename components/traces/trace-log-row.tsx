import { clsx } from 'clsx';
import { rowId } from '@/components/records/record-grid';
import { severityOf, severityText } from '@/components/records/severity';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import type { LogEntry } from '@/components/traces/trace-log-entries';
import { ServiceDot } from '@/components/ui/service-dot';
import { nanosFromText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { formatNanos, type Zone } from '@/lib/client/format-time';
import { WARN_SEVERITY } from '@/lib/model/semantics';

/** Characters of a body that are put into the page; the span's panel has all of it. */
const LONGEST = 500;

export interface TraceLogRowProps {
  entry: LogEntry;
  index: number;
  /** When the trace began, ns since 1970. */
  origin: bigint;
  zone: Zone;
  /** What its span is called; undefined where the span is not here. */
  span: string | undefined;
  active: boolean;
  /** Its span's details are open. */
  selected: boolean;
  onOpen: () => void;
}

/** One log or span event: how long after the trace began, where from, how bad, what, and in which span. */
export function TraceLogRow({ entry, index, origin, zone, span, active, selected, onOpen }: TraceLogRowProps) {
  const { kind, time, service, severity, severityText: sent, name, text } = entry;
  const { tone } = severityOf(severity);
  const after = Number(nanosFromText(time) - origin);
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 1}
      aria-selected={selected || active}
      onClick={onOpen}
      className={clsx(
        'absolute inset-x-0 grid grid-cols-[72px_minmax(72px,124px)_52px_minmax(0,1fr)_minmax(0,180px)] items-center gap-2.5 border-b border-line/55 px-4 text-sm max-md:grid-cols-[64px_auto_minmax(0,1fr)] max-md:gap-2 max-md:px-3',
        span !== undefined && 'cursor-pointer',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        active && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--ember)]',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      <time role="gridcell" title={formatNanos(time, zone)} className="text-right font-mono whitespace-nowrap text-fg-3">
        {after < 0 ? '−' : '+'}
        {formatDuration(Math.abs(after))}
      </time>
      <span role="gridcell" className="flex min-w-0">
        <ServiceDot service={service} className="max-md:hidden" />
        <ServiceDot service={service} bare className="md:hidden" />
      </span>
      <span role="gridcell" className={clsx('truncate text-xs max-md:hidden', tone)}>
        {kind === 'event' ? 'event' : severityText(severity, sent)}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-2 font-mono">
        {name !== '' && <span className="shrink-0 text-fg-2">{name}</span>}
        <span className={clsx('truncate', severity >= WARN_SEVERITY ? tone : 'text-fg')}>
          {text.slice(0, LONGEST).replaceAll(/\s+/g, ' ')}
        </span>
      </span>
      <span role="gridcell" className="truncate text-xs text-fg-3 max-md:hidden" title={span}>
        {span ?? (entry.spanId === '' ? '' : 'span not here')}
      </span>
    </div>
  );
}
