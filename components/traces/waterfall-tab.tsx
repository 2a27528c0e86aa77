'use client';

import { useCallback, useMemo, useState } from 'react';
import { Minimap } from '@/components/traces/minimap';
import { useNameColumn } from '@/components/traces/name-column';
import { useShownTrace } from '@/components/traces/shown-trace';
import { TimeRuler } from '@/components/traces/time-ruler';
import { Waterfall } from '@/components/traces/waterfall';
import { moveFor } from '@/components/traces/waterfall-keys';
import { formatInteger } from '@/lib/base/units';
import { useShortcuts } from '@/lib/client/shortcuts';
import { subtreeToggled, toggled, visibleRows } from '@/lib/waterfall/collapse';
import type { View } from '@/lib/waterfall/zoom';

/** The overview, the ruler and the waterfall itself. */
export function WaterfallTab() {
  const { trace, extent, errors, matches, collapsed, changeCollapsed, selected, select, cursor, moveTo } = useShownTrace();
  const { tree } = trace;
  const [view, setView] = useState<View>();
  const names = useNameColumn();
  const visible = useMemo(() => visibleRows(tree, collapsed), [tree, collapsed]);
  const toggle = useCallback(
    (row: number, subtree: boolean) => changeCollapsed((before) => (subtree ? subtreeToggled : toggled)(tree, before, row)),
    [tree, changeCollapsed],
  );
  const step = (key: string) => () => {
    const move = moveFor(key, { tree, visible, collapsed, cursor });
    if (move?.do === 'cursor') moveTo(move.row);
  };
  useShortcuts([
    { keys: 'j', label: 'Next span', group: 'Trace', run: step('j') },
    { keys: 'k', label: 'Previous span', group: 'Trace', run: step('k') },
  ]);
  const shown = view ?? extent;
  return (
    <section aria-label="Waterfall" className="@container relative flex min-h-0 min-w-0 flex-1 flex-col" style={names.style}>
      <div className="shrink-0 border-b border-line py-2 pl-(--names) max-md:pl-4">
        <Minimap trace={trace} extent={extent} view={shown} onView={setView} />
      </div>
      <div className="grid h-[22px] shrink-0 grid-cols-[var(--names)_minmax(0,1fr)] border-b border-line">
        <div className="flex min-w-0 items-center pr-3 pl-4 text-xs text-fg-3">
          <span className="truncate">
            {formatInteger(tree.rows)} rows{visible.length < tree.rows && ` · ${formatInteger(visible.length)} shown`}
          </span>
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
  );
}
