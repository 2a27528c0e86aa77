'use client';

import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { FlameGraph } from '@/components/traces/flame-graph';
import { LANE, paintFlame } from '@/components/traces/flame-paint';
import { useShownTheme } from '@/lib/client/theme';
import { frameAt, neighbourOf, type FlameStep, type FlameView } from '@/lib/waterfall/flame';
import { NONE } from '@/lib/waterfall/tree';

/** A frame this many pixels away is still meant. */
const NEAR = 1;

const STEPS: Readonly<Record<string, FlameStep>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

export interface FlameCanvasProps {
  label: string;
  graph: FlameGraph;
  view: FlameView;
  /** The frame that the keyboard is at, or NONE. */
  cursor: number;
  /** What a frame is, in words. */
  describe: (frame: number) => string;
  onCursor: (frame: number) => void;
  /** A click, or Space. */
  onPick: (frame: number) => void;
  /** A double click or Enter; NONE for Escape. */
  onZoom: (frame: number) => void;
  /** What is shown beside the pointer. */
  tip: (frame: number) => React.ReactNode;
}

/** The frames on a canvas as large as the window on them, which scrolls over any number of lanes. */
export function FlameCanvas({ label, graph, view, cursor, describe, onCursor, onPick, onZoom, tip }: FlameCanvasProps) {
  const { frames } = graph;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const [pointed, setPointed] = useState<{ readonly frame: number; readonly x: number; readonly y: number }>();
  const theme = useShownTheme();
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    if (canvas.current && size.width > 0)
      paintFlame(canvas.current, { graph, view, top, ...size, cursor, pointed: pointed?.frame ?? NONE });
  }, [graph, view, top, size, cursor, pointed, theme]);
  const lane = cursor === NONE ? NONE : (frames.lane[cursor] ?? NONE);
  useEffect(() => {
    const element = scroller.current;
    if (!element || lane === NONE) return;
    const y = lane * LANE;
    if (y < element.scrollTop) element.scrollTop = y;
    else if (y + LANE > element.scrollTop + element.clientHeight) element.scrollTop = y - element.clientHeight / 2;
  }, [lane, view]);

  const perPixel = (view.to - view.from) / Math.max(1, size.width);
  const frameUnder = (event: MouseEvent): number => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor((event.clientY - box.top + event.currentTarget.scrollTop) / LANE);
    return frameAt(frames, at, view.from + (event.clientX - box.left) * perPixel, NEAR * perPixel);
  };
  const onPointerMove = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    const frame = frameUnder(event);
    setPointed(frame === NONE ? undefined : { frame, x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const step = STEPS[event.key];
    if (!step && !['Enter', ' ', 'Escape', 'Home'].includes(event.key)) return;
    // where nothing is left to zoom out of, Escape means what it means on the page
    if (event.key === 'Escape' && view.from === frames.from && view.to === frames.to) return;
    event.preventDefault();
    if (step) onCursor(cursor === NONE ? 0 : neighbourOf(frames, graph.size, cursor, step, view, perPixel));
    else if (event.key === 'Home') onCursor(0);
    else if (event.key === 'Escape') onZoom(NONE);
    else if (cursor !== NONE) (event.key === 'Enter' ? onZoom : onPick)(cursor);
  };
  return (
    <div className="relative flex min-h-0 flex-1">
      <div
        ref={scroller}
        role="tree"
        aria-label={label}
        aria-activedescendant="flame-frame"
        tabIndex={0}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setPointed(undefined)}
        onClick={(event) => {
          const frame = frameUnder(event);
          if (frame !== NONE) onPick(frame);
        }}
        onDoubleClick={(event) => onZoom(frameUnder(event))}
        onKeyDown={onKeyDown}
        className="relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto focus-visible:outline-offset-[-2px]"
      >
        <div role="presentation" style={{ height: Math.max(frames.lanes * LANE, size.height) }}>
          <canvas ref={canvas} aria-hidden className="sticky top-0 block" style={{ width: size.width, height: size.height }} />
        </div>
        {cursor !== NONE && (
          <div
            id="flame-frame"
            role="treeitem"
            aria-level={(frames.lane[cursor] ?? 0) + 1}
            aria-selected
            aria-label={describe(cursor)}
            className="sr-only"
          />
        )}
      </div>
      {pointed && pointed.frame < frames.count && (
        <div
          className="pointer-events-none absolute z-20 max-w-80 rounded-md border border-line-strong bg-raised px-2 py-1 text-xs shadow-lg shadow-black/20"
          style={{
            ...(pointed.x > size.width / 2 ? { right: size.width - pointed.x + 12 } : { left: pointed.x + 12 }),
            ...(pointed.y > size.height / 2 ? { bottom: size.height - pointed.y + 12 } : { top: pointed.y + 12 }),
          }}
        >
          {tip(pointed.frame)}
        </div>
      )}
    </div>
  );
}
