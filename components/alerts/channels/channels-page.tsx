'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { channelsOptions } from '@/lib/client/alert-channels';
import { useShortcuts } from '@/lib/client/shortcuts';
import { CHANNEL_KIND_NAMES, CHANNEL_KINDS } from '@/components/alerts/channels/channel-kinds';
import { ChannelPanel, CHANNEL_TABS } from '@/components/alerts/channels/channel-panel';
import { ChannelTable } from '@/components/alerts/channels/channel-table';
import { AlertSections } from '@/components/alerts/overview/alert-sections';
import { PANEL_ROW, SidePanel } from '@/components/records/side-panel';
import { PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { DropdownMenu, MenuItem } from '@/components/ui/menu';
import { Skeleton } from '@/components/ui/skeleton';

const PARAMS = {
  channel: parseAsString,
  new: parseAsStringLiteral(CHANNEL_KIND_NAMES),
  tab: parseAsStringLiteral(CHANNEL_TABS).withDefault('settings'),
  of: parseAsStringLiteral(['firing', 'resolved'] as const).withDefault('firing'),
};

/** Where notifications go: every channel and how it does; beside the list the chosen one, or a new one. `mail`: mails can be sent. */
export function ChannelsPage({ mail }: { mail: boolean }) {
  const [{ channel: id, new: kind, tab, of }, setParams] = useQueryStates(PARAMS, { history: 'push' });
  const { data, error, refetch } = useQuery(channelsOptions());
  const chosen = id === null ? undefined : data?.find((channel) => channel.id === id);
  const close = () => void setParams({ channel: null, new: null, tab: null, of: null });
  const open = kind !== null || chosen !== undefined;
  const begin = (next: (typeof CHANNEL_KIND_NAMES)[number]) => void setParams({ new: next, channel: null, tab: null, of: null });
  useShortcuts(open ? [{ keys: 'Escape', label: 'Close the channel', group: 'Channels', run: close }] : []);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title="Alerts" note={<AlertSections here="/alerts/channels" />}>
        <NewChannel onChoose={begin} />
      </PageHeader>
      <div className={PANEL_ROW}>
        <section aria-label="Channels" className="min-h-0 min-w-0 flex-1 overflow-y-auto">
          {error ? (
            <Failed title="The channels could not be read" message={error.message} onRetry={() => void refetch()} />
          ) : !data ? (
            <Skeleton className="m-4 h-40" />
          ) : data.length === 0 ? (
            <EmptyState
              title="Nobody is told yet"
              hint="Rules fire and are seen here all the same. Add a channel, and rules can tell it."
              action={<NewChannel onChoose={begin} />}
            />
          ) : (
            <ChannelTable channels={data} chosen={id} onOpen={(channel) => void setParams({ channel, new: null })} />
          )}
          {data && id !== null && !chosen && (
            <p role="status" className="px-4 py-2 text-sm text-fg-3">
              The channel of this address is not there any more.
            </p>
          )}
        </section>
        {open && (
          <SidePanel label="Channel" onClose={close}>
            <ChannelPanel
              key={chosen?.id ?? `new ${kind}`}
              channel={chosen}
              kind={chosen?.target.kind ?? kind ?? 'webhook'}
              mail={mail}
              tab={tab}
              of={of}
              onTab={(next) => void setParams({ tab: next }, { history: 'replace' })}
              onOf={(next) => void setParams({ of: next }, { history: 'replace' })}
              onSaved={(saved) => void setParams({ channel: saved.id, new: null })}
              onDeleted={close}
            />
          </SidePanel>
        )}
      </div>
    </div>
  );
}

function NewChannel({ onChoose }: { onChoose: (kind: (typeof CHANNEL_KIND_NAMES)[number]) => void }) {
  return (
    <DropdownMenu
      trigger={
        <Button variant="primary" aria-label="New channel">
          <Plus size={13} aria-hidden />
          <span>
            New<span className="max-md:hidden"> channel</span>
          </span>
        </Button>
      }
    >
      {CHANNEL_KIND_NAMES.map((kind) => (
        <MenuItem key={kind} onSelect={() => onChoose(kind)}>
          {CHANNEL_KINDS[kind].name}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
