'use client';

import { AttributeList } from '@/components/records/attribute-list';
import { LongText } from '@/components/records/long-text';
import { StackTrace } from '@/components/records/stack-trace';
import { ValidationErrors } from '@/components/records/validation-errors';
import type { Attribute } from '@/lib/model/attribute';
import type { Repository } from '@/lib/content/source-link';

/** What an exception is shown by. */
const EXCEPTION_KEYS = new Set(['exception.type', 'exception.message', 'exception.stacktrace', 'exception.logfire.data']);

/** Whether these are the attributes of an exception, or of a log with one. */
export function hasException(attributes: readonly Attribute[]): boolean {
  return attributes.some(({ key, text }) => EXCEPTION_KEYS.has(key) && key !== 'exception.logfire.data' && text !== '');
}

export interface ExceptionBoxProps {
  attributes: readonly Attribute[];
  /** Where the code is, for links to its lines. */
  repository?: Repository | undefined;
  /** The attributes are those of its event: what is left of them is shown below. */
  rest?: boolean;
  /** Only the calls nearest to where it was raised; the words of the button that leads to all. */
  brief?: { readonly words: string; readonly onMore: () => void };
}

/** An exception: its type, message, what was not valid, and its stack, own calls first. */
export function ExceptionBox({ attributes, repository, rest = true, brief }: ExceptionBoxProps) {
  const value = (key: string): string => attributes.find((attribute) => attribute.key === key)?.text ?? '';
  const others = attributes.filter(({ key }) => !EXCEPTION_KEYS.has(key));
  const stack = value('exception.stacktrace');
  const data = value('exception.logfire.data');
  // Pydantic's message has in words what the list below it has
  const message = data === '' ? value('exception.message') : (value('exception.message').split('\n')[0] ?? '');
  return (
    <section aria-label="Exception" className="mt-3 rounded-md border border-error/40 bg-error-soft px-2.5 py-2">
      <h3 className="font-mono text-sm break-words text-error">{value('exception.type') || 'exception'}</h3>
      {message !== '' && (
        <p className="text-sm text-fg-2">
          <LongText text={message} />
        </p>
      )}
      {data !== '' && !brief && <ValidationErrors text={data} />}
      {stack !== '' && <StackTrace text={stack} repository={repository} brief={brief !== undefined} />}
      {brief && (
        <button type="button" className="mt-1 text-xs text-run hover:underline" onClick={brief.onMore}>
          {brief.words}
        </button>
      )}
      {rest && !brief && others.length > 0 && <AttributeList attributes={others} />}
    </section>
  );
}
