'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { tracesLink } from '@/components/records/filter-link';
import { RecordAttributes } from '@/components/records/record-attributes';
import { RawRecord } from '@/components/records/raw-record';
import { SidePanel } from '@/components/records/side-panel';
import { SpanEvents, SpanExceptions } from '@/components/details/span-events';
import { SpanLinks } from '@/components/details/span-links';
import { SpanLogs, useLogs } from '@/components/details/span-logs';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Pill } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { millisFromNanos, nanosFromText, type TimeRange } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { formatClock, formatNanos, type Zone } from '@/lib/client/format-time';
import { spanOptions } from '@/lib/client/queries';
import type { SpanDetail } from '@/lib/model/trace';

const TABS = ['details', 'logs', 'raw'] as const;

export interface SpanPanelProps {
  traceId: string;
  spanId: string;
  /** How long the span worked itself, ns; undefined where its trace is not at hand. */
  selfTime?: number | undefined;
  /** What to say of a span that has not ended. */
  openText: string;
  /** The time of the trace, with a margin. */
  range: TimeRange;
  zone: Zone;
  onClose: () => void;
}

/** Everything of the selected span: beside the waterfall where there is room, else below it. */
export function SpanPanel(props: SpanPanelProps) {
  const { traceId, spanId, range, zone } = props;
  const [tab, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('details').withOptions({ history: 'replace' }));
  const { data: span, error, isPlaceholderData, refetch } = useQuery(spanOptions(traceId, spanId));
  const logs = useLogs(traceId, spanId, range);
  const logCount = logs.data?.kind === 'rows' && !logs.isPlaceholderData ? logs.data.rows.length : undefined;
  if (error) {
    return (
      <SidePanel label="Span" onClose={props.onClose}>
        <Failed title="This span could not be read" message={error.message} onRetry={() => void refetch()} />
      </SidePanel>
    );
  }
  if (!span) {
    return (
      <SidePanel label="Span" onClose={props.onClose}>
        <div role="status" aria-label="Reading the span" className="p-3.5">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="mt-3 h-4 w-1/2" />
          <Skeleton className="mt-6 h-24" />
        </div>
      </SidePanel>
    );
  }
  const around = millisFromNanos(nanosFromText(span.time));
  return (
    <SidePanel label="Span" onClose={props.onClose}>
      <div className={clsx('flex min-h-0 flex-1 flex-col', isPlaceholderData && 'opacity-60')}>
        <SpanFacts {...props} span={span} />
        <Tabs
          label="About the span"
          value={tab}
          onChange={(next) => void setTab(next)}
          className="min-h-0 flex-1"
          listClassName="px-3.5"
          tabs={[
            { value: 'details', label: 'Details' },
            { value: 'logs', label: 'Logs', ...(logCount === undefined ? {} : { count: logCount }) },
            { value: 'raw', label: 'Raw' },
          ]}
        >
          <TabPanel value="details" className="overflow-y-auto px-3.5 pb-4">
            <SpanExceptions span={span} />
            {span.statusMessage !== '' && <p className="mt-3 text-sm break-words text-error">{span.statusMessage}</p>}
            <RecordAttributes key={spanId} record={span} noun="span" linkOf={(condition) => tracesLink(condition, around)} />
            <SpanLinks span={span} />
            <SpanEvents span={span} />
          </TabPanel>
          <TabPanel value="logs" className="overflow-y-auto px-3.5 pb-4">
            <SpanLogs traceId={traceId} spanId={spanId} range={range} zone={zone} />
          </TabPanel>
          <TabPanel value="raw" className="overflow-y-auto px-3.5 pb-4">
            <RawRecord record={span} noun="span" />
          </TabPanel>
        </Tabs>
      </div>
    </SidePanel>
  );
}

/** The panel of a parent that its children name and that has not come. */
export function MissingPanel({ spanId, onClose }: { spanId: string; onClose: () => void }) {
  return (
    <SidePanel label="Span" onClose={onClose}>
      <EmptyState
        title="This span has not come."
        hint={
          <>
            Its children name <span className="font-mono">{spanId}</span> as their parent. It may still be running, have been left out by
            sampling, or belong to a service that does not send here.
          </>
        }
      />
    </SidePanel>
  );
}

const STATUS_TONE = { Error: 'error', Ok: 'ok', Unset: 'neutral' } as const;

function SpanFacts({ span, selfTime, openText, zone }: SpanPanelProps & { span: SpanDetail }) {
  const open = span.duration === '-1';
  return (
    <div className="px-3.5 pt-3 pb-2">
      <h2 className="pr-8 font-semibold break-words">{span.message || span.name}</h2>
      {span.message !== '' && span.message !== span.name && <p className="font-mono text-xs break-words text-fg-3">{span.name}</p>}
      <div className="my-2 flex flex-wrap gap-1.5">
        <ServiceDot service={span.service} className="mr-1" />
        <Pill tone={STATUS_TONE[span.status]}>{span.status === 'Unset' ? 'no status' : span.status.toLowerCase()}</Pill>
        <Pill>{span.kind.toLowerCase()}</Pill>
        {open ? (
          <Pill tone="run">{openText}</Pill>
        ) : (
          <Pill title={`${span.duration} ns`}>
            {formatDuration(Number(span.duration))}
            {selfTime !== undefined && ` · self ${formatDuration(selfTime)}`}
          </Pill>
        )}
        {span.tags.map((tag) => (
          <Pill key={tag}>{tag}</Pill>
        ))}
      </div>
      <p className="flex items-center font-mono text-xs text-fg-3">
        <span className="truncate">
          span {span.spanId} ·{' '}
          <time title={formatNanos(span.time, zone)}>{formatClock(millisFromNanos(nanosFromText(span.time)), zone)}</time>
        </span>
        <CopyButton text={span.spanId} label="Copy the span id" />
      </p>
    </div>
  );
}
