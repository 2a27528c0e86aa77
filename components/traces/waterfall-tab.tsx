'use client';

import { useCallback, useMemo, useRef, type KeyboardEvent } from 'react';
import { Minimap } from '@/components/traces/minimap';
import { useNameColumn } from '@/components/traces/name-column';
import { useShownTrace, type ShownTrace } from '@/components/traces/shown-trace';
import { TimeRuler } from '@/components/traces/time-ruler';
import { useLines, type Lines } from '@/components/traces/use-lines';
import { useMarks } from '@/components/traces/use-marks';
import { useZoomGestures } from '@/components/traces/use-zoom-gestures';
import { Waterfall } from '@/components/traces/waterfall';
import { moveFor } from '@/components/traces/waterfall-keys';
import { useWaterfallOptions, type WaterfallOptions } from '@/components/traces/waterfall-options';
import { counted, formatInteger } from '@/lib/base/units';
import { useShortcuts } from '@/lib/client/shortcuts';
import { criticalPath } from '@/lib/waterfall/critical-path';
import { NONE } from '@/lib/waterfall/tree';
import { panned, withinAll, zoomed, type View } from '@/lib/waterfall/zoom';

/** How much closer a press of + looks. */
const CLOSER = 1.5;
/** How far a press of an arrow goes along, as a share of what is seen. */
const ALONG = 0.2;

/** The overview, the ruler and the waterfall itself. */
export function WaterfallTab() {
  const shownTrace = useShownTrace();
  const { trace, extent, errors, matches, collapsed, selected, select, cursor } = shownTrace;
  const { columns, tree } = trace;
  const [options, setOptions] = useWaterfallOptions();
  const names = useNameColumn();
  const section = useRef<HTMLElement>(null);
  const lines = useLines(shownTrace, options.grouped);
  const marks = useMarks(shownTrace, options.marks);
  const path = useMemo(
    () => (options.path ? criticalPath(columns, tree, extent.openEnd) : undefined),
    [options.path, columns, tree, extent.openEnd],
  );
  const shows = useShows(options);
  const zoom = useZoom(shownTrace, options, setOptions);
  useZoomGestures(section, zoom.view, extent, zoom.onView);
  const step = (key: string) => () => {
    const move = moveFor(key, { tree: lines.shown, visible: lines.visible, collapsed, groups: lines.groups, opened: lines.opened, cursor });
    if (move?.do === 'cursor') lines.moveTo(move.row);
  };
  useShortcuts([
    { keys: 'j', label: 'Next span', group: 'Trace', run: step('j') },
    { keys: 'k', label: 'Previous span', group: 'Trace', run: step('k') },
    { keys: '+', label: 'Look closer, at the span of the cursor', group: 'Trace', run: zoom.closer },
    { keys: '-', label: 'Look from further away', group: 'Trace', run: zoom.further },
    { keys: '0', label: 'See all of the trace', group: 'Trace', run: () => zoom.onView(undefined) },
  ]);
  const onTimeKey = ({ key, shiftKey }: KeyboardEvent): boolean => {
    if (shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
      zoom.onView(panned(zoom.view, key === 'ArrowLeft' ? -ALONG : ALONG, extent));
      return true;
    }
    // first the details close, then all of the trace is seen again
    if (key !== 'Escape' || selected !== NONE || options.zoom === null) return false;
    zoom.onView(undefined);
    return true;
  };
  return (
    <section ref={section} aria-label="Waterfall" className="@container relative flex min-h-0 min-w-0 flex-1 flex-col" style={names.style}>
      <div className="shrink-0 border-b border-line py-2 pl-(--names) max-md:pl-4">
        <Minimap trace={trace} shown={lines.shown} extent={extent} view={zoom.view} onView={zoom.onView} />
      </div>
      <div className="grid h-[22px] shrink-0 grid-cols-[var(--names)_minmax(0,1fr)] border-b border-line">
        <div className="flex min-w-0 items-center pr-3 pl-4 text-xs text-fg-3">
          <span className="truncate">{countText(shownTrace, lines, marks.note)}</span>
        </div>
        <TimeRuler view={zoom.view} origin={extent.from} onView={zoom.onView} />
      </div>
      {names.separator}
      <Waterfall
        {...{ trace, extent, lines, errors, collapsed, matches, selected, cursor, path, shows, onTimeKey }}
        view={zoom.view}
        marks={marks.byRow}
        onSelect={select}
      />
    </section>
  );
}

/** The same object for as long as nothing in it changes, so that rows are not drawn again. */
function useShows({ path, grouped, self, marks }: WaterfallOptions) {
  return useMemo(() => ({ path, grouped, self, marks }), [path, grouped, self, marks]);
}

/** The part of the trace that is looked at, kept in the address. */
function useZoom(
  { trace, extent, cursor }: ShownTrace,
  { zoom }: WaterfallOptions,
  setOptions: (change: Partial<WaterfallOptions>) => void,
) {
  const view: View = useMemo(() => (zoom ? (withinAll(zoom, extent) ?? extent) : extent), [zoom, extent]);
  const onView = useCallback((next: View | undefined) => setOptions({ zoom: next ?? null }), [setOptions]);
  /** The middle of the cursor's span where it is seen, else of the view. */
  const middle = (): number => {
    const span = trace.tree.span[cursor] ?? NONE;
    const at = span === NONE ? NaN : (trace.columns.startOf(span) + trace.columns.endOf(span, extent.openEnd)) / 2;
    return at >= view.from && at <= view.to ? at : (view.from + view.to) / 2;
  };
  return {
    view,
    onView,
    closer: () => onView(zoomed(view, CLOSER, middle(), extent)),
    further: () => onView(zoomed(view, 1 / CLOSER, middle(), extent)),
  };
}

/** How many spans, and how many lines of them are shown. */
function countText({ trace }: ShownTrace, { visible }: Lines, note: string | undefined): string {
  const { rows } = trace.tree;
  return [counted(rows, 'row'), visible.length < rows ? `${formatInteger(visible.length)} shown` : undefined, note]
    .filter((text) => text !== undefined)
    .join(' · ');
}
