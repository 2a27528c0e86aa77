'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import Link from 'next/link';
import { useEffect, useMemo, useRef, useState } from 'react';
import { contextLines } from '@/components/details/context-lines';
import { CONTEXT_LINES, contextQuery } from '@/components/details/detail-query';
import { severityOf } from '@/components/records/severity';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { formatClock, formatNanos, type Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { printLogRef } from '@/lib/client/log-ref';
import { answerOptions } from '@/lib/client/queries';
import { plainText } from '@/lib/content/plain-text';
import type { LogRow } from '@/lib/model/answer';
import type { LogDetail, LogRef } from '@/lib/model/log';

/** Characters of a line that are put into the page. */
const LONGEST = 300;

/** The lines around a log in its service, oldest first, whatever filter the list has. */
export function LogContext({ log, logRef, zone }: { log: LogDetail; logRef: LogRef; zone: Zone }) {
  const [lines, setLines] = useState(CONTEXT_LINES);
  const [before, after] = useMemo(
    () => (['before', 'after'] as const).map((side) => contextQuery(log.service, log.time, side, lines)),
    [log.service, log.time, lines],
  ) as [ReturnType<typeof contextQuery>, ReturnType<typeof contextQuery>];
  const earlier = useQuery(answerOptions(before));
  const later = useQuery(answerOptions(after));
  const list = useRef<HTMLOListElement>(null);
  const read = earlier.data !== undefined && later.data !== undefined;
  useEffect(() => {
    // the lines before it may fill the panel: it is looked for among them, and seen
    if (read) list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
  }, [read, lines]);
  const error = earlier.error ?? later.error;
  if (error) {
    return (
      <Failed
        title="The lines around it could not be read"
        message={error.message}
        onRetry={() => void Promise.all([earlier.refetch(), later.refetch()])}
      />
    );
  }
  if (!earlier.data || !later.data) return <Skeleton className="mt-3 h-40" />;
  const rows = contextLines(earlier.data, later.data, logRef, lines);
  const more = earlier.data.partial || later.data.partial;
  return (
    <>
      <p className="mt-2 flex items-center gap-2 text-sm text-fg-3">
        <span>
          Around it in <span className="text-fg-2">{log.service || 'records without a service'}</span>
        </span>
        {more && (
          <button type="button" className="ml-auto text-xs text-run hover:underline" onClick={() => setLines(lines * 3)}>
            more lines
          </button>
        )}
      </p>
      <ol ref={list} aria-label="Lines around it" className="mt-1 font-mono text-xs">
        {rows.map((row) => (
          <Line key={printLogRef(row)} row={row} own={printLogRef(row) === printLogRef(logRef)} zone={zone} />
        ))}
      </ol>
      {!more && <p className="mt-1 text-xs text-fg-3">Nothing else in the half hour on either side.</p>}
    </>
  );
}

function Line({ row, own, zone }: { row: LogRow; own: boolean; zone: Zone }) {
  const link = useLink();
  const { tone } = severityOf(row.severity);
  const text = plainText(row.body.slice(0, LONGEST)).replaceAll(/\s+/g, ' ') || row.eventName || 'empty';
  return (
    <li
      aria-current={own ? 'true' : undefined}
      className={clsx('border-b border-line/55', own && 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]')}
    >
      <Link
        prefetch={false}
        replace
        href={link('/logs', { log: printLogRef(row), tab: 'context', q: '' })}
        className="flex gap-2 px-1.5 py-0.5 hover:bg-hover"
      >
        <time title={formatNanos(row.time, zone)} className="shrink-0 text-fg-3">
          {formatClock(millisFromNanos(nanosFromText(row.time)), zone)}
        </time>
        <span className={clsx('min-w-0 truncate', tone)}>{text}</span>
      </Link>
    </li>
  );
}
