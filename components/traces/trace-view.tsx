'use client';

import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ShownTraceProvider, type ShownTrace } from '@/components/traces/shown-trace';
import { MissingPanel, SpanBody, SpanPanel } from '@/components/details/span-panel';
import { TraceSummary } from '@/components/traces/trace-summary';
import { TraceTabs } from '@/components/traces/trace-tabs';
import { useCollapsed } from '@/components/traces/use-collapsed';
import { millis, millisFromNanos, MINUTE, nanosFromText, type Millis, type TimeRange } from '@/lib/base/time';
import { formatDuration } from '@/lib/base/units';
import { useAhead } from '@/lib/client/lazy-part';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import { NO_END } from '@/lib/model/running';
import { revealed } from '@/lib/waterfall/collapse';
import { errorsOf } from '@/lib/waterfall/errors';
import type { Extent } from '@/lib/waterfall/extent';
import { shownOf, withoutServices } from '@/lib/waterfall/hidden';
import { nextIn, previousIn } from '@/lib/waterfall/row-list';
import { searchRows } from '@/lib/waterfall/search';
import { selfTimes } from '@/lib/waterfall/self-time';
import { spansOfServices } from '@/lib/waterfall/services';
import { isMissing, NONE, rowId, rowWithId, type Trace } from '@/lib/waterfall/tree';

/** What opens beside the views. */
const LATER = [SpanBody];

/** Logs of a trace are looked for this long before and after it. */
const MARGIN = 5 * MINUTE;

/** In whole margins, so that a trace that grows does not ask anew all the time. */
function logRange(from: Millis, to: Millis): TimeRange {
  return { from: millis((Math.floor(from / MARGIN) - 1) * MARGIN), to: millis((Math.ceil(to / MARGIN) + 1) * MARGIN) };
}

/** A trace as far as it has come: figures, the views as tabs, and the selected span beside them. */
export function TraceView({ trace, extent, loading }: { trace: Trace; extent: Extent; loading: boolean }) {
  const { columns, tree } = trace;
  const { zone } = useTimeWindow();
  useAhead(LATER, !loading);
  const [selectedId, setSelectedId] = useQueryState('span', parseAsString.withOptions({ history: 'push' }));
  const [search, setSearch] = useQueryState('find', parseAsString.withDefault('').withOptions({ history: 'replace', throttleMs: 200 }));
  const [hiddenNames, setHiddenNames] = useQueryState('hide', parseAsArrayOf(parseAsString));
  const [cursorId, setCursorId] = useState('');
  const [collapsed, changeCollapsed] = useCollapsed(trace);
  const searchField = useRef<HTMLInputElement>(null);

  const errors = useMemo(() => errorsOf(columns, tree), [columns, tree]);
  const matches = useMemo(() => searchRows(columns, tree, search), [columns, tree, search]);
  const services = useMemo(() => spansOfServices(trace.columns).size, [trace]);
  const self = useMemo(() => selfTimes(columns, tree, extent.openEnd), [columns, tree, extent.openEnd]);
  const hidden = useMemo(() => new Set(hiddenNames), [hiddenNames]);
  const visible = useMemo(() => withoutServices(columns, tree, hidden), [columns, tree, hidden]);
  // nobody is sent to a row of a hidden service
  const errorRows = useMemo(() => shownOf(visible, errors.rows), [visible, errors]);
  const matchRows = useMemo(() => shownOf(visible, matches), [visible, matches]);
  const selected = useMemo(() => (selectedId === null ? NONE : rowWithId(trace, selectedId)), [trace, selectedId]);
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
  const goTo = useCallback(
    (row: number) => {
      if (row === NONE) return;
      changeCollapsed((before) => revealed(tree, before, row));
      moveTo(row);
    },
    [tree, changeCollapsed, moveTo],
  );
  const goToError = (direction: 1 | -1) => goTo((direction === 1 ? nextIn : previousIn)(errorRows, cursor));
  const goToMatch = (direction: 1 | -1) => goTo((direction === 1 ? nextIn : previousIn)(matchRows, cursor));
  useShortcuts([
    { keys: 'e', label: 'Next error', group: 'Trace', run: () => goToError(1) },
    { keys: 'E', label: 'Previous error', group: 'Trace', run: () => goToError(-1) },
    { keys: 'n', label: 'Next match of the search', group: 'Trace', run: () => goToMatch(1) },
    { keys: 'N', label: 'Previous match of the search', group: 'Trace', run: () => goToMatch(-1) },
    { keys: '/', label: 'Search in this trace', group: 'Trace', run: () => searchField.current?.focus() },
    { keys: 'Escape', label: 'Close the details', group: 'Trace', run: () => select(NONE) },
  ]);

  const began = millisFromNanos(nanosFromText(columns.origin));
  const { from, to } = logRange(began, millis(began + extent.to / 1e6));
  const range = useMemo(() => ({ from, to }), [from, to]);
  const shown: ShownTrace = {
    ...{ trace, extent, loading, errors, self, hidden, search, matches, selected, select, cursor, moveTo, goTo },
    ...{ collapsed, changeCollapsed, range, zone },
    setHidden: (names) => void setHiddenNames(names.size === 0 ? null : [...names].toSorted()),
    setSearch: (text) => void setSearch(text === '' ? null : text),
  };
  return (
    <ShownTraceProvider value={shown}>
      <TraceSummary
        {...{ trace, extent, services, errorRows, cursor, search, searchField, zone, loading }}
        errors={errors.rows.length}
        matches={matchRows}
        onSearch={shown.setSearch}
        onMatch={goToMatch}
        onError={goToError}
      />
      <TraceTabs beside={<Details id={selectedId} shown={shown} />} />
    </ShownTraceProvider>
  );
}

/** The panel of the selected span, or of a parent that has not come. */
function Details({ id, shown }: { id: string | null; shown: ShownTrace }) {
  const { trace, extent, selected, select, self, range, zone } = shown;
  const { columns, tree } = trace;
  if (id === null) return null;
  const close = () => select(NONE);
  if (isMissing(trace, selected)) return <MissingPanel spanId={id} onClose={close} />;
  const running = formatDuration(extent.to - columns.startOf(tree.span[selected] ?? 0));
  return (
    <SpanPanel
      traceId={columns.traceId}
      spanId={id}
      selfTime={self[selected] ?? 0}
      openText={extent.open === 'running' ? `running ${running}` : NO_END}
      range={range}
      zone={zone}
      onClose={close}
    />
  );
}
