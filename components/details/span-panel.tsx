'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { ConversationView } from '@/components/details/conversation-view';
import { SpanFacts } from '@/components/details/span-facts';
import { SpanDetails } from '@/components/details/span-details';
import { SpanExceptions } from '@/components/details/span-events';
import { SpanLogs, useLogs } from '@/components/details/span-logs';
import { useRepository } from '@/components/details/source-line';
import { RawRecord } from '@/components/records/raw-record';
import { SidePanel } from '@/components/records/side-panel';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import type { TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { spanOptions } from '@/lib/client/queries';
import { readConversation } from '@/lib/content/conversation/read-conversation';
import type { LogRow } from '@/lib/model/answer';
import type { SpanDetail } from '@/lib/model/trace';

const TABS = ['details', 'exception', 'conversation', 'logs', 'raw'] as const;

/** Keys that tell of a conversation: without one of them, nothing is looked for in a span's logs. */
const OF_MODELS = /^(gen_ai\.|llm\.|pydantic_ai\.|all_messages_events$|events$|request_data$|response_data$|tool_arguments$)/;

export interface SpanPanelProps {
  traceId: string;
  spanId: string;
  /** How long the span worked itself, ns; left out where its trace is not at hand. */
  selfTime?: number;
  /** What to say of a span that has not ended. */
  openText: string;
  /** Where logs of the span and of its trace are looked for: the time of the trace, with a margin. */
  range: TimeRange;
  zone: Zone;
  onClose: () => void;
}

/** Everything of one span, by its ids alone: for the last child of a box with the class of `PANEL_ROW`. The tab is in the address. */
export function SpanPanel(props: SpanPanelProps) {
  const { traceId, spanId, range } = props;
  const { data: span, error, isPlaceholderData, refetch } = useQuery(spanOptions(traceId, spanId));
  const logs = useLogs(traceId, spanId, range);
  const rows = useMemo(
    () =>
      logs.data?.kind === 'rows' && !logs.isPlaceholderData
        ? logs.data.rows.filter((row): row is LogRow => row.signal === 'logs')
        : undefined,
    [logs.data, logs.isPlaceholderData],
  );
  if (error) {
    return (
      <SidePanel label="Span" onClose={props.onClose}>
        <Failed title="This span could not be read" message={error.message} onRetry={() => void refetch()} />
      </SidePanel>
    );
  }
  return (
    <SidePanel label="Span" onClose={props.onClose}>
      {span ? (
        <div className={clsx('flex min-h-0 flex-1 flex-col', isPlaceholderData && 'opacity-60')}>
          <SpanFacts span={span} selfTime={props.selfTime} openText={props.openText} zone={props.zone} />
          <SpanTabs {...props} span={span} logs={rows} />
        </div>
      ) : (
        <div role="status" aria-label="Reading the span" className="p-3.5">
          <Skeleton className="h-4 w-3/4" />
          <Skeleton className="mt-3 h-4 w-1/2" />
          <Skeleton className="mt-6 h-24" />
        </div>
      )}
    </SidePanel>
  );
}

function SpanTabs({
  span,
  logs,
  traceId,
  spanId,
  range,
  zone,
}: SpanPanelProps & { span: SpanDetail; logs: readonly LogRow[] | undefined }) {
  const [wanted, setTab] = useQueryState('tab', parseAsStringLiteral(TABS).withDefault('details').withOptions({ history: 'replace' }));
  const repository = useRepository(span.resource);
  const conversation = useMemo(() => {
    if (!span.attributes.some(({ key }) => OF_MODELS.test(key))) return undefined;
    // the answer has the newest first
    return readConversation({ ...span, logs: logs?.toReversed() ?? [] });
  }, [span, logs]);
  const exceptions = span.events.filter(({ name }) => name === 'exception').length;
  const has = { details: true, exception: exceptions > 0, conversation: conversation !== undefined, logs: true, raw: true };
  // the tab stays when one goes from span to span; one that has no such thing shows its details
  const tab = has[wanted] ? wanted : 'details';
  const panel = 'overflow-y-auto px-3.5 pb-4';
  return (
    <Tabs
      label="About the span"
      value={tab}
      onChange={(next) => void setTab(next)}
      className="min-h-0 flex-1"
      listClassName="px-3.5"
      tabs={[
        { value: 'details', label: 'Details' },
        ...(has.exception ? [{ value: 'exception' as const, label: 'Exception', ...(exceptions > 1 ? { count: exceptions } : {}) }] : []),
        ...(has.conversation ? [{ value: 'conversation' as const, label: 'Conversation' }] : []),
        { value: 'logs', label: 'Logs', ...(logs === undefined ? {} : { count: logs.length }) },
        { value: 'raw', label: 'Raw' },
      ]}
    >
      <TabPanel value="details" className={panel}>
        <SpanDetails key={spanId} span={span} repository={repository} zone={zone} onException={() => void setTab('exception')} />
      </TabPanel>
      <TabPanel value="exception" className={panel}>
        <SpanExceptions key={spanId} span={span} repository={repository} />
      </TabPanel>
      {conversation && (
        <TabPanel value="conversation" className={panel}>
          <ConversationView key={spanId} conversation={conversation} attributes={span.attributes} />
        </TabPanel>
      )}
      <TabPanel value="logs" className={panel}>
        <SpanLogs traceId={traceId} spanId={spanId} range={range} zone={zone} />
      </TabPanel>
      <TabPanel value="raw" className={panel}>
        <RawRecord record={span} noun="span" />
      </TabPanel>
    </Tabs>
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
