'use client';

import { useState } from 'react';
import type { PreviewAsk } from '@/lib/model/alert-api';
import type { ChannelKind, ShownChannel } from '@/lib/model/alert-channel';
import { ChannelForm } from '@/components/alerts/channels/channel-form';
import { CHANNEL_KINDS } from '@/components/alerts/channels/channel-kinds';
import { DeleteChannel } from '@/components/alerts/channels/delete-channel';
import { Payload } from '@/components/alerts/channels/payload';
import { useChannelDraft } from '@/components/alerts/channels/use-channel-draft';
import { DeliveryLog } from '@/components/alerts/deliveries/delivery-log';
import { TabPanel, Tabs } from '@/components/ui/tabs';

export const CHANNEL_TABS = ['settings', 'payload', 'deliveries'] as const;
export type ChannelTab = (typeof CHANNEL_TABS)[number];

/** One channel, kept or new: its settings, what it would send, what it sent. What is typed stays while one looks at the others. */
export function ChannelPanel({
  channel,
  kind,
  mail,
  tab,
  of,
  onTab,
  onOf,
  onSaved,
  onDeleted,
}: {
  channel: ShownChannel | undefined;
  kind: ChannelKind;
  mail: boolean;
  tab: ChannelTab;
  of: PreviewAsk['of'];
  onTab: (tab: ChannelTab) => void;
  onOf: (of: PreviewAsk['of']) => void;
  onSaved: (channel: ShownChannel) => void;
  onDeleted: () => void;
}) {
  const state = useChannelDraft(channel, kind);
  const [deleting, setDeleting] = useState(false);
  // a new channel has sent nothing, and a heartbeat sends nothing that could be read
  const tabs = CHANNEL_TABS.filter((one) => one === 'settings' || (kind !== 'heartbeat' && (one === 'payload' || channel)));
  const shown = tabs.includes(tab) ? tab : 'settings';
  return (
    <>
      <div className="flex h-11 shrink-0 items-center gap-2 px-4 pr-20">
        <h2 className="truncate text-base font-semibold">{channel?.name ?? 'New channel'}</h2>
        <span className="shrink-0 text-sm text-fg-3">{CHANNEL_KINDS[kind].name}</span>
      </div>
      <Tabs
        label="What of the channel"
        value={shown}
        onChange={onTab}
        className="flex-1"
        listClassName="px-4"
        tabs={tabs.map((value) => ({ value, label: LABELS[value], ...countOf(value, channel) }))}
      >
        <TabPanel value="settings" className="flex flex-col data-[state=inactive]:hidden">
          <ChannelForm channel={channel} state={state} mail={mail} onSaved={onSaved} onDelete={() => setDeleting(true)} />
        </TabPanel>
        <TabPanel value="payload" className="flex flex-col data-[state=inactive]:hidden">
          <Payload channel={channel} state={state} of={of} onOf={onOf} />
        </TabPanel>
        <TabPanel value="deliveries" className="overflow-y-auto">
          {channel && <DeliveryLog channelId={channel.id} />}
        </TabPanel>
      </Tabs>
      {channel && <DeleteChannel channel={channel} open={deleting} onOpenChange={setDeleting} onDeleted={onDeleted} />}
    </>
  );
}

const LABELS: Readonly<Record<ChannelTab, string>> = { settings: 'Settings', payload: 'Payload', deliveries: 'Deliveries' };

/** What is on its way or lost is counted at the tab. */
function countOf(tab: ChannelTab, channel: ShownChannel | undefined): { count?: number } {
  const open = (channel?.waiting ?? 0) + (channel?.dead ?? 0);
  return tab === 'deliveries' && open > 0 ? { count: open } : {};
}
