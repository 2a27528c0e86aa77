'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { useMemo } from 'react';
import { formatUnit } from '@/lib/base/units';
import type { View } from '@/lib/model/dashboard';
import type { Part } from '@/components/views/filled';
import { pieOf } from '@/components/views/prepared';
import { useDoor } from '@/components/views/use-door';

/** The ring's box and its line, in the units of its own drawing; the circle's length is 100, so that shares are percents. */
const BOX = 42;
const RADIUS = 100 / (2 * Math.PI);
const THICKNESS = 6;
/** Between two parts, in percent of the ring. */
const SEAM = 0.5;

/** Shares of the whole: a ring and the list of its parts. A part leads to its records. */
export function PieView({ part, view, title }: { part: Part; view: Extract<View, { kind: 'pie' }>; title: string }) {
  const { hrefOf } = useDoor();
  const { slices, whole } = useMemo(() => pieOf(part), [part]);
  return (
    <div className="@container flex h-full items-center gap-5 max-md:gap-3">
      <div className="relative aspect-square h-full max-h-44 max-w-2/5 shrink-0">
        <svg aria-hidden viewBox={`0 0 ${BOX} ${BOX}`} className="size-full -rotate-90">
          {slices.map(({ name, colour, share, from }) => (
            <circle
              key={name}
              cx={BOX / 2}
              cy={BOX / 2}
              r={RADIUS}
              fill="none"
              stroke={colour}
              strokeWidth={THICKNESS}
              strokeDasharray={`${Math.max(0.2, share * 100 - (slices.length > 1 ? SEAM : 0))} 100`}
              strokeDashoffset={-from * 100}
            />
          ))}
        </svg>
        <span className="absolute inset-0 flex items-center justify-center text-sm font-semibold">{formatUnit(whole, view.unit)}</span>
      </div>
      <ul className="h-full min-w-0 flex-1 content-center overflow-auto" tabIndex={0} aria-label={title}>
        {slices.map(({ name, colour, share, value, labels }) => {
          const href = labels && hrefOf(part.query, { labels });
          const look = 'flex h-6 items-center gap-2 rounded text-sm';
          const line = (
            <>
              <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />
              <span className="min-w-0 flex-1 truncate" title={name}>
                {name}
              </span>
              <span className="shrink-0 text-fg-2">{formatUnit(value, view.unit)}</span>
              <span className="w-14 shrink-0 text-right text-fg-3">{formatUnit(share, 'ratio')}</span>
            </>
          );
          return (
            <li key={name}>
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
    </div>
  );
}
