'use client';

import { useState } from 'react';
import { AttributeList } from '@/components/records/attribute-list';
import { ExceptionBox } from '@/components/records/exception-box';
import { PartHeading } from '@/components/records/record-attributes';
import { nanosFromText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { Repository } from '@/lib/content/source-link';
import type { SpanDetail } from '@/lib/model/trace';

/** Events shown before "more": a stream's span can have thousands. */
const FIRST = 50;

export interface SpanExceptionsProps {
  span: SpanDetail;
  repository: Repository | undefined;
  /** Only what is needed to know it, with a way to the rest; without it, all of each. */
  onMore?: () => void;
}

/** Exceptions of a span; what Logfire keeps of a validation error on the span belongs to the first. */
export function SpanExceptions({ span, repository, onMore }: SpanExceptionsProps) {
  const exceptions = span.events.filter((event) => event.name === 'exception').slice(0, onMore ? 1 : FIRST);
  const data = span.attributes.filter(({ key }) => key === 'exception.logfire.data');
  return exceptions.map(({ attributes }, index) => {
    const own = attributes.some(({ key }) => key === 'exception.logfire.data');
    return (
      <ExceptionBox
        key={index}
        attributes={index === 0 && !own ? [...attributes, ...data] : attributes}
        repository={repository}
        {...(onMore ? { brief: { words: 'The whole exception', onMore } } : {})}
      />
    );
  });
}

/** Events that are no exceptions, with how long after the span's start they happened. */
export function SpanEvents({ span }: { span: SpanDetail }) {
  const [most, setMost] = useState(FIRST);
  const events = span.events.filter((event) => event.name !== 'exception');
  if (events.length === 0) return null;
  const start = nanosFromText(span.time);
  return (
    <section aria-label="Events">
      <PartHeading>events</PartHeading>
      {events.slice(0, most).map((event, index) => (
        <div key={index} className="mb-1">
          <p className="flex gap-2 text-sm">
            <span className="w-16 shrink-0 font-mono text-xs leading-5 text-fg-3">
              +{formatDuration(Number(nanosFromText(event.time) - start))}
            </span>
            <span className="break-words">{event.name}</span>
          </p>
          {event.attributes.length > 0 && (
            <div className="ml-3 border-l border-line pl-2.5">
              <AttributeList attributes={event.attributes} />
            </div>
          )}
        </div>
      ))}
      {events.length > most && (
        <button type="button" className="text-xs text-run hover:underline" onClick={() => setMost(most * 10)}>
          {most} of {events.length} events shown, show more
        </button>
      )}
    </section>
  );
}
