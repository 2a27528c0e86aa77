'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { ApiError } from '@/lib/client/api';
import { useLink } from '@/lib/client/link';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';

/** A page about a rule that is not here: it is gone, could not be read, or is on its way, which `children` stand for. */
export function UnreadRule({
  title,
  error,
  onRetry,
  children,
}: {
  title: string;
  error: Error | null;
  onRetry: () => void;
  children: ReactNode;
}) {
  const link = useLink();
  const gone = error instanceof ApiError && error.details.fault === 'notFound';
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title={title} />
      {gone ? (
        <EmptyState
          title="There is no such alert"
          hint="It may have been deleted."
          action={
            <Button asChild>
              <Link href={link('/alerts')}>All alerts</Link>
            </Button>
          }
        />
      ) : error ? (
        <Failed title="The alert could not be read" message={error.message} onRetry={onRetry} />
      ) : (
        children
      )}
    </div>
  );
}
