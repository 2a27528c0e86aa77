import { clsx } from 'clsx';
import { memo } from 'react';
import { barPlace } from '@/components/traces/bar-place';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { formatDuration } from '@/lib/base/units';
import { serviceColour } from '@/lib/client/service-colour';
import type { Extent } from '@/lib/waterfall/extent';
import { NONE, rowId, type Trace } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

/** The id of a row's element, for aria-activedescendant. */
export function rowElementId(row: number): string {
  return `span-row-${row}`;
}

export interface WaterfallRowProps {
  trace: Trace;
  row: number;
  /** Position among the visible rows. */
  position: number;
  view: View;
  extent: Extent;
  collapsed: boolean;
  errorsBelow: number;
  selected: boolean;
  cursor: boolean;
  match: boolean;
}

/** One span: at most a dozen elements, placed without being measured. Clicks are handled by the grid (data-row, data-toggle). */
export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { trace, row, position, collapsed, selected, cursor } = props;
  const { tree } = trace;
  const children = tree.children[row] ?? 0;
  return (
    <div
      role="row"
      id={rowElementId(row)}
      aria-level={(tree.depth[row] ?? 0) + 1}
      aria-rowindex={position + 1}
      aria-selected={selected}
      {...(children > 0 ? { 'aria-expanded': !collapsed } : {})}
      data-row={row}
      className={clsx(
        'absolute inset-x-0 grid grid-cols-[var(--names)_minmax(0,1fr)] items-center border-b border-line/55',
        // also seen while the focus is elsewhere: j, k and e work from anywhere on the page
        cursor && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--line-strong)]',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        cursor && '-outline-offset-2 outline-ember group-focus-visible/grid:outline-2',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${position * ROW_HEIGHT}px)` }}
    >
      <NameCell {...props} childCount={children} />
      <TimeCell {...props} />
    </div>
  );
});

function NameCell({ trace, row, collapsed, errorsBelow, match, childCount }: WaterfallRowProps & { childCount: number }) {
  const { columns, tree } = trace;
  const span = tree.span[row] ?? NONE;
  const failed = span !== NONE && columns.isError(span);
  const service = span === NONE ? '' : columns.serviceOf(span);
  const name = span === NONE ? `missing parent ${rowId(trace, row)}` : columns.labelOf(span);
  const level = span === NONE ? 0 : (columns.level[span] ?? 0);
  return (
    <div
      role="gridcell"
      className="flex min-w-0 items-center pr-2"
      // a deep row keeps room for its name
      style={{ paddingLeft: `min(${(tree.depth[row] ?? 0) * 16 + 16}px, calc(var(--names) - 132px))` }}
    >
      {childCount > 0 ? (
        <span
          data-toggle
          title={`${childCount} ${childCount === 1 ? 'child' : 'children'}, ${(tree.size[row] ?? 1) - 1} spans below. Click to ${collapsed ? 'open' : 'collapse'}, with Alt all of them.`}
          className={clsx(
            'mr-1.5 inline-grid h-4 min-w-[18px] shrink-0 cursor-pointer place-items-center rounded-[3px] border px-[3px] text-[10.5px] leading-none',
            failed || errorsBelow > 0 ? 'border-error text-error' : 'border-line-strong text-fg',
            collapsed ? 'bg-line-strong' : 'bg-hover',
          )}
        >
          {childCount}
        </span>
      ) : (
        <span
          className={clsx(
            'mr-2 ml-[5px] size-[7px] shrink-0 rotate-45',
            failed ? 'bg-error' : level >= 17 ? 'bg-error' : level >= 13 ? 'bg-warn' : 'bg-info',
          )}
        />
      )}
      <span title={service} className="mr-1.5 size-2 shrink-0 rounded-[2px]" style={{ background: serviceColour(service) }} />
      <span
        title={service === '' ? name : `${name} · ${service}`}
        className={clsx('truncate', failed && 'text-error', span === NONE && 'text-fg-3 italic', match && 'rounded-sm bg-warn/25')}
      >
        {name}
      </span>
      {collapsed && errorsBelow > 0 && (
        <span className="ml-2 shrink-0 text-xs text-error">
          {errorsBelow} {errorsBelow === 1 ? 'error' : 'errors'} below
        </span>
      )}
    </div>
  );
}

function TimeCell({ trace, row, view, extent }: WaterfallRowProps) {
  const { columns, tree } = trace;
  const span = tree.span[row] ?? NONE;
  if (span === NONE) {
    return (
      <div role="gridcell" className="truncate text-xs text-fg-3 italic">
        its span has not come
      </div>
    );
  }
  const start = columns.startOf(span);
  const end = columns.endOf(span, extent.openEnd);
  const open = columns.isOpen(span);
  const place = barPlace(start, end, view);
  const length = formatDuration(end - start);
  const ended = !open ? length : extent.open === 'running' ? `running ${length}` : 'no end received';
  // an arrow says on which side of the view a span is
  const text = place.seen ? ended : end < view.from ? `‹ ${ended}` : `${ended} ›`;
  const colour = columns.isError(span) ? 'var(--error)' : open ? 'var(--run)' : serviceColour(columns.serviceOf(span));
  return (
    <div role="gridcell" className="relative mr-4 h-full">
      {place.seen && (
        <span
          className={clsx('absolute top-[9px] h-2.5 min-w-[2px] rounded-[2px] opacity-85', open && 'rounded-r-none')}
          style={{
            left: `min(${place.left}%, 100% - 2px)`,
            width: `${place.width}%`,
            background: open ? `linear-gradient(90deg, ${colour} 70%, transparent)` : colour,
          }}
        />
      )}
      <span
        className={clsx(
          'absolute top-0 text-[10.5px] leading-7 whitespace-nowrap',
          place.label === 'on' ? 'text-page' : open && extent.open === 'running' ? 'text-run' : 'text-fg-3',
        )}
        style={
          place.label === 'behind'
            ? { left: `calc(${place.left + place.width}% + 6px)` }
            : place.label === 'before'
              ? { right: `calc(${100 - place.left}% + 6px)` }
              : { left: `calc(${place.left}% + 12px)` }
        }
      >
        {text}
      </span>
    </div>
  );
}
