'use client';

import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { SpanBody, SpanPanel } from '@/components/details/span-panel';
import type { OpenRecord } from '@/components/live/live-record';
import { openText } from '@/components/records/open-span';
import { HOUR, millis, millisFromNanos, nanosFromText, nowMillis, type TimeRange } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { lazyPart } from '@/lib/client/lazy-part';
import { spanOptions } from '@/lib/client/queries';
import type { Filter } from '@/lib/model/filter';

const LogPanel = lazyPart(() => import('@/components/details/log-panel').then((module) => module.LogPanel));

/** What the details are made of: fetched once there is a list to open them from. */
export const DETAILS = [SpanBody, LogPanel];

export interface LiveDetailsProps {
  open: OpenRecord;
  zone: Zone;
  /** Address of the list for which a condition holds, too. */
  linkOf: (condition: Filter) => string;
  /** Of the page. */
  range: TimeRange;
  onClose: () => void;
}

/** All of the record that is open. */
export function LiveDetails({ open, zone, linkOf, range, onClose }: LiveDetailsProps) {
  if (open.signal === 'logs') {
    return (
      <Suspense>
        <LogPanel log={open.ref} zone={zone} linkOf={linkOf} onClose={onClose} />
      </Suspense>
    );
  }
  return <OpenSpan open={open} zone={zone} linkOf={linkOf} range={range} onClose={onClose} />;
}

function OpenSpan({
  open: { traceId, spanId },
  zone,
  linkOf,
  range,
  onClose,
}: Omit<LiveDetailsProps, 'open'> & { open: Extract<OpenRecord, { signal: 'spans' }> }) {
  const { data: span } = useQuery(spanOptions(traceId, spanId));
  const at = span ? millisFromNanos(nanosFromText(span.time)) : undefined;
  // whole hours, so that the logs around it are asked for once
  const around = at === undefined ? range : { from: millis(Math.floor(at / HOUR - 1) * HOUR), to: millis(Math.ceil(at / HOUR + 1) * HOUR) };
  return (
    <SpanPanel
      traceId={traceId}
      spanId={spanId}
      openText={at === undefined ? 'running' : openText(millis(nowMillis() - at))}
      range={around}
      zone={zone}
      linkOf={linkOf}
      onClose={onClose}
    />
  );
}
