import type { RowPages } from '@/components/records/use-row-pages';
import { Button } from '@/components/ui/button';
import { formatInteger } from '@/lib/base/units';

/**
 * Below the last row: that more is being read, that it failed, or that this is all. `shown`: how many rows stand above it, where
 * others than those of the pages do.
 */
export function ListFoot({ pages, shown = pages.rows.length }: { pages: RowPages; shown?: number }) {
  const { loading, hasMore, error, refreshFailure, moreFailure, retry, retryMore } = pages;
  // rows that came by themselves may stand above pages that could not be read
  const first = moreFailure === undefined && refreshFailure === undefined ? error?.message : undefined;
  const failure = moreFailure ?? first;
  return (
    <div className="flex h-10 items-center justify-center gap-2 text-xs text-fg-3">
      {failure !== undefined ? (
        <>
          <span className="text-error">The next rows could not be read: {failure}</span>
          <Button size="small" onClick={first === undefined ? retryMore : retry}>
            Try again
          </Button>
        </>
      ) : loading || hasMore ? (
        'reading more …'
      ) : (
        `That is all${shown === 1 ? '' : `: ${formatInteger(shown)}`}.`
      )}
    </div>
  );
}
