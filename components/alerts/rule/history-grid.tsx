'use client';

import { useMemo, type ReactNode } from 'react';
import { formatInteger } from '@/lib/base/units';
import type { Listed } from '@/components/alerts/rule/use-history';
import { RecordGrid } from '@/components/records/record-grid';

const nothing = () => undefined;

/** The rows of one part of a rule's history, newest first, of which only those that are seen are drawn; one of them may be open beside them. */
export function HistoryGrid<Row extends { readonly id: string }>({
  label,
  ruleId,
  list: { rows, old, more },
  opens,
  openId,
  onOpen,
  render,
  all,
  older,
}: {
  label: string;
  ruleId: string;
  list: Pick<Listed<Row>, 'rows' | 'old' | 'more'>;
  /** What `o` and Enter do, e.g. `Open the change`. */
  opens: string;
  openId: string | null;
  onOpen: (row: Row) => void;
  /** See `RecordGrid`; `selected`: it is the one that is open. */
  render: (row: Row, place: { readonly index: number; readonly active: boolean; readonly selected: boolean }) => ReactNode;
  /** Said below the last row: that there are no others. */
  all: string;
  /** Said there instead where there are older ones that were not read. */
  older: string;
}) {
  const at = useMemo(() => rows.findIndex(({ id }) => id === openId), [rows, openId]);
  return (
    <RecordGrid
      label={label}
      page="Alert history"
      question={`${label} ${ruleId}`}
      rows={rows}
      old={old}
      hasMore={false}
      onMore={nothing}
      opens={opens}
      at={at}
      onOpen={onOpen}
      {...(at >= 0 ? { onMove: onOpen } : {})}
      render={(row, index, active) => render(row, { index, active, selected: row.id === openId })}
      foot={
        <p className="flex h-10 items-center justify-center text-xs text-fg-3">
          {more ? `The newest ${formatInteger(rows.length)}. ${older}` : all}
        </p>
      }
    />
  );
}
