'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { ruleRevisionsOptions } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import type { SavedRule } from '@/lib/model/alert-store';
import { ruleDifferences, type ChannelName } from '@/components/alerts/rule/rule-differences';
import { SavedAt } from '@/components/records/saved-at';
import { Button } from '@/components/ui/button';
import { ChangeList } from '@/components/ui/change-list';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** Who changed what, newest first: each revision with its difference to the one before, in words. */
export function RevisionList({ ruleId, channelName }: { ruleId: string; channelName: ChannelName }) {
  const { data, error, refetch } = useQuery(ruleRevisionsOptions(ruleId));
  if (error) return <Failed title="The revisions could not be read" message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="m-4 h-40" />;
  return (
    <ol aria-label="Revisions" className="min-h-0 flex-1 divide-y divide-line overflow-y-auto">
      {data.map((saved, index) => (
        <li
          key={saved.revision}
          className="grid grid-cols-[minmax(0,14rem)_minmax(0,1fr)_auto] gap-x-4 gap-y-1 px-4 py-2 text-sm max-md:grid-cols-1 max-md:px-3"
        >
          <div className="min-w-0">
            <p className="font-medium text-fg">Revision {saved.revision}</p>
            <p className="text-fg-3">
              <SavedAt at={saved.savedAt} />
              {saved.savedBy !== '' && <> by {saved.savedBy}</>}
            </p>
          </div>
          <div className="grid min-w-0 content-start gap-1">
            {saved.note !== '' && <p className="break-words text-fg">{saved.note}</p>}
            <Difference saved={saved} before={data[index + 1]} channelName={channelName} />
          </div>
          <Open saved={saved} newest={index === 0} />
        </li>
      ))}
    </ol>
  );
}

function Difference({ saved, before, channelName }: { saved: SavedRule; before: SavedRule | undefined; channelName: ChannelName }) {
  if (!before) return <p className="text-fg-3">{saved.rule.prebuilt ? 'As it came with Hearth.' : 'The first one.'}</p>;
  return <ChangeList changes={ruleDifferences(before.rule, saved.rule, channelName)} none="Saved without a change." />;
}

/** The way to the editor; an older revision is opened there to look at, and saving it brings it back. */
function Open({ saved: { rule, revision }, newest }: { saved: SavedRule; newest: boolean }) {
  const link = useLink();
  return (
    <Button asChild size="small" className="justify-self-start">
      <Link href={link(`/alerts/${rule.id}`, newest ? {} : { revision: String(revision) })}>
        <Pencil size={12} aria-hidden />
        {newest ? 'Open' : 'Open this one'}
      </Link>
    </Button>
  );
}
