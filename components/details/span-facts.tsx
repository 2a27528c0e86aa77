import Link from 'next/link';
import { traceLink } from '@/components/records/filter-link';
import { CopyButton } from '@/components/ui/copy-button';
import { Pill } from '@/components/ui/pill';
import { ServiceDot } from '@/components/ui/service-dot';
import { millisFromNanos, nanosFromText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { formatClock, formatNanos, type Zone } from '@/lib/client/format-time';
import { plainText } from '@/lib/content/plain-text';
import { CARRIERS } from '@/lib/model/semantics';
import type { SpanDetail } from '@/lib/model/trace';

const STATUS_TONE = { Error: 'error', Ok: 'ok', Unset: 'neutral' } as const;

export interface SpanFactsProps {
  span: SpanDetail;
  /** ns; undefined where its trace is not at hand. */
  selfTime: number | undefined;
  /** What to say of a span that has not ended. */
  openText: string;
  zone: Zone;
}

/** What a span is: its words, service, status, length, tags and ids. */
export function SpanFacts({ span, selfTime, openText, zone }: SpanFactsProps) {
  const open = span.duration === '-1';
  const value = ({ attributes, resource }: (typeof CARRIERS)['tenant']): string =>
    span.attributes.find(({ key }) => attributes.includes(key))?.text ??
    span.resource.find(({ key }) => resource.includes(key))?.text ??
    '';
  const environment = value(CARRIERS.environment);
  const tenant = value(CARRIERS.tenant);
  return (
    <div className="px-3.5 pt-3 pb-2">
      <h2 className="line-clamp-3 pr-16 font-semibold break-words" title={span.message || span.name}>
        {plainText(span.message || span.name)}
      </h2>
      {span.message !== '' && span.message !== span.name && (
        <p className="font-mono text-xs break-words text-fg-3">{plainText(span.name)}</p>
      )}
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
        {environment !== '' && <Pill title="Environment">{environment}</Pill>}
        {tenant !== '' && <Pill title="Tenant">{tenant}</Pill>}
        {span.tags.map((tag) => (
          <Pill key={tag}>{tag}</Pill>
        ))}
      </div>
      <p className="flex items-center font-mono text-xs text-fg-3">
        <span className="shrink-0">trace&nbsp;</span>
        <Link prefetch={false} href={traceLink(span.traceId, span.spanId)} className="truncate hover:text-fg hover:underline">
          {span.traceId}
        </Link>
        <CopyButton text={span.traceId} label="Copy the trace id of the span" />
      </p>
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
