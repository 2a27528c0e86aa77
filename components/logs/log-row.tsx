import { clsx } from 'clsx';
import { memo } from 'react';
import { rowId } from '@/components/records/record-grid';
import { RowTime } from '@/components/records/row-time';
import { severityOf, severityText } from '@/components/records/severity';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { ServiceDot } from '@/components/ui/service-dot';
import type { Millis } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { plainText } from '@/lib/content/plain-text';
import type { LogRow } from '@/lib/model/answer';

/** Characters of a body that are put into the page; the panel has all of it. */
const LONGEST = 500;

export interface LogRowViewProps {
  /** With its tenant as the one value. */
  log: LogRow;
  index: number;
  zone: Zone;
  dated: boolean;
  now: Millis;
  /** The keyboard is here. */
  active: boolean;
  /** It is the one in the panel. */
  selected: boolean;
  onOpen: (log: LogRow) => void;
}

/** One log of the list; a click opens it in the panel. */
export const LogRowView = memo(function LogRowView({ log, index, zone, dated, now, active, selected, onOpen }: LogRowViewProps) {
  const severity = severityOf(log.severity);
  const [tenant = ''] = log.values;
  const text = plainText(log.body.slice(0, LONGEST)).replaceAll(/\s+/g, ' ');
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 1}
      aria-selected={selected || active}
      onClick={() => onOpen(log)}
      className={clsx(
        'absolute inset-x-0 grid cursor-pointer grid-cols-[auto_minmax(72px,124px)_52px_minmax(0,1fr)_minmax(0,auto)] items-center gap-2.5 border-b border-line/55 px-4 max-md:grid-cols-[auto_auto_minmax(0,1fr)] max-md:gap-2 max-md:px-3',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        active && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--ember)]',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      <RowTime time={log.time} zone={zone} dated={dated} now={now} />
      <span role="gridcell" className="flex min-w-0">
        <ServiceDot service={log.service} className="max-md:hidden" />
        <ServiceDot service={log.service} bare className="md:hidden" />
      </span>
      <span role="gridcell" className={clsx('truncate text-xs max-md:hidden', severity.tone)} title={severityTitle(log)}>
        {severityText(log.severity, log.severityText)}
      </span>
      <span role="gridcell" className="flex min-w-0 items-center gap-2">
        {log.eventName !== '' && <span className="shrink-0 font-mono text-sm text-fg-2 max-md:hidden">{log.eventName}</span>}
        <span className={clsx('truncate font-mono text-sm', severity.name === 'info' ? 'text-fg' : severity.tone)}>
          {text || (log.eventName === '' ? <i className="text-fg-3">empty</i> : <span className="md:hidden">{log.eventName}</span>)}
        </span>
      </span>
      <span role="gridcell" className="max-w-40 truncate text-xs text-fg-3 max-md:hidden">
        {tenant}
      </span>
    </div>
  );
});

function severityTitle({ severity }: LogRow): string {
  return severity === 0 ? 'sent without a severity' : `severity ${severity}`;
}
