import type { RowPages } from '@/components/records/use-row-pages';
import { Button } from '@/components/ui/button';
import { formatInteger } from '@/lib/base/units';

/** Below the last row: that more is being read, that it failed, or that this is all. */
export function ListFoot({ pages: { rows, hasMore, moreFailure, retryMore } }: { pages: RowPages }) {
  return (
    <div className="flex h-10 items-center justify-center gap-2 text-xs text-fg-3">
      {moreFailure !== undefined ? (
        <>
          <span className="text-error">The next rows could not be read: {moreFailure}</span>
          <Button size="small" onClick={retryMore}>
            Try again
          </Button>
        </>
      ) : hasMore ? (
        'reading more …'
      ) : (
        `That is all${rows.length === 1 ? '' : `: ${formatInteger(rows.length)}`}.`
      )}
    </div>
  );
}
