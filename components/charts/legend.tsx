'use client';

import { clsx } from 'clsx';
import type { ChartSeries } from '@/lib/charts/timeseries';

/** The series by name with their mean. A click shows one alone, a second click all again. One line: what does not fit scrolls, and fades out where it goes on. */
export function Legend({
  series,
  only,
  onOnly,
  dropped,
  note,
}: {
  series: readonly ChartSeries[];
  only: string | undefined;
  onOnly: (key: string | undefined) => void;
  dropped: number;
  /** What else a reader must know of the lines. */
  note?: string | undefined;
}) {
  return (
    // room at the left for the ring of the focus
    <div className="-ml-1 flex h-5 shrink-0 items-center gap-3.5 overflow-x-auto text-xs whitespace-nowrap text-fg-2 [mask-image:linear-gradient(to_right,black_calc(100%-16px),transparent)] pr-4 pl-1 [scrollbar-width:none]">
      {series.map(({ key, name, colour, legend }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === only}
          title={key === only ? 'Show all' : `Show only ${name}`}
          onClick={() => onOnly(key === only ? undefined : key)}
          className={clsx(
            'flex items-center gap-1.5 hover:text-fg focus-visible:outline-offset-0',
            only !== undefined && key !== only && 'opacity-40',
          )}
        >
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />
          {name} <span className="text-fg-3">{legend}</span>
        </button>
      ))}
      {dropped > 0 && <span className="text-fg-3">{dropped} smaller ones not shown</span>}
      {note !== undefined && <span className="ml-auto text-fg-3">{note}</span>}
    </div>
  );
}
