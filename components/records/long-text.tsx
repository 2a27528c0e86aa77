'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { formatUnit } from '@/lib/base/units';
import { isPlain, plainText } from '@/lib/content/plain-text';

/** Characters that are shown before a text is folded. */
const FOLD = 400;
/** Characters that are put into the page at once; copying has all of them. */
const MOST = 200_000;

export interface LongTextProps {
  text: string;
  /** Nothing is said of an empty one: its quotes are beside it. */
  quiet?: boolean;
  className?: string;
}

/** Text as it is, never HTML, without a terminal's colours; a long one folded, and unfolded it scrolls in a box of its own. */
export function LongText({ text, quiet = false, className }: LongTextProps) {
  const [open, setOpen] = useState(false);
  if (text === '') return quiet ? null : <span className="text-fg-3 italic">empty</span>;
  // <bdi>: what is written from right to left turns nothing around it
  const look = clsx('break-words whitespace-pre-wrap [overflow-wrap:anywhere]', className);
  if (text.length <= FOLD) return <bdi className={look}>{plainText(text)}</bdi>;
  const shown = plainText(open ? text.slice(0, MOST) : text.slice(0, FOLD));
  return (
    <span className={look}>
      <bdi
        className={clsx(open && 'block max-h-96 overflow-auto')}
        {...(open ? { tabIndex: 0, role: 'group', 'aria-label': 'The whole text' } : {})}
      >
        {open ? shown : `${shown}…`}
      </bdi>{' '}
      {open && text.length > MOST && (
        <span className="font-sans text-xs text-warn">
          The first {formatUnit(MOST, 'count')} characters; copy the value for all of it.{' '}
        </span>
      )}
      <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setOpen(!open)}>
        {open ? 'show less' : `show all, ${formatUnit(text.length, 'count')} characters`}
      </button>
    </span>
  );
}

/** Whether `text` is shown otherwise than it was sent: with escapes and control characters. */
export function isCleaned(text: string): boolean {
  return !isPlain(text.slice(0, MOST));
}
