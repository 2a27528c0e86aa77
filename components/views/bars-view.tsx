'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { assert } from '@/lib/base/assert';
import { prepareFigures } from '@/lib/charts/figures';
import type { View } from '@/lib/model/dashboard';
import { FigureBar } from '@/components/charts/figure-bar';
import type { Part } from '@/components/views/filled';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

type BarsSettings = Extract<View, { kind: 'bars' }>;

/** Groups as horizontal bars by their first figure, the others beside them. A row leads to the group's records. */
export function BarsView({ part, view, title }: { part: Part; view: BarsSettings; title: string }) {
  const { query, answer } = part;
  const { spec } = query;
  assert(answer.kind === 'table' && spec.kind === 'table', 'a bars panel asks for a table');
  const { hrefOf } = useDoor();
  const rows = useMemo(() => {
    const columns = view.columns.map((column, index) => ({ ...column, draw: index === 0 ? ('bar' as const) : ('text' as const) }));
    return prepareFigures(answer.table, spec.by, columns);
  }, [answer.table, spec.by, view.columns]);
  return (
    <ul className="h-full overflow-auto" tabIndex={0} aria-label={title}>
      {rows.map(({ labels, texts, figures }) => {
        const [first, ...others] = figures;
        const name = texts.join(' · ');
        const line = (
          <>
            <span className="w-28 shrink-0 truncate max-md:w-22" title={name}>
              {name}
            </span>
            <FigureBar fraction={first?.fraction ?? 0} />
            <span className="w-14 shrink-0 text-right max-md:w-11">{first?.text}</span>
            {others.map(({ text, tone }, index) => (
              <span key={index} className={clsx('w-14 shrink-0 text-right max-md:w-12', toneClass(tone) ?? 'text-fg-2')}>
                {text}
              </span>
            ))}
          </>
        );
        const href = hrefOf(query, { labels });
        const look = 'flex h-[27px] items-center gap-3 rounded text-sm max-md:gap-2';
        return (
          <li key={JSON.stringify(labels)}>
            {href === undefined ? (
              <div className={look}>{line}</div>
            ) : (
              <Link href={href} className={clsx(look, 'hover:bg-hover focus-visible:outline-offset-[-2px]')}>
                {line}
              </Link>
            )}
          </li>
        );
      })}
    </ul>
  );
}
