'use client';

import { useDragRange, type DragRange } from '@/components/traces/use-drag-range';
import { TIME_AXIS } from '@/components/traces/use-zoom-gestures';
import { timeTicks } from '@/lib/waterfall/time-axis';
import type { View } from '@/lib/waterfall/zoom';

/** Ticks for a column of usual width. */
const TICKS = 5;

/** Percent of the view's width for each tick; `origin` is the trace's start. */
function ticksOf(view: View, origin: number): { label: string; left: number }[] {
  const span = Math.max(1, view.to - view.from);
  return timeTicks(view.from - origin, view.to - origin, TICKS).map(({ at, label }) => ({
    label,
    left: ((at + origin - view.from) / span) * 100,
  }));
}

export interface TimeRulerProps {
  view: View;
  /** The trace's start. */
  origin: number;
  /** Looks at a part; undefined for all of it. */
  onView: (view: View | undefined) => void;
}

/** Time since the trace's start, above the bars. Drag to look closer, double-click to see all again. */
export function TimeRuler({ view, origin, onView }: TimeRulerProps) {
  const length = view.to - view.from;
  const { range, handlers } = useDragRange(({ from, to }) => onView({ from: view.from + from * length, to: view.from + to * length }));
  return (
    <div
      aria-hidden
      {...TIME_AXIS}
      {...handlers}
      onDoubleClick={() => onView(undefined)}
      className="relative mr-4 h-full cursor-crosshair touch-pan-y text-xs text-fg-3 select-none"
    >
      {ticksOf(view, origin).map(({ label, left }, index) => (
        <span
          key={label}
          className={`absolute top-0 leading-[22px] whitespace-nowrap ${index === 0 && left < 4 ? '' : left > 94 ? '-translate-x-full' : '-translate-x-1/2'} ${index % 2 === 1 ? 'max-sm:hidden' : ''}`}
          style={{ left: `${left}%` }}
        >
          {label}
        </span>
      ))}
      {range && <DraggedRange range={range} />}
    </div>
  );
}

/** What is being dragged over an overview or a ruler. */
export function DraggedRange({ range }: { range: DragRange }) {
  return (
    <span
      className="pointer-events-none absolute inset-y-0 border-x border-ember bg-ember-soft"
      style={{ left: `${range.from * 100}%`, width: `${(range.to - range.from) * 100}%` }}
    />
  );
}

/** The ruler's lines behind all rows: drawn once, not in each row. */
export function GridLines({ view, origin, height }: { view: View; origin: number; height: number }) {
  return (
    <div aria-hidden className="pointer-events-none absolute top-0 right-4 left-(--names)" style={{ height }}>
      {ticksOf(view, origin).map(({ label, left }) => (
        <span key={label} className="absolute inset-y-0 w-px bg-line/60" style={{ left: `${left}%` }} />
      ))}
    </div>
  );
}
