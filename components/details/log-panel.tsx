'use client';

import { useQuery } from '@tanstack/react-query';
import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { AttributeValue } from '@/components/records/attribute-value';
import { ExceptionBox, hasException } from '@/components/records/exception-box';
import { traceLink } from '@/components/records/filter-link';
import { RawRecord } from '@/components/records/raw-record';
import { PartHeading, RecordAttributes } from '@/components/records/record-attributes';
import { severityOf, severityText } from '@/components/records/severity';
import { SidePanel } from '@/components/records/side-panel';
import { Button } from '@/components/ui/button';
import { Failed } from '@/components/ui/failed';
import { Pill, type Tone } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';
import { formatNanos, type Zone } from '@/lib/client/format-time';
import { logOptions } from '@/lib/client/log-query';
import type { Filter } from '@/lib/model/filter';
import type { LogDetail, LogRef } from '@/lib/model/log';

const TONES: Readonly<Record<string, Tone>> = { error: 'error', warn: 'warn' };

export interface LogPanelProps {
  log: LogRef;
  zone: Zone;
  /** Address of the logs for which a condition holds, too. */
  linkOf: (condition: Filter) => string;
  onClose: () => void;
}

/** Everything of the selected log: beside the list where there is room, else below it. */
export function LogPanel({ log: ref, zone, linkOf, onClose }: LogPanelProps) {
  const { data: log, error, refetch } = useQuery(logOptions(ref));
  return (
    <SidePanel label="Log" onClose={onClose}>
      {error ? (
        <Failed title="This log could not be read" message={error.message} onRetry={() => void refetch()} />
      ) : log ? (
        <div className="min-h-0 flex-1 overflow-y-auto px-3.5 pb-4" tabIndex={0} role="group" aria-label="About the log">
          <LogFacts log={log} zone={zone} />
          {hasException(log.attributes) && <ExceptionBox attributes={log.attributes} rest={false} />}
          <PartHeading>body</PartHeading>
          <p className="font-mono text-sm">
            <AttributeValue attribute={{ key: 'body', ...log.body }} />
          </p>
          <RecordAttributes key={`${ref.time} ${ref.id}`} record={log} noun="log" linkOf={linkOf} />
          <details className="mt-4">
            <summary className="text-xs text-fg-3 hover:text-fg">Raw</summary>
            <RawRecord record={log} noun="log" />
          </details>
        </div>
      ) : (
        <div role="status" aria-label="Reading the log" className="p-3.5">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="mt-3 h-4 w-1/2" />
          <Skeleton className="mt-6 h-24" />
        </div>
      )}
    </SidePanel>
  );
}

function LogFacts({ log, zone }: { log: LogDetail; zone: Zone }) {
  const severity = severityText(log.severity, log.severityText);
  return (
    <div className="pt-3">
      <h2 className="pr-8 font-semibold break-words">{log.eventName || 'Log'}</h2>
      <p className="font-mono text-xs text-fg-3">{formatNanos(log.time, zone)}</p>
      <div className="my-2 flex flex-wrap items-center gap-1.5">
        <ServiceDot service={log.service} className="mr-1" />
        {severity !== '' && <Pill tone={TONES[severityOf(log.severity).name] ?? 'neutral'}>{severity}</Pill>}
        {log.tags.map((tag) => (
          <Pill key={tag}>{tag}</Pill>
        ))}
      </div>
      {log.traceId === '' ? (
        <p className="text-xs text-fg-3">Written outside of any trace.</p>
      ) : (
        <Button size="small" asChild>
          <Link prefetch={false} href={traceLink(log.traceId, log.spanId)}>
            <ListTree size={13} aria-hidden />
            Open its trace
          </Link>
        </Button>
      )}
    </div>
  );
}
