'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Panel } from '@/components/ui/panel';
import { ServiceDot } from '@/components/ui/service-dot';
import { Skeleton } from '@/components/ui/skeleton';
import { millis, millisFromNanos, nanosFromText, type Millis, type TimeRange } from '@/lib/base/time';
import { formatUnit, type Unit } from '@/lib/base/units';
import { formatInstant, formatNanos, type Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { exemplarsOptions } from '@/lib/client/queries';
import type { Filter } from '@/lib/model/filter';
import type { Exemplar } from '@/lib/model/metric';

/** Examples that are read. */
const MOST = 50;

export interface ExemplarListProps {
  metric: string;
  where: Filter | undefined;
  range: TimeRange;
  unit: Unit;
  zone: Zone;
  now: Millis;
}

/** Values as they were recorded, each with the way to the span that recorded it. */
export function ExemplarList({ metric, where, range, unit, zone, now }: ExemplarListProps) {
  const ask = { metric, ...(where ? { where } : {}), from: range.from, to: range.to, limit: MOST };
  const { data, error, isPlaceholderData, refetch } = useQuery(exemplarsOptions(ask));
  return (
    <Panel
      title="Exemplars"
      note={data && data.length > 0 ? (data.length === MOST ? `the newest ${MOST}` : 'newest first') : undefined}
      aria-busy={data === undefined || isPlaceholderData}
      bodyClassName={isPlaceholderData ? 'opacity-50' : ''}
    >
      {error ? (
        <p role="alert" className="py-2 text-sm text-error">
          The exemplars could not be read: {error.message}{' '}
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      ) : data === undefined ? (
        <Skeleton className="h-24 w-full" />
      ) : data.length === 0 ? (
        <EmptyState
          className="h-auto! py-6"
          title="No exemplars in this time range."
          hint="SDKs that keep exemplars add the span in which a value was recorded, when that span was sampled."
        />
      ) : (
        <div role="region" aria-label="Exemplars, newest first" tabIndex={0} className="max-h-[420px] overflow-auto">
          <table className="w-full text-sm">
            <thead className="sticky top-0 bg-panel text-left text-xs text-fg-3">
              <tr className="h-6 border-b border-line">
                <th className="font-normal">Recorded</th>
                <th className="pr-4 text-right font-normal">Value</th>
                <th className="font-normal max-md:hidden">Service</th>
                <th className="font-normal">Trace</th>
              </tr>
            </thead>
            <tbody>
              {data.map((exemplar, index) => (
                <ExemplarRow key={index} exemplar={exemplar} unit={unit} zone={zone} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

function ExemplarRow({ exemplar, unit, zone, now }: { exemplar: Exemplar; unit: Unit; zone: Zone; now: Millis }) {
  const link = useLink();
  const { time, value, traceId, spanId, service } = exemplar;
  return (
    <tr className="h-7 border-b border-line last:border-0 hover:bg-hover">
      <td className="whitespace-nowrap text-fg-2" title={formatNanos(time, zone)}>
        {formatInstant(millis(Math.floor(millisFromNanos(nanosFromText(time)))), zone, now)}
      </td>
      <td className="pr-4 text-right whitespace-nowrap" title={String(value)}>
        {formatUnit(value, unit)}
      </td>
      <td className="max-w-40 max-md:hidden">
        <ServiceDot service={service} className="max-w-full" />
      </td>
      <td className="font-mono text-xs">
        {traceId === '' ? (
          <span className="font-sans text-fg-3">outside of a trace</span>
        ) : (
          <Link
            href={link(`/traces/${traceId}`, spanId === '' ? {} : { span: spanId })}
            className="text-fg hover:text-ember"
            title={traceId}
          >
            {traceId.slice(0, 16)}…
          </Link>
        )}
      </td>
    </tr>
  );
}
