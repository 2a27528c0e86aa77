'use client';

import { useState, type CSSProperties, type KeyboardEvent, type PointerEvent } from 'react';

const LEAST = 140;
/** Where there is room for it. */
const USUAL = 376;
const STEP = 24;

/** The width of the column of names, in CSS pixels; undefined until someone has dragged it. */
export function useNameColumn(): { style: CSSProperties; separator: React.ReactNode } {
  const [width, setWidth] = useState<number>();
  const set = (next: number, room: number) => setWidth(Math.round(Math.min(Math.max(LEAST, next), room - LEAST)));
  const box = (element: Element): DOMRect => (element.parentElement ?? element).getBoundingClientRect();
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width: room } = box(event.currentTarget);
    set(event.clientX - left, room);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (step === 0) return;
    event.preventDefault();
    const own = event.currentTarget.getBoundingClientRect();
    const { left, width: room } = box(event.currentTarget);
    set(own.left + own.width / 2 - left + step, room);
  };
  const style: Record<`--${string}`, string> = {
    '--names': width === undefined ? `clamp(150px, 42cqw, ${USUAL}px)` : `min(${width}px, 70cqw)`,
  };
  return {
    style,
    separator: (
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the names"
        aria-valuemin={LEAST}
        aria-valuenow={width ?? USUAL}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onDoubleClick={() => setWidth(undefined)}
        onKeyDown={onKeyDown}
        className="absolute inset-y-0 left-[calc(var(--names)-9px)] z-10 w-[7px] cursor-col-resize touch-none hover:bg-line-strong/60"
      />
    ),
  };
}
