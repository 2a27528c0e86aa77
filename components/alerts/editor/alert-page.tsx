'use client';

import { useQuery } from '@tanstack/react-query';
import { parseAsInteger, useQueryState } from 'nuqs';
import { alertOptions, ruleRevisionsOptions } from '@/lib/client/alerts';
import { NewerRule } from '@/components/alerts/editor/newer-rule';
import { RuleEditor } from '@/components/alerts/editor/rule-editor';
import { UnreadRule } from '@/components/alerts/rule/unread-rule';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';

/** A kept rule, open in its editor; at the older revision that the address names. */
export function AlertPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(alertOptions(id));
  const [revision, setRevision] = useQueryState('revision', parseAsInteger);
  const revisions = useQuery({ ...ruleRevisionsOptions(id), enabled: revision !== null });
  const settled = revision === null || revisions.data !== undefined || revisions.error !== null;
  if (data && settled) {
    const older = revision === null || revision === data.revision ? undefined : revisions.data?.find((one) => one.revision === revision);
    return (
      <div className="flex h-full min-h-0 flex-col">
        {revision !== null && revision !== data.revision && (
          <div className="flex shrink-0 items-center gap-3 border-b border-line bg-ember-soft px-4 py-1 text-sm max-md:px-2">
            <p role="status">
              {older
                ? `Revision ${older.revision} of ${data.revision}, to look at. Saving brings it back.`
                : `Revision ${revision} could not be read: this is the newest.`}
            </p>
            <Button size="small" className="ml-auto" onClick={() => void setRevision(null)}>
              {older ? 'Back to the newest' : 'Close'}
            </Button>
          </div>
        )}
        {data.newer && !older && <NewerRule saved={data} newer={data.newer} />}
        <RuleEditor
          key={`${id} ${older?.revision ?? ''}`}
          start={{ kind: 'kept', listing: data, older: older?.rule }}
          place={`/alerts/${id}`}
        />
      </div>
    );
  }
  return (
    <UnreadRule title="Alert" error={error} onRetry={() => void refetch()}>
      <div role="status" aria-label="Reading the alert" className="flex flex-1 gap-4 p-4 max-lg:flex-col">
        <Skeleton className="h-full w-[340px] max-lg:order-2 max-lg:w-full" />
        <Skeleton className="h-[400px] flex-1 max-lg:flex-none" />
      </div>
    </UnreadRule>
  );
}
