'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { useTimeWindow } from '@/lib/client/time-window';
import type { StatView as View } from '@/lib/charts/stat';
import { compareName, type Compare } from '@/lib/query/compare';
import { Sparkline } from '@/components/charts/sparkline';
import { FigureText } from '@/components/views/figure-text';
import { askedFigure, type Parts } from '@/components/views/filled';
import { statOf } from '@/components/views/prepared';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

/** A figure with its change against another window, and how it went. */
export function StatView({ parts, view, compare }: { parts: Parts; view: View; compare: Compare }) {
  const main = parts.get('main');
  const { refreshedAt } = useTimeWindow();
  const { value, text, tone, change, trend } = useMemo(() => statOf(parts, view, refreshedAt), [parts, view, refreshedAt]);
  const { hrefOf } = useDoor();
  const href = main && hrefOf(main.query, { measure: 0, value: askedFigure(main, 0, value) });
  const look = clsx('text-xl leading-7 font-semibold tracking-[-0.02em] whitespace-nowrap', toneClass(tone));
  const figure = <FigureText value={value} unit={view.unit} text={text} className={look} />;
  return (
    <div className="flex h-full flex-col justify-between">
      <div className="flex items-baseline gap-2">
        {href === undefined ? (
          figure
        ) : (
          <Link prefetch={false} href={href}>
            {figure}
          </Link>
        )}
        {change && (
          <span
            title={`Against ${compareName(compare)}`}
            className={clsx('truncate text-xs', change.good === undefined ? 'text-fg-3' : change.good ? 'text-ok' : 'text-error')}
          >
            {change.text}
          </span>
        )}
      </div>
      <Sparkline
        values={trend}
        colour={tone === 'error' ? 'var(--error)' : tone === 'warn' ? 'var(--warn)' : 'var(--s1)'}
        className="max-h-24 min-h-5 w-full flex-1"
      />
    </div>
  );
}
