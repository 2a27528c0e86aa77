'use client';

import { useEffect, useRef } from 'react';
import type { Millis } from '@/lib/base/time';
import { stepAt, stepMiddle } from '@/lib/charts/grid';
import { useCrosshair } from '@/components/charts/crosshair';
import { xOf, type Plot } from '@/components/charts/plot';

/** The page's crosshair on one plot. It follows by moving a layer of its own: nothing is rendered, laid out or painted again. */
export function CrosshairLine({ plot }: { plot: Plot }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = (at: Millis | undefined) => {
      const line = ref.current;
      if (!line) return;
      const step = at === undefined ? undefined : stepAt(plot.grid, at);
      line.hidden = step === undefined;
      if (step !== undefined) line.style.transform = `translateX(${Math.round(xOf(plot, stepMiddle(plot.grid, step)))}px)`;
    };
    place(useCrosshair.getState().at);
    return useCrosshair.subscribe(({ at }) => place(at));
  }, [plot]);
  return <div ref={ref} hidden className="pointer-events-none absolute inset-y-0 left-0 w-px bg-fg-3/60 will-change-transform" />;
}
