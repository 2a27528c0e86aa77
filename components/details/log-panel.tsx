'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ListTree } from 'lucide-react';
import Link from 'next/link';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { LogContext } from '@/components/details/log-context';
import { SourceLine, useRepository } from '@/components/details/source-line';
import { TypedArguments, useArguments } from '@/components/details/typed-arguments';
import { AttributeValue } from '@/components/records/attribute-value';
import { ExceptionBox, hasException } from '@/components/records/exception-box';
import { aroundRange, traceLink } from '@/components/records/filter-link';
import { isCleaned } from '@/components/records/long-text';
import { RawRecord } from '@/components/records/raw-record';
import { PartHeading, RecordAttributes } from '@/components/records/record-attributes';
import { severityOf, severityText } from '@/components/records/severity';
import { SidePanel } from '@/components/records/side-panel';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Failed } from '@/components/ui/failed';
import { Pill, type Tone } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { formatNanos, type Zone } from '@/lib/client/format-time';
import { logOptions } from '@/lib/client/log-query';
import type { Filter } from '@/lib/model/filter';
import type { LogDetail, LogRef } from '@/lib/model/log';

const TONES: Readonly<Record<string, Tone>> = { error: 'error', warn: 'warn' };
const TABS = ['details', 'context', 'raw'] as const;

export interface LogPanelProps {
  log: LogRef;
  zone: Zone;
  /** Address of the logs for which a condition holds, too. */
  linkOf: (condition: Filter) => string;
  onClose: () => void;
}

/** Everything of the selected log: for the last child of a box with the class of `PANEL_ROW`. The tab is in the address. */
export function LogPanel({ log: ref, zone, linkOf, onClose }: LogPanelProps) {
  const { data: found, error, isPlaceholderData, refetch } = useQuery(logOptions(ref));
  return (
    <SidePanel label="Log" onClose={onClose}>
      {error ? (
        <Failed title="This log could not be read" message={error.message} onRetry={() => void refetch()} />
      ) : found ? (
        <div className={clsx('flex min-h-0 flex-1 flex-col', isPlaceholderData && 'opacity-60')}>
          <LogFacts log={found.log} zone={zone} />
          <LogTabs log={found.log} logRef={found.ref} zone={zone} linkOf={linkOf} />
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

interface LogTabsProps {
  log: LogDetail;
  logRef: LogRef;
  zone: Zone;
  linkOf: (condition: Filter) => string;
}

function LogTabs({ log, logRef, zone, linkOf }: LogTabsProps) {
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('details').withOptions({ history: 'replace' }));
  const id = `${logRef.time} ${logRef.id}`;
  const panel = 'overflow-y-auto px-3.5 pb-4';
  return (
    <Tabs
      label="About the log"
      value={tab}
      onChange={(next) => void setTab(next)}
      className="min-h-0 flex-1"
      listClassName="px-3.5"
      tabs={[
        { value: 'details', label: 'Details' },
        { value: 'context', label: 'Context' },
        { value: 'raw', label: 'Raw' },
      ]}
    >
      <TabPanel value="details" className={panel}>
        <LogDetails key={id} log={log} linkOf={linkOf} />
      </TabPanel>
      <TabPanel value="context" className={panel}>
        <LogContext key={id} log={log} logRef={logRef} zone={zone} />
      </TabPanel>
      <TabPanel value="raw" className={panel}>
        <RawRecord record={log} noun="log" />
      </TabPanel>
    </Tabs>
  );
}

function LogDetails({ log, linkOf }: { log: LogDetail; linkOf: (condition: Filter) => string }) {
  const repository = useRepository(log.resource);
  const given = useArguments(log);
  const passed = new Set(given.map(({ key }) => key));
  const template = log.attributes.find(({ key }) => key === 'logfire.msg_template')?.text ?? '';
  return (
    <>
      {hasException(log.attributes) && <ExceptionBox attributes={log.attributes} repository={repository} rest={false} />}
      <div className="flex items-end justify-between">
        <PartHeading>body</PartHeading>
        <CopyButton text={log.body.text} label="Copy the body" />
      </div>
      <p className="font-mono text-sm">
        <AttributeValue attribute={{ key: 'body', ...log.body }} />
      </p>
      {isCleaned(log.body.text) && <p className="text-xs text-fg-3">Without the colours of its terminal; Raw has them.</p>}
      <SourceLine attributes={log.attributes} repository={repository} />
      <TypedArguments given={given} template={template} />
      <RecordAttributes
        record={{ ...log, attributes: log.attributes.filter(({ key }) => !passed.has(key) && key !== 'logfire.json_schema') }}
        noun="log"
        linkOf={linkOf}
        group={{ signal: 'logs', range: aroundRange(millisFromNanos(nanosFromText(log.time))) }}
      />
    </>
  );
}

function LogFacts({ log, zone }: { log: LogDetail; zone: Zone }) {
  const severity = severityText(log.severity, log.severityText);
  return (
    <div className="px-3.5 pt-3 pb-2">
      <h2 className="pr-16 font-semibold break-words">{log.eventName || 'Log'}</h2>
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
