'use client';

import { useState } from 'react';
import { AttributeList } from '@/components/records/attribute-list';
import { ExceptionBox } from '@/components/records/exception-box';
import { PartHeading } from '@/components/records/record-attributes';
import { nanosFromText } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { SpanDetail } from '@/lib/model/trace';

/** Events shown before "more": a stream's span can have thousands. */
const FIRST = 50;

/** Exceptions of a span, on top of the panel. */
export function SpanExceptions({ span }: { span: SpanDetail }) {
  const exceptions = span.events.filter((event) => event.name === 'exception');
  return exceptions.slice(0, FIRST).map((event, index) => <ExceptionBox key={index} attributes={event.attributes} />);
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
