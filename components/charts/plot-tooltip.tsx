'use client';

import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { stepStart, type Grid } from '@/lib/charts/grid';
import type { TooltipModel } from '@/lib/charts/tooltip';
import { formatRange, type Zone } from '@/lib/client/format-time';

/** From the pointer, in px. */
const ASIDE = 14;

/** What a chart says about the step under the pointer; on the side where there is room. */
export function PlotTooltip({
  grid,
  zone,
  step,
  x,
  y,
  width,
  children,
}: {
  grid: Grid;
  zone: Zone;
  step: number;
  x: number;
  y: number;
  width: number;
  children: ReactNode;
}) {
  // moved, not placed: what is drawn under it stays as it is
  const side = x > width / 2 ? `calc(${Math.round(x) - ASIDE}px - 100%)` : `${Math.round(x) + ASIDE}px`;
  return (
    <div
      className="pointer-events-none absolute top-0 left-0 z-20 w-max max-w-80 min-w-36 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-xs shadow-lg shadow-black/20 will-change-transform"
      style={{ transform: `translate(${side}, ${Math.round(Math.max(-8, y - 24))}px)` }}
    >
      <p className="mb-1 whitespace-nowrap text-fg-3">{formatRange(stepStart(grid, step), stepStart(grid, step + 1), zone)}</p>
      {children}
    </div>
  );
}

/** One line per series, the largest first; beside it, where the page compares, what it was and how it changed. */
export function TooltipRows({ model, active }: { model: TooltipModel; active?: string | undefined }) {
  if (model.rows.length === 0) return <p className="text-fg-2">No records here</p>;
  const compared = model.rows.some(({ before }) => before !== undefined);
  return (
    <ul className="grid gap-0.5">
      {model.rows.map(({ key, name, colour, text, before }) => (
        <li key={key} className={clsx('flex items-center gap-1.5', key === active ? 'font-semibold text-fg' : 'text-fg-2')}>
          <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: colour }} />
          <span className="truncate">{name}</span>
          <span className="ml-auto pl-4 whitespace-nowrap text-fg">{text}</span>
          {compared && (
            <span className="w-26 shrink-0 text-right whitespace-nowrap text-fg-3">{before && `${before.text} · ${before.change}`}</span>
          )}
        </li>
      ))}
      {model.total !== undefined && (
        <li className="mt-0.5 flex border-t border-line pt-1 text-fg-2">
          Total<span className="ml-auto pl-4 text-fg">{model.total}</span>
        </li>
      )}
    </ul>
  );
}
