'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { traceLink } from '@/components/records/filter-link';
import { PartHeading } from '@/components/records/record-attributes';
import { ServiceDot } from '@/components/ui/service-dot';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { formatClock, formatNanos, type Zone } from '@/lib/client/format-time';
import { linksOptions } from '@/lib/client/queries';
import type { SpanDetail } from '@/lib/model/trace';

/** Spans of other traces, or of this one, that link to this span: what it set off, or what it was batched into. */
export function LinkedFrom({ span, zone }: { span: SpanDetail; zone: Zone }) {
  const { data, error } = useQuery(linksOptions(span.traceId, span.spanId, span.time));
  // a store that cannot tell says nothing of this span
  if (error instanceof ApiError && error.details.fault === 'unsupported') return null;
  if (error) return <p className="mt-3 text-xs text-warn">What links here could not be read: {error.message}</p>;
  if (!data || data.length === 0) return null;
  return (
    <section aria-label="Linked from">
      <PartHeading>linked from</PartHeading>
      <ul>
        {data.map((row) => (
          <li key={`${row.traceId}${row.spanId}`}>
            <Link
              prefetch={false}
              href={traceLink(row.traceId, row.spanId)}
              className="flex items-center gap-2 rounded-sm text-sm hover:bg-hover"
            >
              <ServiceDot service={row.service} />
              <span className="min-w-0 flex-1 truncate">{row.message || row.name}</span>
              <time title={formatNanos(row.time, zone)} className="font-mono text-xs text-fg-3">
                {formatClock(millisFromNanos(nanosFromText(row.time)), zone)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
