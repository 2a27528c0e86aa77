'use client';

import { clsx } from 'clsx';
import { useRef, type ReactNode } from 'react';
import { formatInteger } from '@/lib/base/units';
import { useShortcuts } from '@/lib/client/shortcuts';
import type { ShownChannel } from '@/lib/model/alert-channel';
import { CHANNEL_KINDS } from '@/components/alerts/channels/channel-kinds';
import { Tested } from '@/components/alerts/channels/tested';

/** Every channel: what it is, whether it is known to work, and what it sent in the last 24 hours. */
export function ChannelTable({
  channels,
  chosen,
  onOpen,
}: {
  channels: readonly ShownChannel[];
  chosen: string | null;
  onOpen: (id: string) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const move = (by: 1 | -1) => {
    const names = [...(table.current?.querySelectorAll<HTMLElement>('[data-channel]') ?? [])];
    const at = names.indexOf(document.activeElement as HTMLElement);
    names[Math.min(names.length - 1, Math.max(0, at === -1 ? 0 : at + by))]?.focus();
  };
  useShortcuts([
    { keys: 'j', label: 'Next channel', group: 'Channels', run: () => move(1) },
    { keys: 'k', label: 'Previous channel', group: 'Channels', run: () => move(-1) },
  ]);
  return (
    <table ref={table} className="w-full border-collapse text-sm">
      <caption className="sr-only">Channels</caption>
      <thead>
        <tr className="h-8 border-b border-line text-left text-xs text-fg-3 [&>th]:font-normal">
          <th scope="col" className="pl-4 max-md:pl-2">
            Name
          </th>
          <th scope="col" className="pl-3">
            Kind
          </th>
          <th scope="col" className="pl-3 max-lg:hidden">
            Address
          </th>
          <th scope="col" className="pl-3 max-md:hidden">
            Tested
          </th>
          <th scope="col" className="pl-3 text-right whitespace-nowrap max-md:pr-2">
            Last 24 h
          </th>
          <th scope="col" className="pr-4 pl-3 max-md:hidden">
            Last outcome
          </th>
        </tr>
      </thead>
      <tbody>
        {channels.map((channel) => (
          <tr
            key={channel.id}
            className={clsx(
              'relative h-8 border-b border-line/60 focus-within:bg-hover hover:bg-hover',
              channel.id === chosen && 'bg-hover shadow-[inset_2px_0_0_var(--ember)]',
            )}
          >
            <th scope="row" className="max-w-56 pl-4 text-left font-medium max-md:pl-2">
              {/* the whole row leads where its name does */}
              <button
                type="button"
                data-channel={channel.id}
                aria-current={channel.id === chosen ? 'true' : undefined}
                onClick={() => onOpen(channel.id)}
                className="max-w-full truncate text-left after:absolute after:inset-0 hover:text-ember"
              >
                {channel.name}
              </button>
            </th>
            <td className="pl-3 whitespace-nowrap text-fg-2">
              {CHANNEL_KINDS[channel.target.kind].name}
              {channel.testedAt === undefined && <span className="block text-xs text-warn md:hidden">never tested</span>}
            </td>
            <td className="max-w-64 truncate pl-3 font-mono text-xs text-fg-3 max-lg:hidden">{channel.address}</td>
            <td className="pl-3 whitespace-nowrap max-md:hidden">
              <Tested channel={channel} />
            </td>
            <td className="pl-3 text-right whitespace-nowrap max-md:pr-2">
              <Counts channel={channel} />
            </td>
            <td className="w-full max-w-0 truncate pr-4 pl-3 text-fg-3 max-md:hidden" title={channel.lastOutcome}>
              {channel.lastOutcome ?? ''}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Sent, waiting, dead: what is zero is not said, but for a channel that sent nothing at all. */
function Counts({ channel: { sent, waiting, dead } }: { channel: ShownChannel }) {
  const parts: ReactNode[] = [];
  if (sent > 0 || (waiting === 0 && dead === 0)) {
    parts.push(
      <span key="sent" className={sent === 0 ? 'text-fg-3' : 'text-fg-2'}>
        {sent === 0 ? 'nothing sent' : `${formatInteger(sent)} sent`}
      </span>,
    );
  }
  if (waiting > 0) parts.push(<span key="waiting" className="text-run">{`${formatInteger(waiting)} waiting`}</span>);
  if (dead > 0) parts.push(<span key="dead" className="text-error">{`${formatInteger(dead)} given up`}</span>);
  return <span className="inline-flex gap-2">{parts}</span>;
}
