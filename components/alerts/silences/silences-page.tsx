'use client';

import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { SECOND } from '@/lib/base/time';
import { heldOptions, silencesOptions } from '@/lib/client/alert-silences';
import { alertsOptions } from '@/lib/client/alerts';
import { useNow } from '@/lib/client/now';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Silence } from '@/lib/model/alert-silence';
import { AlertSections } from '@/components/alerts/overview/alert-sections';
import { SilenceDialog, type SilenceTarget } from '@/components/alerts/silences/silence-dialog';
import { SilenceRow } from '@/components/alerts/silences/silence-row';
import { standingOf, type Standing } from '@/components/alerts/silences/time-words';
import { useSilenceActions } from '@/components/alerts/silences/use-silence-actions';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

const GROUPS: readonly { readonly standing: Standing; readonly title: string }[] = [
  { standing: 'active', title: 'Active' },
  { standing: 'scheduled', title: 'Scheduled' },
  { standing: 'recurring', title: 'Maintenance windows' },
  { standing: 'ended', title: 'Ended in the last 30 days' },
];

/** What is held back, what will be, and what was. */
export function SilencesPage() {
  const { data: silences, error, refetch } = useQuery(silencesOptions());
  const { data: listings } = useQuery(alertsOptions());
  const { zone } = useTimeWindow();
  const now = useNow(true, SECOND);
  const [target, setTarget] = useState<SilenceTarget>();
  const actions = useSilenceActions();
  useShortcuts([{ keys: 'n', label: 'New silence', group: 'Silences', run: () => setTarget({ rules: [] }) }]);
  const titles = useMemo(() => new Map((listings ?? []).map(({ rule }) => [rule.id, rule.title])), [listings]);
  const groups = GROUPS.map(({ standing, title }) => ({
    standing,
    title,
    silences: (silences ?? []).filter((silence) => standingOf(silence, now) === standing).toSorted(byEnd),
  })).filter((group) => group.silences.length > 0);
  const open = groups.flatMap((group) => (group.standing === 'ended' ? [] : group.silences));
  const held = useQuery({
    ...heldOptions({ silences: open.map(({ rules, matchers }) => ({ rules, matchers })), show: 0 }),
    enabled: open.length > 0,
  });
  return (
    <>
      <PageHeader title="Alerts" note={<AlertSections here="/alerts/silences" />}>
        <Button className="max-md:hidden" onClick={() => setTarget({ rules: [], repeats: true })}>
          <CalendarClock size={13} aria-hidden />
          Maintenance window
        </Button>
        <Button variant="primary" onClick={() => setTarget({ rules: [] })}>
          <Plus size={13} aria-hidden />
          Silence
        </Button>
      </PageHeader>
      {silences && (error ?? held.error) && (
        <p role="status" className="shrink-0 border-b border-line px-4 py-1 text-xs text-error max-md:px-2">
          {error ? `Could not be refreshed: ${error.message}` : `What they are about could not be counted: ${held.error?.message ?? ''}`}
        </p>
      )}
      <div aria-busy={silences === undefined} className="min-h-0 flex-1 overflow-y-auto">
        {silences === undefined ? (
          error ? (
            <Failed title="The silences could not be read" message={error.message} onRetry={() => void refetch()} />
          ) : (
            <Skeleton className="m-4 h-40" />
          )
        ) : groups.length === 0 ? (
          <EmptyState
            title="Nothing is silenced"
            hint="A silence holds notifications back, for a while or at the same time every week. Rules are judged all the same."
            action={
              <Button variant="primary" onClick={() => setTarget({ rules: [] })}>
                Silence something
              </Button>
            }
          />
        ) : (
          <table className="w-full border-collapse">
            <caption className="sr-only">Silences</caption>
            <thead className="sr-only">
              <tr>
                <th scope="col">Reason</th>
                <th scope="col">What it is about</th>
                <th scope="col">When</th>
                <th scope="col">Actions</th>
              </tr>
            </thead>
            {groups.map((group) => (
              <tbody key={group.standing}>
                <tr>
                  <th scope="rowgroup" colSpan={4} className="h-8 px-4 pt-2 text-left text-xs font-[550] text-fg-3 max-md:px-2">
                    {group.title} <span className="font-normal">{group.silences.length}</span>
                  </th>
                </tr>
                {group.silences.map((silence) => (
                  <SilenceRow
                    key={silence.id}
                    silence={silence}
                    standing={group.standing}
                    held={held.isPlaceholderData ? undefined : held.data?.[open.indexOf(silence)]}
                    titles={titles}
                    now={now}
                    zone={zone}
                    onEdit={() => setTarget({ silence })}
                    onEnd={() => actions.end(silence)}
                    onDelete={() => actions.remove(silence)}
                  />
                ))}
              </tbody>
            ))}
          </table>
        )}
      </div>
      <SilenceDialog target={target} onClose={() => setTarget(undefined)} />
    </>
  );
}

/** The one that ends first comes first; those that come every week in the order in which they were made. */
function byEnd(a: Silence, b: Silence): number {
  if (a.time.kind === 'once' && b.time.kind === 'once') return a.time.to - b.time.to;
  return a.createdAt - b.createdAt;
}
