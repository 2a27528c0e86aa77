'use client';

import { useState } from 'react';
import { AttributeValue } from '@/components/records/attribute-value';
import { severityOf, severityText } from '@/components/records/severity';
import { useLogs } from '@/components/details/use-logs';
import { Button } from '@/components/ui/button';
import { Failed } from '@/components/ui/failed';
import { Pill } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';
import { millisFromNanos, nanosFromText, type TimeRange } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { formatClock, formatNanos, type Zone } from '@/lib/client/format-time';
import type { LogRow } from '@/lib/model/answer';

export interface SpanLogsProps {
  traceId: string;
  spanId: string;
  /** The time of the trace, with a margin. */
  range: TimeRange;
  zone: Zone;
}

/** The logs of a span, or of its whole trace, oldest first. */
export function SpanLogs({ traceId, spanId, range, zone }: SpanLogsProps) {
  const [whole, setWhole] = useState(false);
  const { data, error, refetch } = useLogs(traceId, whole ? undefined : spanId, range);
  if (error) {
    const executed = error instanceof ApiError ? error.details.executed : undefined;
    return <Failed title="The logs could not be read" message={error.message} executed={executed} onRetry={() => void refetch()} />;
  }
  if (!data) return <Skeleton className="mt-3 h-14" />;
  const rows = data.kind === 'rows' ? data.rows.filter((row): row is LogRow => row.signal === 'logs').toReversed() : [];
  return (
    <>
      <p className="mt-2 flex items-center justify-between gap-2 text-sm text-fg-3">
        {rows.length === 0
          ? `No logs were written within this ${whole ? 'trace' : 'span'}.`
          : whole
            ? 'Of the whole trace'
            : 'Of this span'}
        <Button size="small" aria-pressed={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'This span only' : 'Whole trace'}
        </Button>
      </p>
      {data.partial && <p className="mt-2 text-xs text-warn">Only the newest {rows.length} logs are shown.</p>}
      <ol aria-label="Logs" className="mt-1">
        {rows.map((row, index) => (
          <LogLine key={index} row={row} zone={zone} />
        ))}
      </ol>
    </>
  );
}

function LogLine({ row, zone }: { row: LogRow; zone: Zone }) {
  return (
    <li className="border-b border-line/55 py-1.5">
      <p className="flex items-center gap-2 text-xs">
        <time title={formatNanos(row.time, zone)} className="font-mono text-fg-3">
          {formatClock(millisFromNanos(nanosFromText(row.time)), zone)}
        </time>
        <span className={severityOf(row.severity).tone}>{severityText(row.severity, row.severityText)}</span>
        <ServiceDot service={row.service} className="ml-auto" />
      </p>
      {row.eventName !== '' && <Pill>{row.eventName}</Pill>}
      <p className="font-mono text-sm">
        <AttributeValue attribute={{ key: 'body', type: 'string', text: row.body }} />
      </p>
    </li>
  );
}
