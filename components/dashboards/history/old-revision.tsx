'use client';

import { History } from 'lucide-react';
import Link from 'next/link';
import { useLink } from '@/lib/client/link';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';
import { useRestore } from '@/components/dashboards/history/use-restore';
import { SavedAt } from '@/components/records/saved-at';
import { Button } from '@/components/ui/button';

/** Above an old revision: which one it is, that it cannot be changed, and the ways on from it. */
export function OldRevision({ saved, newest }: { saved: SavedDashboard; newest: number }) {
  const link = useLink();
  const { restore, busy } = useRestore(newest);
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-ember-soft px-4 py-1.5 text-sm max-md:px-2"
    >
      <History size={13} aria-hidden className="shrink-0 text-ember" />
      <span className="max-md:flex-1">
        Revision {saved.revision} of {newest}
        {saved.savedAt !== undefined && (
          <>
            , saved <SavedAt at={saved.savedAt} />
          </>
        )}
        . To look at, not to change.
      </span>
      <span className="ml-auto flex gap-2">
        <Button size="small" disabled={busy} onClick={() => restore(saved)}>
          Restore it
        </Button>
        <Button size="small" asChild>
          <Link href={link(`/dashboards/${saved.dashboard.slug}`)}>The newest</Link>
        </Button>
      </span>
    </div>
  );
}
