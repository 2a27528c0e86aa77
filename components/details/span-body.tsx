'use client';

import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { Suspense, useMemo } from 'react';
import { SpanDetails } from '@/components/details/span-details';
import { SpanExceptions } from '@/components/details/span-events';
import { SpanFacts } from '@/components/details/span-facts';
import { SpanLogs } from '@/components/details/span-logs';
import type { SpanPanelProps } from '@/components/details/span-panel';
import { useRepository } from '@/components/details/source-line';
import { RawRecord } from '@/components/records/raw-record';
import { Skeleton } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';
import { lazyPart } from '@/lib/client/lazy-part';
import { readConversation } from '@/lib/content/conversation/read-conversation';
import type { Answer, LogRow } from '@/lib/model/answer';
import type { SpanDetail } from '@/lib/model/trace';

// few spans have one, and it brings all of Markdown
const ConversationView = lazyPart(() => import('@/components/details/conversation-view').then((module) => module.ConversationView));

const TABS = ['details', 'exception', 'conversation', 'logs', 'raw'] as const;

/** Keys that tell of a conversation: without one of them, nothing is looked for in a span's logs. */
const OF_MODELS = /^(gen_ai\.|llm\.|pydantic_ai\.|all_messages_events$|events$|request_data$|response_data$|tool_arguments$)/;

export interface SpanBodyProps extends SpanPanelProps {
  span: SpanDetail;
  /** The logs of the span; undefined until they are there. */
  logs: Answer | undefined;
}

/** What a span is, and all that there is about it, as tabs. */
export function SpanBody({ span, logs: answer, selfTime, openText, traceId, spanId, range, zone, linkOf }: SpanBodyProps) {
  const logs = useMemo(
    () => (answer?.kind === 'rows' ? answer.rows.filter((row): row is LogRow => row.signal === 'logs') : undefined),
    [answer],
  );
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
    <>
      <SpanFacts span={span} selfTime={selfTime} openText={openText} zone={zone} />
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
          <SpanDetails
            key={spanId}
            span={span}
            repository={repository}
            zone={zone}
            linkOf={linkOf}
            onException={() => void setTab('exception')}
          />
        </TabPanel>
        <TabPanel value="exception" className={panel}>
          <SpanExceptions key={spanId} span={span} repository={repository} />
        </TabPanel>
        {conversation && (
          <TabPanel value="conversation" className={panel}>
            <Suspense fallback={<Skeleton className="mt-3 h-24" />}>
              <ConversationView key={spanId} conversation={conversation} attributes={span.attributes} />
            </Suspense>
          </TabPanel>
        )}
        <TabPanel value="logs" className={panel}>
          <SpanLogs traceId={traceId} spanId={spanId} range={range} zone={zone} />
        </TabPanel>
        <TabPanel value="raw" className={panel}>
          <RawRecord record={span} noun="span" />
        </TabPanel>
      </Tabs>
    </>
  );
}
