import { clsx } from 'clsx';
import Link from 'next/link';
import { memo } from 'react';
import { shadesOf, type ShadedTime } from '@/lib/charts/shaded-time';
import { MARGIN, xOf, type Plot } from '@/components/charts/plot';

/** In px: what can be hit with a finger or a mouse. */
const LEAST_WIDTH = 6;

/** At the upper edge of each shaded time a strip that leads to what it was; where several meet, to the first of them. */
export const ShadeLinks = memo(function ShadeLinks({ plot, times }: { plot: Plot; times: readonly ShadedTime[] }) {
  const linked = times.filter(({ href }) => href !== undefined);
  if (linked.length === 0) return null;
  return (
    <div className="pointer-events-none absolute" style={{ left: MARGIN.left, top: MARGIN.top, width: plot.width }}>
      {shadesOf(linked, plot.grid).map(({ from, to, tone }) => {
        const inside = linked.filter((time) => time.tone === tone && time.from <= to && time.to >= from);
        const [first] = inside;
        if (first?.href === undefined) return null;
        const x = xOf(plot, from);
        const width = Math.max(LEAST_WIDTH, xOf(plot, to) - x);
        const more = inside.length > 1 ? `, and ${inside.length - 1} more` : '';
        return (
          <Link
            key={`${tone} ${from}`}
            prefetch={false}
            href={first.href}
            title={`${first.text}${more}`}
            aria-label={`Alert fired: ${first.text}${more}`}
            className={clsx(
              'pointer-events-auto absolute top-0 h-1.5 rounded-b-[2px] opacity-70 hover:h-2.5 hover:opacity-100 focus-visible:h-2.5',
              tone === 'error' ? 'bg-error' : 'bg-warn',
            )}
            style={{ left: Math.min(x, plot.width - width), width }}
          />
        );
      })}
    </div>
  );
});
