'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTimeWindow } from '@/lib/client/time-window';
import type { View } from '@/lib/model/dashboard';
import { FigureBar } from '@/components/charts/figure-bar';
import { FigureText } from '@/components/views/figure-text';
import type { Part } from '@/components/views/filled';
import { tableOf } from '@/components/views/prepared';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

type BarsSettings = Extract<View, { kind: 'bars' }>;

/** Groups as horizontal bars by their first figure, the others beside them. A row leads to the group's records. */
export function BarsView({ part, view, title }: { part: Part; view: BarsSettings; title: string }) {
  const { hrefOf } = useDoor();
  const { refreshedAt } = useTimeWindow();
  const { rows, columns } = useMemo(() => tableOf(part, view, refreshedAt), [part, view, refreshedAt]);
  return (
    <ul className="h-full overflow-auto" tabIndex={0} aria-label={title}>
      {rows.map(({ index: place, labels, texts, figures }) => {
        const [first, ...others] = figures;
        const name = texts.join(' · ') || 'all';
        const line = (
          <>
            <span className="w-28 shrink-0 truncate max-md:w-22" title={name}>
              {name}
            </span>
            <FigureBar fraction={first?.fraction ?? 0} />
            <FigureText
              value={first?.value}
              unit={columns[0]?.unit ?? 'none'}
              text={first?.text ?? ''}
              className="w-14 shrink-0 text-right whitespace-nowrap max-md:w-11"
            />
            {others.map(({ value, text, tone }, index) => (
              <span key={index} className={clsx('w-14 shrink-0 text-right whitespace-nowrap max-md:w-12', toneClass(tone) ?? 'text-fg-2')}>
                <FigureText value={value} unit={columns[index + 1]?.unit ?? 'none'} text={text} />
              </span>
            ))}
          </>
        );
        const href = hrefOf(part.query, { labels });
        const look = 'flex h-[27px] items-center gap-3 rounded text-sm max-md:gap-2';
        return (
          <li key={place}>
            {href === undefined ? (
              <div className={look}>{line}</div>
            ) : (
              <Link prefetch={false} href={href} className={clsx(look, 'hover:bg-hover focus-visible:outline-offset-[-2px]')}>
                {line}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
