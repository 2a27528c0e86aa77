import { memo } from 'react';
import type { Values } from '@/lib/charts/top';

const WIDTH = 100;
const HEIGHT = 20;

/** The line through `values` in a box of 100 × 20, from zero up; it breaks where there are gaps. */
function pathOf(values: Values): string {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  if (most === 0) return values.some((value) => value !== null) ? `M0 ${HEIGHT - 1}H${WIDTH}` : '';
  let path = '';
  let open = false;
  values.forEach((value, index) => {
    if (value !== null) {
      const x = (index / Math.max(1, values.length - 1)) * WIDTH;
      const y = HEIGHT - 1 - (Math.max(0, value) / most) * (HEIGHT - 2);
      // a step between two gaps is a short stroke
      path += `${open ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}${open ? '' : 'h0.01'}`;
    }
    open = value !== null;
  });
  return path;
}

/** How a figure went, small, without axes. It fills its box. */
export const Sparkline = memo(function Sparkline({ values, colour, className }: { values: Values; colour: string; className?: string }) {
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={className}>
      <path
        d={pathOf(values)}
        fill="none"
        stroke={colour}
        strokeWidth={1.2}
        strokeLinejoin="round"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
});
