'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { Eye, RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { dashboardChanges } from '@/lib/dashboards/changes';
import { revisionOptions, revisionsOptions } from '@/lib/client/dashboards';
import { useLink } from '@/lib/client/link';
import type { Revision, SavedDashboard } from '@/lib/model/saved-dashboard';
import { ChangeList } from '@/components/ui/change-list';
import { useRestore } from '@/components/dashboards/history/use-restore';
import { SavedAt } from '@/components/records/saved-at';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** Every revision of a dashboard: when, why, what changed in words; look at an old one or bring it back. */
export function HistoryDialog({
  saved,
  open,
  onOpenChange,
}: {
  saved: SavedDashboard;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog title="History" note={saved.dashboard.title} size="wide" open={open} onOpenChange={onOpenChange}>
      <Revisions slug={saved.dashboard.slug} shown={saved.revision} onLeave={() => onOpenChange(false)} />
    </Dialog>
  );
}

function Revisions({ slug, shown, onLeave }: { slug: string; shown: number; onLeave: () => void }) {
  const { data, error, refetch } = useQuery(revisionsOptions(slug));
  const [chosen, setChosen] = useState<number>();
  if (error) return <Failed title="The history could not be read" message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-60" />;
  const newest = data[0];
  const current = data.find(({ revision }) => revision === (chosen ?? shown)) ?? newest;
  if (!newest || !current) return null;
  return (
    <div className="grid gap-4 sm:grid-cols-[16rem_1fr]">
      <ol aria-label="Revisions" className="grid max-h-[50dvh] content-start gap-px overflow-y-auto max-sm:max-h-48">
        {data.map((revision) => (
          <li key={revision.revision}>
            <button
              type="button"
              aria-pressed={revision === current}
              onClick={() => setChosen(revision.revision)}
              className={clsx(
                'w-full rounded-md px-2 py-1.5 text-left text-sm hover:bg-hover focus-visible:outline-offset-[-2px]',
                revision === current ? 'bg-hover text-fg' : 'text-fg-2',
              )}
            >
              <span className="flex gap-2">
                <span className="font-medium">Revision {revision.revision}</span>
                {revision.savedAt !== undefined && <SavedAt at={revision.savedAt} className="ml-auto text-fg-3" />}
              </span>
              {revision.note !== '' && <span className="line-clamp-2 text-xs break-words text-fg-3">{revision.note}</span>}
            </button>
          </li>
        ))}
      </ol>
      <RevisionDetail key={current.revision} slug={slug} revision={current} newest={newest.revision} onLeave={onLeave} />
    </div>
  );
}

function RevisionDetail({
  slug,
  revision: { revision, note },
  newest,
  onLeave,
}: {
  slug: string;
  revision: Revision;
  newest: number;
  onLeave: () => void;
}) {
  const link = useLink();
  const { restore, busy } = useRestore(newest);
  const now = useQuery(revisionOptions(slug, revision));
  const before = useQuery({ ...revisionOptions(slug, revision - 1), enabled: revision > 1 });
  const error = now.error ?? before.error;
  const ready = now.data && (revision === 1 || before.data);
  return (
    <section aria-label={`Revision ${revision}`} className="grid min-w-0 content-start gap-3">
      {note !== '' && <p className="text-sm break-words">{note}</p>}
      {error && <Failed title="What changed is not known" message={error.message} className="h-auto!" />}
      {!error && !ready && <Skeleton className="h-24" />}
      {ready && revision === 1 && <p className="text-sm text-fg-3">The first revision.</p>}
      {now.data && before.data && (
        <ChangeList changes={dashboardChanges(before.data.dashboard, now.data.dashboard)} none="Saved without a change." />
      )}
      {revision < newest && (
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={link(`/dashboards/${slug}`, { revision: String(revision) })} onClick={onLeave}>
              <Eye size={13} aria-hidden />
              Look at it
            </Link>
          </Button>
          <Button
            disabled={busy || !now.data}
            onClick={() => {
              if (now.data) restore(now.data, onLeave);
            }}
          >
            <RotateCcw size={13} aria-hidden />
            Restore it
          </Button>
        </div>
      )}
    </section>
  );
}
