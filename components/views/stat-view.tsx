'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { dense, gridOf } from '@/lib/charts/grid';
import { isAdditive } from '@/lib/charts/top';
import { hideUnfinished } from '@/lib/charts/unfinished';
import type { Millis } from '@/lib/base/time';
import { useTimeWindow } from '@/lib/client/time-window';
import { prepareStat, type StatView as View } from '@/lib/charts/stat';
import { Sparkline } from '@/components/charts/sparkline';
import type { Part, Parts } from '@/components/views/filled';
import { toneClass } from '@/components/views/tone-class';
import { useDoor } from '@/components/views/use-door';

/** The one figure of an answer over the whole window. */
function figureOf(part: Part | undefined): number | undefined {
  if (part?.answer.kind !== 'table') return undefined;
  const value = part.answer.table.rows[0]?.at(-1);
  return typeof value === 'number' ? value : undefined;
}

/** The figure to compare with. None where nothing had been counted: all that comes after nothing is no change worth telling. */
function comparable(before: Part | undefined): number | undefined {
  const figure = figureOf(before);
  const counted = before?.query.spec.kind === 'table' && before.query.spec.measures.every(isAdditive);
  return counted && figure === 0 ? undefined : figure;
}

/** The figure step by step; a count without its step that is not over by `now`. */
function trendOf(part: Part | undefined, now: Millis): (number | null)[] {
  if (part?.answer.kind !== 'series' || part.query.spec.kind !== 'series') return [];
  const grid = gridOf(part.query.frame);
  const values = dense(part.answer.series[0]?.points ?? [], grid);
  if (part.query.spec.measures.every(isAdditive)) hideUnfinished([values], grid, now);
  return values;
}

/** A figure with its change against the window before, and how it went. */
export function StatView({ parts, view }: { parts: Parts; view: View }) {
  const [main, before, trend] = [parts.get('main'), parts.get('before'), parts.get('trend')];
  const value = figureOf(main);
  const { text, tone, change } = prepareStat(value, comparable(before), view);
  const { refreshedAt } = useTimeWindow();
  const values = useMemo(() => trendOf(trend, refreshedAt), [trend, refreshedAt]);
  const { hrefOf } = useDoor();
  const href = main && hrefOf(main.query, { measure: 0, value });
  const loud = toneClass(tone);
  const figure = <span className={clsx('text-xl leading-7 font-semibold tracking-[-0.02em] whitespace-nowrap', loud)}>{text}</span>;
  return (
    <div className="flex h-full flex-col justify-between">
      <div className="flex items-baseline gap-2">
        {href === undefined ? figure : <Link href={href}>{figure}</Link>}
        {change && (
          <span
            title="Against the window before"
            className={clsx('truncate text-xs', change.good === undefined ? 'text-fg-3' : change.good ? 'text-ok' : 'text-error')}
          >
            {change.text}
          </span>
        )}
      </div>
      <Sparkline
        values={values}
        colour={tone === 'error' ? 'var(--error)' : tone === 'warn' ? 'var(--warn)' : 'var(--s1)'}
        className="h-5 w-full"
      />
    </div>
  );
}
