import { clsx } from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { openText } from '@/components/records/open-span';
import { RowTime } from '@/components/records/row-time';
import { rowId } from '@/components/records/record-grid';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { Pill } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { millis, millisFromNanos, nanosFromText, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { Zone } from '@/lib/client/format-time';
import { serviceColour } from '@/lib/client/service-colour';
import type { SpanRow } from '@/lib/model/answer';
import { ERROR_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';

/** Pills of a row; more would push out the name. */
const PILLS = 3;

export interface SpanRowViewProps {
  span: SpanRow;
  index: number;
  href: string;
  zone: Zone;
  /** Times with their date. */
  dated: boolean;
  /** When the rows were read. */
  now: Millis;
  /** Of all rows that are here, ns: what bars are drawn against. */
  longest: number;
  active: boolean;
}

/** One span of the list; all of it is a link to its trace. */
export const SpanRowView = memo(function SpanRowView({ span, index, href, zone, dated, now, longest, active }: SpanRowViewProps) {
  const at = millisFromNanos(nanosFromText(span.time));
  const failed = span.status === 'Error';
  const open = span.duration === '-1';
  const pills = [
    ...span.tags.map((text) => ({ text, tone: 'neutral' as const })),
    ...(span.exceptionType === '' ? [] : [{ text: span.exceptionType, tone: 'error' as const }]),
  ];
  return (
    <div
      role="row"
      id={rowId(index)}
      aria-rowindex={index + 1}
      aria-selected={active}
      className={clsx(
        'absolute inset-x-0 grid grid-cols-[auto_minmax(72px,124px)_minmax(0,1fr)_auto_88px_84px] items-center gap-2.5 border-b border-line/55 px-4 max-md:grid-cols-[auto_auto_minmax(0,1fr)_auto] max-md:gap-2 max-md:px-3',
        active ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${index * ROW_HEIGHT}px)` }}
    >
      <RowTime time={span.time} zone={zone} dated={dated} now={now} />
      <span role="gridcell" className="flex min-w-0">
        <ServiceDot service={span.service} className="max-md:hidden" />
        <ServiceDot service={span.service} bare className="md:hidden" />
      </span>
      <span role="gridcell" className="flex min-w-0 items-center">
        <Mark span={span} />
        <Link
          prefetch={false}
          href={href}
          tabIndex={-1}
          title={span.message || span.name}
          className={clsx('truncate after:absolute after:inset-0', failed && span.httpStatus === 0 && 'text-error')}
        >
          {span.message || span.name}
        </Link>
        {span.httpStatus > 0 && (
          <span className={clsx('ml-1.5 shrink-0', span.httpStatus >= 500 || failed ? 'text-error' : 'text-fg-3')}>
            → {span.httpStatus}
          </span>
        )}
      </span>
      <span role="gridcell" className="flex max-w-64 gap-1 overflow-hidden max-md:hidden">
        {pills.slice(0, PILLS).map(({ text, tone }, at) => (
          <Pill key={at} tone={tone} className="max-w-40 overflow-hidden">
            <span className="truncate">{text}</span>
          </Pill>
        ))}
        {pills.length > PILLS && <Pill>+{pills.length - PILLS}</Pill>}
      </span>
      <span role="gridcell" aria-hidden className="h-1 max-md:hidden">
        <span
          className="block h-full min-w-[2px] rounded-[1px]"
          style={{
            width: open ? '100%' : `${(Number(span.duration) / Math.max(1, longest)) * 100}%`,
            background: failed ? 'var(--error)' : open ? 'var(--run)' : serviceColour(span.service),
          }}
        />
      </span>
      <span
        role="gridcell"
        className={clsx('truncate text-right font-mono text-sm', open ? 'text-run' : 'text-fg-2')}
        title={open ? openText(millis(now - at)) : `${span.duration} ns`}
      >
        {open ? openText(millis(now - at)) : formatDuration(Number(span.duration))}
      </span>
    </div>
  );
});

/** How many spans its trace has, red when one failed; a diamond in the colour of its level when it is alone or not known. */
function Mark({ span: { trace, status, level } }: { span: SpanRow }) {
  const failed = status === 'Error' || level >= ERROR_SEVERITY;
  if (trace && trace.spans > 1) {
    return (
      <span
        title={`${trace.spans} spans${trace.errors > 0 ? `, ${trace.errors} with an error` : ''}`}
        className={clsx(
          'mr-1.5 inline-grid h-4 min-w-[18px] shrink-0 place-items-center rounded-[3px] border bg-hover px-[3px] text-[10.5px] leading-none',
          failed || trace.errors > 0 ? 'border-error text-error' : 'border-line-strong',
        )}
      >
        {trace.spans}
      </span>
    );
  }
  return (
    <span
      className={clsx('mr-2 ml-[5px] size-[7px] shrink-0 rotate-45', failed ? 'bg-error' : level >= WARN_SEVERITY ? 'bg-warn' : 'bg-info')}
    />
  );
}
