'use client';

import { clsx } from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useMemo, useState, type KeyboardEvent } from 'react';
import { ROW_HEIGHT, useRowWindow } from '@/components/records/use-row-window';
import { Difference } from '@/components/traces/difference';
import { ServiceDot } from '@/components/ui/service-dot';
import { formatDuration, formatInteger } from '@/lib/base/units';
import { serviceColour } from '@/lib/client/service-colour';
import { allOpen, subtreeToggled, toggled, visiblePosition, visibleRows } from '@/lib/waterfall/collapse';
import { keptRows, VERDICTS, type Comparison } from '@/lib/waterfall/compare';
import { NONE } from '@/lib/waterfall/tree';

const LINE =
  'grid grid-cols-[minmax(0,1fr)_72px_minmax(80px,26%)_76px_76px_128px] items-center gap-x-3 px-4 max-md:grid-cols-[minmax(0,1fr)_72px_84px] max-md:px-3';
/** px that a level is indented by, and levels after which there is no more room. */
const INDENT = 14;
const DEEPEST = 24;

export interface CompareTreeProps {
  comparison: Comparison;
  /** Which paths are shown, with all above them; all when left out. */
  shows: ((row: number) => boolean) | undefined;
  selected: number;
  /** Shows a path's spans, or none with NONE. */
  onSelect: (row: number) => void;
}

/** The paths of both traces as one tree, each with two bars on one scale. Draws only the rows that are seen. */
export function CompareTree({ comparison, shows, selected, onSelect }: CompareTreeProps) {
  const { tree } = comparison;
  const [kept, setKept] = useState({ tree, collapsed: allOpen(tree) });
  const collapsed = kept.tree === tree ? kept.collapsed : allOpen(tree);
  const visible = useMemo(() => {
    const open = visibleRows(tree, collapsed);
    if (!shows) return open;
    const through = keptRows(tree, shows);
    return open.filter((row) => through[row] === 1);
  }, [tree, collapsed, shows]);
  const [cursor, setCursor] = useState(0);
  const { scroller, first, end, onScroll, show } = useRowWindow(visible.length);
  const toggle = (row: number, subtree: boolean) =>
    setKept({ tree, collapsed: (subtree ? subtreeToggled : toggled)(tree, collapsed, row) });
  const position = visible.length === 0 ? NONE : Math.max(0, visiblePosition(visible, cursor));
  const current = visible[position] ?? NONE;
  const moveTo = (at: number) => {
    const next = Math.min(visible.length - 1, Math.max(0, at));
    setCursor(visible[next] ?? 0);
    show(next);
    if (selected !== NONE) onSelect(visible[next] ?? NONE);
  };
  const closed = (row: number) => collapsed[row] === 1;
  const parent = (row: number) => (tree.size[row] ?? 1) > 1;
  const onKeyDown = (event: KeyboardEvent) => {
    const actions: Record<string, () => void> = {
      ArrowDown: () => moveTo(position + 1),
      ArrowUp: () => moveTo(position - 1),
      PageDown: () => moveTo(position + 20),
      PageUp: () => moveTo(position - 20),
      Home: () => moveTo(0),
      End: () => moveTo(visible.length - 1),
      ArrowRight: () => (parent(current) && closed(current) ? toggle(current, false) : moveTo(position + 1)),
      ArrowLeft: () => {
        if (parent(current) && !closed(current)) toggle(current, false);
        else if ((tree.parent[current] ?? NONE) !== NONE) moveTo(visiblePosition(visible, tree.parent[current] ?? 0));
      },
      ' ': () => toggle(current, false),
      Enter: () => onSelect(current),
      Escape: () => onSelect(NONE),
    };
    const action = event.altKey || event.metaKey || event.ctrlKey || current === NONE ? undefined : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };
  return (
    <div
      ref={scroller}
      role="treegrid"
      aria-label="Paths of both traces"
      aria-rowcount={visible.length + 1}
      aria-colcount={6}
      tabIndex={0}
      {...(position >= first && position < end ? { 'aria-activedescendant': `path-${current}` } : {})}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      className="group/grid relative min-h-0 min-w-0 flex-1 overflow-x-hidden overflow-y-auto text-sm focus-visible:outline-offset-[-2px]"
    >
      <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-page">
        <div role="row" aria-rowindex={1} className={clsx(LINE, 'h-7 text-fg-3')}>
          <span role="columnheader">Path</span>
          <span role="columnheader" className="text-right max-md:hidden">
            Spans A → B
          </span>
          <span role="columnheader">Total</span>
          <span role="columnheader" className="text-right max-md:hidden">
            A
          </span>
          <span role="columnheader" className="text-right max-md:hidden">
            B
          </span>
          <span role="columnheader" className="text-right">
            Difference
          </span>
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: visible.length * ROW_HEIGHT }}>
        {Array.from(visible.subarray(first, end), (row, index) => (
          <PathRow
            key={row}
            {...{ comparison, row }}
            position={first + index}
            collapsed={closed(row)}
            selected={row === selected}
            cursor={row === current}
            onToggle={(subtree) => toggle(row, subtree)}
            onSelect={() => {
              setCursor(row);
              onSelect(row);
            }}
          />
        ))}
      </div>
      {visible.length === 0 && <p className="px-4 py-6 text-center text-fg-3">No path is like that.</p>}
    </div>
  );
}

