'use client';

import { clsx } from 'clsx';
import { useState } from 'react';
import { formatUnit } from '@/lib/base/units';

/** Characters that are shown before a text is folded. */
const FOLD = 400;

/** Text as it is, never HTML; a long one folded, and unfolded it scrolls in a box of its own. */
export function LongText({ text, className }: { text: string; className?: string }) {
  const [open, setOpen] = useState(false);
  if (text === '') return <span className="text-fg-3 italic">empty</span>;
  const look = 'break-words whitespace-pre-wrap [overflow-wrap:anywhere]';
  if (text.length <= FOLD) return <span className={clsx(look, className)}>{text}</span>;
  return (
    <span className={clsx(look, className)}>
      <span className={clsx(open && 'block max-h-96 overflow-auto')}>{open ? text : `${text.slice(0, FOLD)}…`}</span>{' '}
      <button type="button" className="font-sans text-xs text-run hover:underline" onClick={() => setOpen(!open)}>
        {open ? 'show less' : `show all, ${formatUnit(text.length, 'count')} characters`}
      </button>
    </span>
  );
}
