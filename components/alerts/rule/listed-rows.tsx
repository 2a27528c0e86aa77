import type { ReactNode } from 'react';
import type { Listed } from '@/components/alerts/rule/use-history';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** A list's rows, or what stands in their place: that they could not be read, are on their way, or are not there. */
export function ListedRows<Row>({
  list: { rows, ready, error, retry },
  label,
  failed,
  empty,
  hint,
  action,
  children,
}: {
  list: Listed<Row>;
  label: string;
  failed: string;
  /** Why there are none, and the nearest thing to try. */
  empty: string;
  hint: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={label} className="flex min-h-0 min-w-0 flex-1 flex-col">
      {error ? (
        <Failed title={failed} message={error.message} onRetry={retry} />
      ) : !ready ? (
        <Skeleton className="m-4 h-24" />
      ) : rows.length === 0 ? (
        <EmptyState title={empty} hint={hint} action={action} />
      ) : (
        children
      )}
    </section>
  );
}
