'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import { durationPlace, placeText } from '@/components/details/duration-place';
import { similarFilter, similarQuery } from '@/components/details/detail-query';
import { formatDuration, formatUnit } from '@/lib/base/units';
import { serviceColour } from '@/lib/client/service-colour';
import { answerOptions } from '@/lib/client/queries';
import type { SpanDetail } from '@/lib/model/trace';
import { printFilter } from '@/lib/query/print-filter';

/** Fewer are no distribution. */
const LEAST = 3;

/** How long the spans of the same service and name took in the day before, and where this one is among them. */
export function SimilarSpans({ span }: { span: SpanDetail }) {
  const query = useMemo(() => similarQuery(span), [span]);
  const { data, error, isPlaceholderData } = useQuery({ ...answerOptions(query), enabled: span.duration !== '-1' });
  const duration = Number(span.duration);
  const place = useMemo(
    () => (data?.kind === 'distribution' && !isPlaceholderData ? durationPlace(data.cells, duration) : undefined),
    [data, isPlaceholderData, duration],
  );
  if (span.duration === '-1') return null;
  if (error) return <p className="mt-3 text-xs text-warn">It could not be compared with spans like it: {error.message}</p>;
  // the room is kept, so that nothing jumps when the answer comes
  if (!place || place.total < LEAST) {
    const answered = data !== undefined && !isPlaceholderData;
    return (
      <div className="mt-3 flex h-[86px] items-center rounded-md border border-line px-2.5 text-xs text-fg-3">
        {answered && 'Too few like it in the 24 h before to compare it with.'}
      </div>
    );
  }
  const { from, to } = query.frame.range;
  const params = new URLSearchParams({
    q: printFilter(similarFilter(span)),
    show: 'all',
    order: 'duration',
    from: String(from),
    to: String(to),
  });
  return (
    <section aria-label="Spans like it" className="mt-3 h-[86px] rounded-md border border-line px-2.5 py-2">
      <p className="flex items-baseline gap-2 text-sm">
        <Link prefetch={false} href={`/traces?${params.toString()}`} className="font-[550] hover:underline">
          Compared with {formatUnit(place.total, 'count')} like it
        </Link>
        <span className="ml-auto text-xs text-fg-3">24 h before</span>
      </p>
      <div
        className="relative mt-1 h-8"
        role="img"
        aria-label={`${placeText(place)}; they took ${formatDuration(place.least)} to ${formatDuration(place.most)}`}
      >
        {place.bars.map((bar) => (
          <span
            key={bar.from}
            className="absolute bottom-0 min-w-px rounded-t-[1px] opacity-55"
            style={{
              left: `${bar.from * 100}%`,
              width: `calc(${bar.width * 100}% - 1px)`,
              height: `max(1px, ${bar.height * 100}%)`,
              background: serviceColour(span.service),
            }}
          />
        ))}
        <span className="absolute inset-y-0 w-px bg-ember" style={{ left: `min(${place.at * 100}%, 100% - 1px)` }} />
      </div>
      <p className="mt-0.5 flex justify-between text-xs text-fg-3">
        <span>{formatDuration(place.least)}</span>
        <span className="text-ember">{placeText(place)}</span>
        <span>{formatDuration(place.most)}</span>
      </p>
    </section>
  );
}
