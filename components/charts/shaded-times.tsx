import { memo } from 'react';
import { shadesOf, type ShadedTime } from '@/lib/charts/shaded-time';
import { MARGIN, xOf, type Plot } from '@/components/charts/plot';

const FILLS = { warn: 'var(--warn)', error: 'var(--error)' } as const;
/** In px: what lasted a minute is still seen on a chart of a week. */
const LEAST_WIDTH = 2;

/** Times behind the marks in which something fired. */
export const ShadedTimes = memo(function ShadedTimes({ plot, times }: { plot: Plot; times: readonly ShadedTime[] }) {
  const shades = shadesOf(times, plot.grid);
  if (shades.length === 0) return null;
  return (
    <svg
      aria-hidden
      width={plot.width}
      height={plot.height}
      className="pointer-events-none absolute"
      style={{ left: MARGIN.left, top: MARGIN.top }}
    >
      {shades.map(({ from, to, tone }) => {
        const x = xOf(plot, from);
        return (
          <rect
            key={`${tone} ${from}`}
            data-shade={tone}
            x={x}
            width={Math.max(LEAST_WIDTH, xOf(plot, to) - x)}
            height={plot.height}
            fill={FILLS[tone]}
            fillOpacity={0.16}
          />
        );
      })}
    </svg>
  );
});
