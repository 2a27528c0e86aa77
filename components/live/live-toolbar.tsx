import { Columns3, ListCollapse } from 'lucide-react';
import { columnLabel, COLUMNS, type Column, type Columns } from '@/components/live/columns';
import type { View } from '@/components/live/live-query';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { DropdownMenu, MenuCheckboxItem, MenuLabel } from '@/components/ui/menu';
import { formatInteger } from '@/lib/base/units';

export interface LiveToolbarProps {
  /** Records in the list, and how many match in all. */
  shown: number;
  total: number;
  /** How many came since the list is held. */
  fresh: number;
  /** Why it is held; undefined where it is not. */
  held: string | undefined;
  onFresh: () => void;
  /** How many came too fast to be drawn. */
  shed: number;
  onShed: () => void;
  /** What is wrong with the rows that are here. */
  warning: string | undefined;
  view: View;
  onView: (view: View) => void;
  /** Whether any record is open. */
  anyOpen: boolean;
  onCloseAll: () => void;
  columns: Columns;
  onColumn: (column: Column, on: boolean) => void;
}

/** The line above the rows: how many of how many, what is new, and how the list is shown. */
export function LiveToolbar(props: LiveToolbarProps) {
  const { shown, total, fresh, held, shed, warning, view, columns } = props;
  return (
    <div className="flex h-[30px] shrink-0 items-center gap-2 border-b border-line pr-2 pl-4 text-xs text-fg-3 max-md:pl-3">
      <p role="status" className="flex min-w-0 items-center gap-3.5">
        <span className="truncate">
          {formatInteger(shown)} of {formatInteger(Math.max(shown, total))} records
        </span>
        {warning !== undefined && <span className="truncate text-error">{warning}</span>}
      </p>
      {fresh > 0 && (
        <button
          type="button"
          onClick={props.onFresh}
          title={`${held ?? 'Held.'} Show them (n).`}
          className="shrink-0 rounded px-1 font-medium text-ember hover:bg-ember-soft"
        >
          {formatInteger(fresh)} new
        </button>
      )}
      {shed > 0 && (
        <button
          type="button"
          onClick={props.onShed}
          title="They came faster than they can be drawn. Read them from the store."
          className="shrink-0 rounded px-1 text-warn hover:bg-warn/10"
        >
          {formatInteger(shed)} more
        </button>
      )}
      <div role="group" aria-label="How the list is shown" className="ml-auto flex shrink-0 items-center gap-0.5">
        <Button
          variant="quiet"
          size="small"
          aria-pressed={view === 'flat'}
          title={
            view === 'tree'
              ? 'One row for each trace. Show every record for itself.'
              : 'Every record for itself. Show one row for each trace.'
          }
          onClick={() => props.onView(view === 'tree' ? 'flat' : 'tree')}
        >
          {view === 'tree' ? 'Tree' : 'Flat'}
        </Button>
        <IconButton label="Close all that is open (x)" size="small" disabled={!props.anyOpen} onClick={props.onCloseAll}>
          <ListCollapse size={14} aria-hidden />
        </IconButton>
        <DropdownMenu
          trigger={
            <Button variant="quiet" size="small" aria-label="Columns" title="Columns">
              <Columns3 size={14} aria-hidden />
            </Button>
          }
        >
          <MenuLabel>Columns</MenuLabel>
          {COLUMNS.map((column) => (
            <MenuCheckboxItem
              key={column}
              checked={columns.has(column)}
              onCheckedChange={(on) => props.onColumn(column, on === true)}
              onSelect={(event) => event.preventDefault()}
            >
              {columnLabel(column)}
            </MenuCheckboxItem>
          ))}
        </DropdownMenu>
      </div>
    </div>
  );
}
