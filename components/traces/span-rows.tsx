'use client';

import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { RecordGrid } from '@/components/records/record-grid';
import { SpanRowView } from '@/components/traces/span-row';
import type { Millis } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import type { SpanRow } from '@/lib/model/answer';

export interface SpanRowsProps {
  /** What was asked; another question is another list. */
  question: string;
  spans: readonly SpanRow[];
  zone: Zone;
  dated: boolean;
  now: Millis;
  /** The rows are those of the question before. */
  old: boolean;
  hasMore: boolean;
  onMore: () => void;
  /** Below the last row. */
  foot: ReactNode;
}

/** Spans, one line each; a line leads to its trace. */
export function SpanRows({ spans, zone, dated, now, ...list }: SpanRowsProps) {
  const router = useRouter();
  const link = useLink();
  const longest = spans.reduce((most, span) => Math.max(most, Number(span.duration)), 0);
  const hrefOf = (span: SpanRow): string => link(`/traces/${span.traceId}`, span.parentSpanId === '' ? {} : { span: span.spanId });
  return (
    <RecordGrid
      {...list}
      label="Spans"
      page="Traces"
      rows={spans}
      opens="Open the trace"
      onOpen={(span) => router.push(hrefOf(span))}
      render={(span, index, active) => (
        <SpanRowView
          key={`${span.traceId}${span.spanId}${index}`}
          {...{ span, index, zone, dated, now, longest, active }}
          href={hrefOf(span)}
        />
      )}
    />
  );
}
