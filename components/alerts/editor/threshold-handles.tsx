'use client';

import { clsx } from 'clsx';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { exactText } from '@/lib/alerts/amount-text';
import type { Unit } from '@/lib/base/units';
import { fractionOn } from '@/lib/charts/axis';
import type { Condition } from '@/lib/model/alert';
import type { BoundName } from '@/components/alerts/editor/condition';
import {
  placeHandles,
  snapped,
  thresholdLines,
  valueByKey,
  withLineAt,
  type ThresholdLine,
} from '@/components/alerts/editor/threshold-lines';
import { MARGIN, valueUnder, type Plot } from '@/components/charts/plot';

const LOOKS: Readonly<Record<BoundName, { readonly name: string; readonly line: string; readonly handle: string }>> = {
  warn: { name: 'Warn threshold', line: 'border-warn', handle: 'border-warn text-warn' },
  critical: { name: 'Critical threshold', line: 'border-error', handle: 'border-error text-error' },
  recover: { name: 'Recovery threshold', line: 'border-ok', handle: 'border-ok text-ok' },
};
const SIDES = { at: '', low: ', lower end', high: ', upper end' } as const;
/** In px: what is taken hold of around a line, and how high its handle is. */
const GRIP = 9;
const HANDLE = 18;
/** How far aside a handle goes that would cover another one. */
const ASIDE = 76;

/**
 * The bounds of a rule as lines on its chart: dragged by a pointer, or moved by keys once they have the focus. `onMove` with every
 * readable figure on the way, `onHold` when one is taken hold of and let go.
 */
export function ThresholdHandles({
  plot,
  condition,
  unit,
  onMove,
  onHold,
}: {
  plot: Plot;
  condition: Condition;
  unit: Unit;
  onMove: (condition: Condition) => void;
  onHold: (held: boolean) => void;
}) {
  const lines = thresholdLines(condition);
  const placed = placeHandles(
    lines.map((line) => ({ line, ...placeOf(plot, line.at) })),
    plot.height,
    HANDLE,
  );
  return (
    <div className="pointer-events-none absolute" style={{ left: MARGIN.left, top: MARGIN.top, width: plot.width, height: plot.height }}>
      {placed.map(({ line, y, off, middle, column }) => {
        const { name, side } = line.bound;
        return (
          <Handle
            key={`${name} ${side} ${line.sign}`}
            plot={plot}
            line={line}
            y={y}
            off={off}
            right={column * ASIDE + 2}
            middle={middle}
            unit={unit}
            onValue={(value) => onMove(withLineAt(condition, line, value))}
            onHold={onHold}
          />
        );
      })}
    </div>
  );
}

/** In px from the top, and whether the axis ends before it. */
function placeOf({ axis, height }: Plot, at: number): { readonly y: number; readonly off: 'above' | 'below' | undefined } {
  const fraction = fractionOn(axis, at) ?? 0;
  return {
    y: height * (1 - Math.min(1, Math.max(0, fraction))),
    off: fraction > 1 + 1e-9 ? 'above' : fraction < -1e-9 ? 'below' : undefined,
  };
}

function Handle({
  plot,
  line,
  y,
  off,
  right,
  middle,
  unit,
  onValue,
  onHold,
}: {
  plot: Plot;
  line: ThresholdLine;
  y: number;
  off: 'above' | 'below' | undefined;
  right: number;
  middle: number;
  unit: Unit;
  onValue: (value: number) => void;
  onHold: (held: boolean) => void;
}) {
  const { axis } = plot;
  const { name, line: lineLook, handle } = LOOKS[line.bound.name];
  // from where on the line it was taken: it does not jump under the pointer
  const held = useRef<{ readonly id: number; readonly top: number; readonly offset: number }>(undefined);
  const text = exactText(line.at, unit);
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const box = event.currentTarget.parentElement?.parentElement?.getBoundingClientRect();
    if (!box) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    held.current = { id: event.pointerId, top: box.top, offset: event.clientY - box.top - y };
    onHold(true);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const hold = held.current;
    if (!hold || hold.id !== event.pointerId) return;
    const value = snapped(valueUnder(plot, event.clientY - hold.top - hold.offset), axis, unit);
    if (value !== line.at) onValue(value);
  };
  const onUp = () => {
    if (!held.current) return;
    held.current = undefined;
    onHold(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    const value = valueByKey(event.key, event.shiftKey, line.at, axis, unit);
    if (value === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onValue(value);
  };
  const pointer = { onPointerDown: onDown, onPointerMove: onMove, onPointerUp: onUp, onPointerCancel: onUp };
  return (
    <div className="absolute inset-x-0" style={{ top: y }}>
      <div aria-hidden className={clsx('absolute inset-x-0 top-0 border-t border-dashed', lineLook)} />
      <div
        aria-hidden
        className="pointer-events-auto absolute inset-x-0 cursor-ns-resize touch-none"
        style={{ top: -GRIP / 2, height: GRIP }}
        {...pointer}
      />
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${name}${SIDES[line.bound.side]}${line.sign < 0 ? ', downwards' : ''}`}
        aria-orientation="vertical"
        aria-valuemin={Math.min(axis.from, line.at)}
        aria-valuemax={Math.max(axis.to, line.at)}
        aria-valuenow={line.at}
        aria-valuetext={text}
        className={clsx(
          'pointer-events-auto absolute flex cursor-ns-resize touch-none items-center rounded border bg-panel px-1.5 text-xs whitespace-nowrap select-none pointer-coarse:h-7! pointer-coarse:px-2.5',
          handle,
        )}
        style={{ right, top: middle - y, transform: 'translateY(-50%)', height: HANDLE }}
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <span aria-hidden className="mr-1 opacity-70">
          {off === 'above' ? '↑' : off === 'below' ? '↓' : '↕'}
        </span>
        {text}
      </div>
    </div>
  );
}
