'use client';

import { useState } from 'react';
import { AttributeList } from '@/components/records/attribute-list';
import { LongText } from '@/components/records/long-text';
import { foldStack } from '@/components/traces/stack';
import { PartHeading } from '@/components/records/record-attributes';
import { CopyButton } from '@/components/ui/copy-button';
import { nanosFromText, type Millis } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import type { SpanDetail, SpanEventDetail } from '@/lib/model/trace';

/** Lines of a stack that are seen before it is unfolded. */
const STACK_LINES = 5;
/** Events shown before "more": a stream's span can have thousands. */
const FIRST = 50;

function value(event: SpanEventDetail, key: string): string {
  return event.attributes.find((attribute) => attribute.key === key)?.text ?? '';
}

/** What an exception is shown by; the rest of the event's attributes follow below. */
const EXCEPTION_KEYS = new Set(['exception.type', 'exception.message', 'exception.stacktrace']);

/** Exceptions of a span, on top of the panel. */
export function SpanExceptions({ span, around }: { span: SpanDetail; around: Millis }) {
  const exceptions = span.events.filter((event) => event.name === 'exception');
  return exceptions.slice(0, FIRST).map((event, index) => <Exception key={index} event={event} around={around} />);
}

function Exception({ event, around }: { event: SpanEventDetail; around: Millis }) {
  const rest = event.attributes.filter((attribute) => !EXCEPTION_KEYS.has(attribute.key));
  const stack = value(event, 'exception.stacktrace');
  return (
    <section aria-label="Exception" className="mt-3 rounded-md border border-error/40 bg-error-soft px-2.5 py-2">
      <h3 className="font-mono text-sm break-words text-error">{value(event, 'exception.type') || 'exception'}</h3>
      {value(event, 'exception.message') !== '' && (
        <p className="text-sm text-fg-2">
          <LongText text={value(event, 'exception.message')} />
        </p>
      )}
      {stack !== '' && <Stack text={stack} />}
      {rest.length > 0 && <AttributeList attributes={rest} around={around} />}
    </section>
  );
}

function Stack({ text }: { text: string }) {
  const [open, setOpen] = useState(false);
  const folded = foldStack(text, STACK_LINES);
  const more = folded.hidden > 0 && (
    <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setOpen(!open)}>
      {open ? 'fold the stack' : `+ ${folded.hidden} lines`}
    </button>
  );
  return (
    <div className="relative mt-1">
      {folded.from === 'start' && more}
      <pre tabIndex={0} aria-label="Stack trace" className="max-h-96 overflow-auto font-mono text-xs leading-[1.6] text-fg-2">
        {open ? text : folded.shown}
      </pre>
      {folded.from === 'end' && more}
      <CopyButton text={text} label="Copy the stack trace" className="absolute -top-1 right-0" />
    </div>
  );
}

/** Events that are no exceptions, with how long after the span's start they happened. */
export function SpanEvents({ span, around }: { span: SpanDetail; around: Millis }) {
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
              <AttributeList attributes={event.attributes} around={around} />
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
