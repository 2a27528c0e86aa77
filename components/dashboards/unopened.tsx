'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { restoreDashboard } from '@/lib/client/dashboards';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

const TITLES = { deleted: 'This dashboard was deleted', unreadable: 'This dashboard cannot be opened' } as const;

/** In the place of a dashboard that is kept but not shown: why, and what helps. */
export function UnopenedDashboard({
  slug,
  kind,
  message,
  revision,
}: {
  slug: string;
  kind: keyof typeof TITLES;
  message: string;
  /** The revision that cannot be read; 0 where the question does not arise. */
  revision: number;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const restore = () => {
    setBusy(true);
    restoreDashboard(slug).then(
      () => router.refresh(),
      (cause: Error) => {
        setBusy(false);
        toast.error('It was not brought back', { description: cause.message });
      },
    );
  };
  return (
    <>
      <PageHeader title={slug} />
      <EmptyState
        title={TITLES[kind]}
        hint={message}
        action={
          <>
            {kind === 'deleted' && (
              <Button variant="primary" disabled={busy} onClick={restore}>
                Bring it back
              </Button>
            )}
            {kind === 'unreadable' && revision > 1 && (
              <Button asChild>
                <Link href={`/dashboards/${slug}?revision=${revision - 1}`}>Look at revision {revision - 1}</Link>
              </Button>
            )}
            <Button asChild>
              <Link href="/dashboards">All dashboards</Link>
            </Button>
          </>
        }
      />
    </>
  );
}
