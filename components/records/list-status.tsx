import type { RowPages } from '@/components/records/use-row-pages';
import { formatInteger } from '@/lib/base/units';

export interface ListStatusProps {
  pages: RowPages;
  /** All that match, as the histogram counts them; it may be a moment older than the rows. */
  total: number;
  /** One of them, e.g. `span`; several have an s. */
  noun: string;
}

/** The line above the rows: how many of how many are here, and what is wrong with them. */
export function ListStatus({ pages: { rows, hasMore, partial, refreshFailure }, total, noun }: ListStatusProps) {
  return (
    <p role="status" className="flex h-[26px] shrink-0 items-center gap-3.5 border-b border-line px-4 text-xs text-fg-3 max-md:px-3">
      <span>
        {loadedText(rows.length, total, hasMore)} {noun}
        {rows.length === 1 && !hasMore ? '' : 's'}
      </span>
      {partial && <span className="text-warn">a limit cut this answer: it is not all there is</span>}
      {refreshFailure !== undefined && <span className="text-error">could not be refreshed: {refreshFailure}</span>}
    </p>
  );
}

function loadedText(loaded: number, total: number, hasMore: boolean): string {
  if (!hasMore) return formatInteger(loaded);
  return total > loaded ? `${formatInteger(loaded)} loaded of ${formatInteger(total)}` : `${formatInteger(loaded)} loaded, more below:`;
}
