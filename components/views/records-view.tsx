'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { assert } from '@/lib/base/assert';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { formatInstant, formatNanos } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { printLogRef } from '@/lib/client/log-ref';
import { useTimeWindow } from '@/lib/client/time-window';
import type { RecordRow } from '@/lib/model/answer';
import { ServiceDot } from '@/components/ui/service-dot';
import type { Tone } from '@/lib/charts/tone';
import { LEVELS } from '@/lib/query/filter-value';
import { toneClass } from '@/components/views/tone-class';
import { Pill } from '@/components/ui/pill';
import type { Part } from '@/components/views/filled';

/** What a record is: failures and warnings stand out. */
function toneOf(row: RecordRow): Tone | undefined {
  const severity = row.signal === 'spans' ? (row.status === 'Error' ? LEVELS.error : row.level) : row.severity;
  return severity >= LEVELS.error ? 'error' : severity >= LEVELS.warn ? 'warn' : undefined;
}

/** The page of a record: its trace, or the list of logs with it selected. Only a span without a trace has none. */
function addressOf(row: RecordRow): { path: string; own: Record<string, string> } | undefined {
  if (row.traceId !== '') return { path: `/traces/${row.traceId}`, own: row.spanId === '' ? {} : { span: row.spanId } };
  return row.signal === 'logs' ? { path: '/logs', own: { log: printLogRef(row) } } : undefined;
}

/** Records, one line each; a line leads to the record in its trace. */
export function RecordsView({ part, title }: { part: Part; title: string }) {
  const { answer } = part;
  assert(answer.kind === 'rows', 'a records panel asks for rows');
  const { zone, refreshedAt } = useTimeWindow();
  const link = useLink();
  return (
    <ul className="h-full overflow-auto" tabIndex={0} aria-label={title}>
      {answer.rows.map((row, index) => {
        const text = row.signal === 'spans' ? row.message || row.name : row.body || row.eventName;
        const line = (
          <>
            <time className="w-32 shrink-0 text-fg-3 max-md:hidden" title={formatNanos(row.time, zone)}>
              {formatInstant(millisFromNanos(nanosFromText(row.time)), zone, refreshedAt)}
            </time>
            <ServiceDot service={row.service} className="w-36 shrink-0 max-md:w-24" />
            <span className={clsx('min-w-0 flex-1 truncate', toneClass(toneOf(row)) ?? 'text-fg')}>{text}</span>
            {row.values.map(
              (value, column) =>
                // a field that says what the line says already is not said twice
                value !== '' &&
                value !== text && (
                  <span key={column} className="max-w-64 truncate text-fg-3 max-md:hidden">
                    {value}
                  </span>
                ),
            )}
            {row.signal === 'logs' && (
              <span className={clsx('w-14 shrink-0 truncate text-right', toneClass(toneOf(row)) ?? 'text-fg-3')}>
                {row.severityText.toLowerCase()}
              </span>
            )}
            {row.signal === 'spans' && row.httpStatus > 0 && (
              <Pill tone={row.httpStatus >= 500 ? 'error' : 'neutral'}>{row.httpStatus}</Pill>
            )}
            {row.signal === 'spans' && <span className="w-16 shrink-0 text-right">{formatDuration(Number(row.duration))}</span>}
          </>
        );
        const look = 'flex h-[27px] items-center gap-3 border-b border-line/60 text-sm';
        const href = addressOf(row);
        if (href === undefined)
          return (
            <li key={index} className={look}>
              {line}
            </li>
          );
        return (
          <li key={`${row.traceId} ${row.spanId} ${index}`}>
            <Link
              prefetch={false}
              href={link(href.path, href.own)}
              className={clsx(look, 'hover:bg-hover focus-visible:outline-offset-[-2px]')}
            >
              {line}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
