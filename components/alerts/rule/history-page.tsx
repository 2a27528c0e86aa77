'use client';

import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import Link from 'next/link';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { channelsOptions } from '@/lib/client/alert-channels';
import { alertOptions } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import { useShortcuts } from '@/lib/client/shortcuts';
import { useTimeWindow } from '@/lib/client/time-window';
import type { AlertListing } from '@/lib/model/alert-api';
import { AlertsCrumb } from '@/components/alerts/overview/alerts-crumb';
import { CHANGE_KINDS } from '@/components/alerts/rule/change-text';
import { ChangesTab } from '@/components/alerts/rule/changes-tab';
import { HistoryFilters } from '@/components/alerts/rule/history-filters';
import { NotificationsTab } from '@/components/alerts/rule/notifications-tab';
import { RevisionList } from '@/components/alerts/rule/revision-list';
import { StateLine } from '@/components/alerts/rule/state-line';
import { UnreadRule } from '@/components/alerts/rule/unread-rule';
import { FATES, useHistory, type Wanted } from '@/components/alerts/rule/use-history';
import { ValuePanel } from '@/components/alerts/rule/value-panel';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { TabPanel, Tabs } from '@/components/ui/tabs';

const TABS = ['changes', 'notifications', 'revisions'] as const;
const PARAMS = {
  tab: parseAsStringLiteral(TABS).withDefault('changes'),
  /** A group by its name. */
  group: parseAsString,
  kind: parseAsStringLiteral(CHANGE_KINDS),
  fate: parseAsStringLiteral(FATES),
  /** The change or notification in the panel. */
  open: parseAsString,
};
const PAGE = 'Alert history';
const TAB_PANEL = 'flex min-h-0 flex-col data-[state=inactive]:hidden';

/** What happened to a rule: how it is, what it found, what changed, who was told, and who changed it. */
export function HistoryPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(alertOptions(id));
  if (data) return <History listing={data} />;
  return (
    <UnreadRule title="History" error={error} onRetry={() => void refetch()}>
      <Skeleton className="m-4 h-60" />
    </UnreadRule>
  );
}

function History({ listing }: { listing: AlertListing }) {
  const { rule } = listing;
  const { zone, zoomed, unzoom, refreshedAt: now } = useTimeWindow();
  const link = useLink();
  const [{ tab, group, kind, fate, open }, setParams] = useQueryStates(PARAMS, { history: 'push' });
  const wanted = useMemo((): Wanted => ({ group, kind, fate }), [group, kind, fate]);
  const { changes, deliveries, firings, groups } = useHistory(listing, wanted);
  const { data: channels } = useQuery(channelsOptions());
  const channelName = useCallback((id: string) => channels?.find((channel) => channel.id === id)?.name ?? id, [channels]);
  const isOpen = open !== null;
  const show = useCallback(
    // one step of the browser's history to open the panel, none to go from row to row in it
    (row: { readonly id: string }) => void setParams({ open: row.id }, { history: isOpen ? 'replace' : 'push' }),
    [setParams, isOpen],
  );
  const close = () => void setParams({ open: null });
  useShortcuts([
    ...(zoomed ? [{ keys: 'Escape', label: 'Back from the zoom', group: PAGE, run: unzoom }] : []),
    ...(isOpen ? [{ keys: 'Escape', label: 'Close the details', group: PAGE, run: close }] : []),
  ]);
  const shared = { rule, zone, openId: open, onOpen: show, onClose: close };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title={rule.title} before={<AlertsCrumb />} note={<span className="max-md:hidden">history</span>} time share>
        <Button asChild>
          <Link href={link(`/alerts/${rule.id}`)}>
            <Pencil size={13} aria-hidden />
            Edit
          </Link>
        </Button>
      </PageHeader>
      <StateLine listing={listing} zone={zone} />
      <ValuePanel rule={rule} firings={firings} group={group} now={now} />
      <Tabs
        label="Parts of the history"
        value={tab}
        onChange={(next) => void setParams({ tab: next, open: null })}
        className="mt-2 flex-1"
        // on a phone the filters stand below the tabs instead of over them
        listClassName="px-4 max-md:h-auto! max-md:flex-wrap max-md:px-2 max-md:pb-0.5 max-md:[&>[role=tablist]]:h-8"
        tabs={[
          { value: 'changes', label: 'Changes', ...(changes.ready ? { count: changes.rows.length } : {}) },
          { value: 'notifications', label: 'Notifications', ...(deliveries.ready ? { count: deliveries.rows.length } : {}) },
          { value: 'revisions', label: 'Who changed what' },
        ]}
        end={
          tab !== 'revisions' && (
            <HistoryFilters of={tab} groups={groups} wanted={wanted} onWant={(part) => void setParams({ ...part, open: null })} />
          )
        }
      >
        <TabPanel value="changes" className={TAB_PANEL}>
          <ChangesTab {...shared} list={changes} narrowed={group !== null || kind !== null} now={now} />
        </TabPanel>
        <TabPanel value="notifications" className={TAB_PANEL}>
          <NotificationsTab {...shared} list={deliveries} narrowed={group !== null || fate !== null} channelName={channelName} />
        </TabPanel>
        <TabPanel value="revisions" className={TAB_PANEL}>
          <RevisionList ruleId={rule.id} channelName={channelName} />
        </TabPanel>
      </Tabs>
    </div>
  );
}
