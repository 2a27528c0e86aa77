import { clsx } from 'clsx';
import { memo } from 'react';
import { ROW_HEIGHT } from '@/components/records/use-row-window';
import { TimeCell } from '@/components/traces/waterfall-bar';
import type { WaterfallShows } from '@/components/traces/waterfall-options';
import { counted, formatInteger } from '@/lib/base/units';
import { serviceColour } from '@/lib/client/service-colour';
import { ERROR_SEVERITY, WARN_SEVERITY } from '@/lib/model/semantics';
import type { CriticalPath } from '@/lib/waterfall/critical-path';
import type { Extent } from '@/lib/waterfall/extent';
import type { GroupFigures } from '@/lib/waterfall/groups';
import type { ShownTree } from '@/lib/waterfall/hidden';
import type { Mark } from '@/lib/waterfall/marks';
import { NONE, rowId, type Trace } from '@/lib/waterfall/tree';
import type { View } from '@/lib/waterfall/zoom';

/** The id of a row's element, for aria-activedescendant. */
export function rowElementId(row: number): string {
  return `span-row-${row}`;
}

/** What a line shows, wherever it stands. */
export interface LineProps {
  trace: Trace;
  /** The tree without hidden services. */
  shown: ShownTree;
  row: number;
  view: View;
  extent: Extent;
  collapsed: boolean;
  errorsBelow: number;
  selected: boolean;
  cursor: boolean;
  match: boolean;
  /** The closed group that the row stands for. */
  group: GroupFigures | undefined;
  /** The last row of the group that begins with this one, closed or open; else the row itself. */
  groupRows: number;
  /** How many spans are in the open group that begins with this row; else 0. */
  openGroup: number;
  path: CriticalPath | undefined;
  shows: WaterfallShows;
  marks: readonly Mark[] | undefined;
}

export interface WaterfallRowProps extends LineProps {
  /** Position among the visible rows. */
  position: number;
  /** Where it stands, px. */
  top: number;
}

/** One line: at most a dozen elements, placed without being measured. Clicks are handled by the grid (data-row, data-toggle). */
export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { shown, row, position, top, collapsed, selected, cursor, group, openGroup } = props;
  const folds = (shown.children[row] ?? 0) > 0 || group !== undefined || openGroup > 0;
  return (
    <div
      role="row"
      id={rowElementId(row)}
      aria-level={(shown.depth[row] ?? 0) + 1}
      aria-rowindex={position + 1}
      aria-selected={selected}
      {...(folds ? { 'aria-expanded': !collapsed && !group } : {})}
      data-row={row}
      className={clsx(
        'absolute inset-x-0 grid grid-cols-[var(--names)_minmax(0,1fr)] items-center border-b border-line/55',
        // also seen while the focus is elsewhere: j, k and e work from anywhere on the page
        cursor && !selected && 'bg-hover shadow-[inset_2px_0_0_var(--line-strong)]',
        selected ? 'bg-ember-soft shadow-[inset_2px_0_0_var(--ember)]' : 'hover:bg-hover',
        cursor && '-outline-offset-2 outline-ember group-focus-visible/grid:outline-2',
      )}
      style={{ height: ROW_HEIGHT, transform: `translateY(${top}px)` }}
    >
      <NameCell {...props} />
      <TimeCell {...props} />
    </div>
  );
});

type NameProps = Pick<LineProps, 'trace' | 'shown' | 'row' | 'collapsed' | 'errorsBelow' | 'match' | 'group' | 'openGroup'>;

/** The name at its level, with the count that opens and collapses. */
export function NameCell(props: NameProps) {
  const { trace, shown, row, collapsed, match, group } = props;
  const { columns, tree } = trace;
  const span = tree.span[row] ?? NONE;
  const failed = span !== NONE && !group && columns.isError(span);
  const service = span === NONE ? '' : columns.serviceOf(span);
  const errors = group ? group.errors : collapsed ? props.errorsBelow : 0;
  const name =
    span === NONE
      ? `missing parent ${rowId(trace, row)}`
      : group
        ? `${columns.nameOf(span)} × ${formatInteger(group.count)}`
        : columns.labelOf(span);
  return (
    <div
      role="gridcell"
      className="flex min-w-0 items-center pr-2"
      // a deep row keeps room for its name
      style={{ paddingLeft: `min(${(shown.depth[row] ?? 0) * 16 + 16}px, calc(var(--names) - 132px))` }}
    >
      <Fold {...props} />
      <span title={service} className="mr-1.5 size-2 shrink-0 rounded-[2px]" style={{ background: serviceColour(service) }} />
      <span
        title={service === '' ? name : `${name} · ${service}`}
        className={clsx(
          'truncate',
          failed && 'text-error',
          span === NONE && 'text-fg-3 italic',
          group && 'text-fg-2',
          match && 'rounded-sm bg-warn/25',
        )}
      >
        {name}
      </span>
      {errors > 0 && (
        <span className="ml-2 shrink-0 text-xs text-error">
          {counted(errors, 'error')}
          {!group && ' below'}
        </span>
      )}
    </div>
  );
}

/** How many are below or in a group: a click opens or collapses. A diamond, in the colour of its level, for a span without any. */
function Fold({ trace, shown, row, collapsed, errorsBelow, group, openGroup }: NameProps) {
  const { columns, tree } = trace;
  const span = tree.span[row] ?? NONE;
  const failed = span !== NONE && columns.isError(span);
  const level = span === NONE ? 0 : (columns.level[span] ?? 0);
  const children = shown.children[row] ?? 0;
  const count = group?.count ?? (openGroup > 0 ? openGroup : children);
  if (count === 0) {
    const tone = failed || level >= ERROR_SEVERITY ? 'bg-error' : level >= WARN_SEVERITY ? 'bg-warn' : 'bg-info';
    return <span className={clsx('mr-2 ml-[5px] size-[7px] shrink-0 rotate-45', tone)} />;
  }
  const red = group ? group.errors > 0 : failed || errorsBelow > 0;
  const closed = collapsed || group !== undefined;
  return (
    <span
      data-toggle
      title={
        group || openGroup > 0
          ? `${formatInteger(count)} spans of one name, one after the other. Click to ${group ? 'show each' : 'show them as one line'}.`
          : `${counted(count, 'child', 'children')}, ${formatInteger((tree.size[row] ?? 1) - 1)} spans below. Click to ${collapsed ? 'open' : 'collapse'}, with Alt all of them.`
      }
      className={clsx(
        'mr-1.5 inline-grid h-4 min-w-[18px] shrink-0 cursor-pointer place-items-center rounded-[3px] border px-[3px] text-[10.5px] leading-none',
        red ? 'border-error' : 'border-line-strong',
        // red on the darker ground of what is closed would be hard to read: there the border says it
        red && !closed ? 'text-error' : 'text-fg',
        closed ? 'bg-line-strong' : 'bg-hover',
      )}
    >
      {count}
    </span>
  );
}
