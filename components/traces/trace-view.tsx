'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { View } from '@/components/traces/bar-place';
import { LevelsMenu } from '@/components/traces/levels-menu';
import { Minimap } from '@/components/traces/minimap';
import { useNameColumn } from '@/components/traces/name-column';
import { MissingPanel, SpanPanel } from '@/components/traces/span-panel';
import { TimeRuler } from '@/components/traces/time-ruler';
import { TraceSummary } from '@/components/traces/trace-summary';
import { useCollapsed } from '@/components/traces/use-collapsed';
import { Waterfall } from '@/components/traces/waterfall';
import { moveFor } from '@/components/traces/waterfall-keys';
import { millis, millisFromNanos, MINUTE, nanosFromText, type Millis, type TimeRange } from '@/lib/base/time';
import { formatDuration, formatInteger } from '@/lib/base/units';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { openToDepth, revealed, subtreeToggled, toggled, visibleRows } from '@/lib/waterfall/collapse';
import { errorsOf } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import { nextIn, previousIn } from '@/lib/waterfall/row-list';
import { searchRows } from '@/lib/waterfall/search';
import { selfTimes } from '@/lib/waterfall/self-time';
import { NONE, rowId, rowWithId, type Trace } from '@/lib/waterfall/tree';

/** Logs of a trace are looked for this long before and after it. */
const MARGIN = 5 * MINUTE;

/** In whole margins, so that a trace that grows does not ask anew all the time. */
function logRange(from: Millis, to: Millis): TimeRange {
  return { from: millis((Math.floor(from / MARGIN) - 1) * MARGIN), to: millis((Math.ceil(to / MARGIN) + 1) * MARGIN) };
}

/** A trace as far as it has come: figures, overview, waterfall, and the selected span. */
export function TraceView({ trace, extent, loading }: { trace: Trace; extent: Extent; loading: boolean }) {
  const { columns, tree } = trace;
  const { zone } = useTimeWindow();
  const [selectedId, setSelectedId] = useQueryState('span', parseAsString.withOptions({ history: 'push' }));
  const [search, setSearch] = useQueryState('find', parseAsString.withDefault('').withOptions({ history: 'replace', throttleMs: 200 }));
  const [cursorId, setCursorId] = useState('');
  const [view, setView] = useState<View>();
  const [collapsed, changeCollapsed] = useCollapsed(trace);
  const searchField = useRef<HTMLInputElement>(null);
  const names = useNameColumn();

  const visible = useMemo(() => visibleRows(tree, collapsed), [tree, collapsed]);
  const errors = useMemo(() => errorsOf(columns, tree), [columns, tree]);
  const matches = useMemo(() => searchRows(columns, tree, search), [columns, tree, search]);
  const services = useMemo(() => new Set(trace.columns.service.subarray(0, trace.columns.count)).size, [trace]);
  const self = useMemo(() => selfTimes(columns, tree, extent.openEnd), [columns, tree, extent.openEnd]);
  const selected = useMemo(() => (selectedId === null ? NONE : rowWithId(trace, selectedId)), [trace, selectedId]);
  // while details are open, they are the cursor's
  const currentId = selectedId ?? cursorId;
  const cursor = useMemo(() => (currentId === '' ? NONE : rowWithId(trace, currentId)), [trace, currentId]);

  const select = useCallback(
    (row: number) => {
      if (row === NONE) return void setSelectedId(null);
      // one step of the browser's history to open the panel, none to go from span to span in it
      void setSelectedId(rowId(trace, row), { history: selectedId === null ? 'push' : 'replace' });
    },
    [trace, selectedId, setSelectedId],
  );
  const moveTo = useCallback(
    (row: number) => {
      if (row === NONE) return;
      setCursorId(rowId(trace, row));
      if (selectedId !== null) select(row);
    },
    [trace, selectedId, select],
  );
  const goTo = (row: number) => {
    if (row === NONE) return;
    changeCollapsed((before) => revealed(tree, before, row));
    moveTo(row);
  };
  const toggle = useCallback(
    (row: number, subtree: boolean) => changeCollapsed((before) => (subtree ? subtreeToggled : toggled)(tree, before, row)),
    [tree, changeCollapsed],
  );
  const step = (key: string) => () => {
    const move = moveFor(key, { tree, visible, collapsed, cursor });
    if (move?.do === 'cursor') moveTo(move.row);
    if (move?.do === 'close') select(NONE);
  };
  const goToError = (direction: 1 | -1) => goTo((direction === 1 ? nextIn : previousIn)(errors.rows, cursor));
  const goToMatch = (direction: 1 | -1) => goTo((direction === 1 ? nextIn : previousIn)(matches, cursor));
  useShortcuts([
    { keys: 'j', label: 'Next span', group: 'Trace', run: step('j') },
    { keys: 'k', label: 'Previous span', group: 'Trace', run: step('k') },
    { keys: 'e', label: 'Next error', group: 'Trace', run: () => goToError(1) },
    { keys: 'E', label: 'Previous error', group: 'Trace', run: () => goToError(-1) },
    { keys: '/', label: 'Search in this trace', group: 'Trace', run: () => searchField.current?.focus() },
    { keys: 'Escape', label: 'Close the details', group: 'Trace', run: step('Escape') },
  ]);

  const shown = view ?? extent;
  const began = millisFromNanos(nanosFromText(columns.origin));
  const { from, to } = logRange(began, millis(began + extent.to / 1e6));
  const range = useMemo(() => ({ from, to }), [from, to]);
  return (
    <>
      <TraceSummary
        {...{ trace, extent, services, matches, cursor, search, searchField, zone, loading }}
        errorRows={errors.rows}
        onSearch={(text) => void setSearch(text === '' ? null : text)}
        onMatch={goToMatch}
        onError={goToError}
      />
      <div className="flex min-h-0 flex-1 max-lg:flex-col">
        <section aria-label="Waterfall" className="@container relative flex min-h-0 min-w-0 flex-1 flex-col" style={names.style}>
          <div className="shrink-0 border-b border-line py-2 pl-(--names) max-md:pl-4">
            <Minimap trace={trace} extent={extent} view={shown} onView={setView} />
          </div>
          <div className="grid h-[22px] shrink-0 grid-cols-[var(--names)_minmax(0,1fr)] border-b border-line">
            <div className="flex min-w-0 items-center justify-between pr-3 pl-4 text-xs text-fg-3">
              <span className="truncate">
                {formatInteger(tree.rows)} rows{visible.length < tree.rows && ` · ${formatInteger(visible.length)} shown`}
              </span>
              <LevelsMenu onLevels={(levels) => changeCollapsed(() => openToDepth(tree, levels))} />
            </div>
            <TimeRuler view={shown} origin={extent.from} />
          </div>
          {names.separator}
          <Waterfall
            {...{ trace, extent, errors, collapsed, visible, matches, selected, cursor }}
            view={shown}
            onCursor={moveTo}
            onSelect={select}
            onToggle={toggle}
          />
        </section>
        {selectedId !== null && tree.missing.has(selected) && <MissingPanel spanId={selectedId} onClose={() => select(NONE)} />}
        {selectedId !== null && !tree.missing.has(selected) && (
          <SpanPanel
            traceId={columns.traceId}
            spanId={selectedId}
            selfTime={self[selected] ?? 0}
            openText={
              extent.open === 'running'
                ? `running ${formatDuration(extent.to - columns.startOf(tree.span[selected] ?? 0))}`
                : 'no end received'
            }
            range={range}
            zone={zone}
            onClose={() => select(NONE)}
          />
        )}
      </div>
    </>
  );
}