interface PathRowProps {
  readonly comparison: Comparison;
  readonly row: number;
  readonly position: number;
  readonly collapsed: boolean;
  readonly selected: boolean;
  readonly cursor: boolean;
  readonly onToggle: (subtree: boolean) => void;
  readonly onSelect: () => void;
}

function PathRow({ comparison, row, position, collapsed, selected, cursor, onToggle, onSelect }: PathRowProps) {
  const { tree, verdict, longest } = comparison;
  const [a, b] = tree.of;
  const [totalA, totalB] = [a?.total[row] ?? 0, b?.total[row] ?? 0];
  const here = VERDICTS[verdict[row] ?? 0];
  const service = tree.service[row] ?? '';
  const parent = (tree.size[row] ?? 1) > 1;
  const Arrow = collapsed ? ChevronRight : ChevronDown;
  return (
    <div
      role="row"
      id={`path-${row}`}
      aria-rowindex={position + 2}
      aria-level={(tree.depth[row] ?? 0) + 1}
      aria-selected={selected}
      {...(parent ? { 'aria-expanded': !collapsed } : {})}
      onClick={onSelect}
      className={clsx(
        LINE,
        'absolute inset-x-0 cursor-pointer border-b border-line/60',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        cursor && !selected && 'group-focus-visible/grid:bg-hover group-focus-visible/grid:shadow-[inset_2px_0_0_var(--ember)]',
      )}
      style={{ top: position * ROW_HEIGHT, height: ROW_HEIGHT }}
    >
      <span
        role="gridcell"
        className="flex min-w-0 items-center gap-1.5"
        style={{ paddingLeft: Math.min(DEEPEST, tree.depth[row] ?? 0) * INDENT }}
      >
        {parent ? (
          <Arrow
            size={13}
            aria-hidden
            className="shrink-0 text-fg-3"
            onClick={(event) => {
              event.stopPropagation();
              onToggle(event.altKey);
            }}
          />
        ) : (
          <span className="w-[13px] shrink-0" />
        )}
        <ServiceDot service={service} bare />
        <span className="truncate">{tree.name[row] || <i className="text-fg-3">a parent that has not come</i>}</span>
      </span>
      <span role="gridcell" className="text-right whitespace-nowrap text-fg-2 max-md:hidden">
        {formatInteger(a?.count[row] ?? 0)} → {formatInteger(b?.count[row] ?? 0)}
      </span>
      <span role="gridcell" className="flex flex-col gap-[3px]">
        <span
          aria-hidden
          className={clsx('h-1.5 rounded-[1px] bg-fg-3', totalA > 0 && 'min-w-px')}
          style={{ width: `${(totalA / Math.max(1, longest)) * 100}%` }}
        />
        <span
          aria-hidden
          className={clsx('h-1.5 rounded-[1px]', totalB > 0 && 'min-w-px')}
          style={{ width: `${(totalB / Math.max(1, longest)) * 100}%`, background: serviceColour(service) }}
        />
      </span>
      <span role="gridcell" className="text-right max-md:hidden">
        {here === 'second only' ? '–' : formatDuration(totalA)}
      </span>
      <span role="gridcell" className="text-right max-md:hidden">
        {here === 'first only' ? '–' : formatDuration(totalB)}
      </span>
      <span role="gridcell" className="text-right whitespace-nowrap">
        {here === 'first only' || here === 'second only' ? (
          <span className="text-fg-2">only in {here === 'first only' ? 'A' : 'B'}</span>
        ) : (
          <Difference first={totalA} second={totalB} />
        )}
      </span>
    </div>
  );
}
