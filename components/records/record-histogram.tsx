'use client';

import { clsx } from 'clsx';
import { useState, type PointerEvent, type ReactNode } from 'react';
import { percentOf, type Bar, type BarKind, type Bars } from '@/components/records/histogram-bars';
import { needsDates } from '@/components/records/needs-dates';
import { millis, type Millis, type TimeRange } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import { formatClock, formatInstant, formatMinute, type Zone } from '@/lib/client/format-time';

const HEIGHT = 44;
/** Height that any part has at least. */
const LEAST = 1.5;
/** A drag shorter than this many pixels is a click. */
const CLICK = 4;
const LABELS = 5;

export interface RecordHistogramProps {
  bars: Bars;
  /** What the bars' parts are, in their order. */
  kinds: readonly BarKind[];
  /** One record, e.g. `span`; several have an s. */
  noun: string;
  /** Whether there is an answer yet. */
  answered: boolean;
  range: TimeRange;
  step: Millis;
  zone: Zone;
  /** The bars are those of the question before. */
  old: boolean;
  /** Why some or all of the bars could not be read. */
  failure: string | undefined;
  /** Drawn behind the bars, in the box that they fill. */
  behind?: ReactNode;
  onZoom: (range: TimeRange) => void;
  onUnzoom: () => void;
}

/** Records over time, by kind. Drag to look closer; double-click to see more. */
export function RecordHistogram({
  bars: all,
  kinds,
  noun,
  answered,
  range,
  step,
  zone,
  old,
  failure,
  behind,
  onZoom,
  onUnzoom,
}: RecordHistogramProps) {
  const { bars, total, highest } = all;
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const [pointed, setPointed] = useState<number>();
  const share = (event: PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - left) / width));
  };
  const timeAt = (part: number): Millis => millis(Math.round(range.from + part * (range.to - range.from)));
  const onPointerUp = (event: PointerEvent) => {
    const { width } = event.currentTarget.getBoundingClientRect();
    setDrag(undefined);
    if (!drag || Math.abs(drag.to - drag.from) * width < CLICK) return;
    onZoom({ from: timeAt(Math.min(drag.from, drag.to)), to: timeAt(Math.max(drag.from, drag.to)) });
  };
  const under = pointed === undefined ? undefined : bars.find(({ at }) => at <= timeAt(pointed) && timeAt(pointed) < at + step);
  return (
    <div className="relative shrink-0 border-b border-line px-4 pt-1.5 max-md:px-3">
      <div
        role="img"
        aria-label={`${formatInteger(total)} ${noun}s over time. Drag to look closer, double-click to see more.`}
        className="relative cursor-crosshair touch-pan-y"
        style={{ height: HEIGHT }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ from: share(event), to: share(event) });
        }}
        onPointerMove={(event) => {
          setPointed(share(event));
          if (drag) setDrag({ from: drag.from, to: share(event) });
        }}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
        onPointerLeave={() => setPointed(undefined)}
        onDoubleClick={onUnzoom}
      >
        {behind}
        <svg
          aria-hidden
          viewBox={`0 0 100 ${HEIGHT}`}
          preserveAspectRatio="none"
          className={clsx('relative h-full w-full transition-opacity duration-150', old && 'opacity-50')}
        >
          {bars.map((bar) => (
            <BarMark key={bar.at} bar={bar} kinds={kinds} range={range} step={step} highest={highest} lit={bar === under} />
          ))}
        </svg>
        {drag && (
          <span
            className="absolute inset-y-0 border-x border-ember bg-ember-soft"
            style={{ left: `${Math.min(drag.from, drag.to) * 100}%`, width: `${Math.abs(drag.to - drag.from) * 100}%` }}
          />
        )}
        {under && pointed !== undefined && (
          <span
            className="pointer-events-none absolute top-0 z-10 rounded-md border border-line-strong bg-raised px-2 py-0.5 text-xs whitespace-nowrap"
            style={pointed < 0.5 ? { left: `calc(${pointed * 100}% + 12px)` } : { right: `calc(${(1 - pointed) * 100}% + 12px)` }}
          >
            {formatClock(under.at, zone).slice(0, 8)} <b className="font-medium">{formatInteger(under.count)}</b>{' '}
            {under.count === 1 ? noun : `${noun}s`}
            {kinds.map(({ says, colour }, index) => {
              const count = under.parts[index] ?? 0;
              return says !== undefined && count > 0 ? (
                <span key={says} style={{ color: colour }}>
                  {' '}
                  · {formatInteger(count)} {says}
                </span>
              ) : null;
            })}
          </span>
        )}
      </div>
      {failure !== undefined && (
        <p role="status" title={failure} className="absolute inset-x-4 top-1.5 truncate bg-page text-xs text-error max-md:inset-x-3">
          Could not count the {noun}s over time: {failure}
        </p>
      )}
      <div aria-hidden className="flex h-4 justify-between text-[10.5px] leading-4 text-fg-3">
        {/* not before there is an answer: the server that draws the page first has another clock and another zone */}
        {Array.from({ length: answered ? LABELS : 0 }, (_, index) => {
          const at = timeAt(index / (LABELS - 1));
          const text = needsDates(range) ? formatInstant(at, zone, range.to).slice(0, -3) : formatMinute(at, zone);
          return (
            <span key={index} className={clsx(index % 2 === 1 && 'max-sm:hidden')}>
              {text}
            </span>
          );
        })}
      </div>
    </div>
  );
}

interface BarMarkProps {
  bar: Bar;
  kinds: readonly BarKind[];
  range: TimeRange;
  step: Millis;
  highest: number;
  lit: boolean;
}

function BarMark({ bar, kinds, range, step, highest, lit }: BarMarkProps) {
  const left = Math.max(0, percentOf(bar.at, range));
  const width = Math.min(100, percentOf(bar.at + step, range)) - left;
  const rect = { x: left + width * 0.1, width: Math.max(0.05, width * 0.8) };
  const upTo = (index: number): number => bar.parts.slice(0, index + 1).reduce((sum, count) => sum + count, 0);
  return (
    <g opacity={lit ? 1 : 0.8}>
      {/* the whole bar first, and over it what stands lower */}
      {kinds
        .map(({ colour }, index) => {
          // a few errors among thousands are still seen
          const height = Math.max(LEAST, (upTo(index) / highest) * HEIGHT);
          return (bar.parts[index] ?? 0) > 0 && <rect key={index} {...rect} y={HEIGHT - height} height={height} fill={colour} />;
        })
        .toReversed()}
    </g>
  );
}
