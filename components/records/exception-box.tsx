'use client';

import { useState } from 'react';
import { AttributeList } from '@/components/records/attribute-list';
import { LongText } from '@/components/records/long-text';
import { foldStack } from '@/components/records/stack';
import { CopyButton } from '@/components/ui/copy-button';
import type { Attribute } from '@/lib/model/attribute';

/** Lines of a stack that are seen before it is unfolded. */
const STACK_LINES = 5;

/** What an exception is shown by. */
const EXCEPTION_KEYS = new Set(['exception.type', 'exception.message', 'exception.stacktrace']);

/** Whether these are the attributes of an exception, or of a log with one. */
export function hasException(attributes: readonly Attribute[]): boolean {
  return attributes.some(({ key, text }) => EXCEPTION_KEYS.has(key) && text !== '');
}

/** An exception: its type, message and stack; with `rest`, the other attributes of its event below. */
export function ExceptionBox({ attributes, rest = true }: { attributes: readonly Attribute[]; rest?: boolean }) {
  const value = (key: string): string => attributes.find((attribute) => attribute.key === key)?.text ?? '';
  const others = attributes.filter(({ key }) => !EXCEPTION_KEYS.has(key));
  const stack = value('exception.stacktrace');
  return (
    <section aria-label="Exception" className="mt-3 rounded-md border border-error/40 bg-error-soft px-2.5 py-2">
      <h3 className="font-mono text-sm break-words text-error">{value('exception.type') || 'exception'}</h3>
      {value('exception.message') !== '' && (
        <p className="text-sm text-fg-2">
          <LongText text={value('exception.message')} />
        </p>
      )}
      {stack !== '' && <Stack text={stack} />}
      {rest && others.length > 0 && <AttributeList attributes={others} />}
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
