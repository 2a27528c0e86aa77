'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import Link from 'next/link';
import { channelsOptions } from '@/lib/client/alert-channels';
import { useLink } from '@/lib/client/link';
import type { AlertRule, Trouble } from '@/lib/model/alert';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import { Select } from '@/components/ui/select';

const TROUBLES: readonly { readonly of: Trouble; readonly text: string; readonly on: string }[] = [
  { of: 'warn', text: 'warn', on: 'border-warn/45! bg-warn/10! text-warn!' },
  { of: 'critical', text: 'critical', on: 'border-error/45! bg-error-soft! text-error!' },
  { of: 'noData', text: 'no data', on: 'border-line-strong! bg-hover! text-fg!' },
  { of: 'error', text: 'failed', on: 'border-line-strong! bg-hover! text-fg!' },
];
const ADD = 'add';

type Tell = AlertRule['tell'];

/** Which channels are told, and of what each of them. */
export function TellEditor({ tell, onChange }: { tell: Tell; onChange: (tell: Tell) => void }) {
  const { data: channels, error } = useQuery(channelsOptions());
  const link = useLink();
  // a heartbeat is not told of alerts
  const named = (channels ?? []).filter(({ target }) => target.kind !== 'heartbeat');
  const open = named.filter(({ id }) => !tell.some(({ channel }) => channel === id));
  const set = (at: number, of: Trouble[]) => onChange(tell.map((each, index) => (index === at ? { ...each, of } : each)));
  const nameOf = (id: string) => named.find((channel) => channel.id === id)?.name;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      {tell.map(({ channel, of }, at) => {
        const known = named.find(({ id }) => id === channel);
        const name = nameOf(channel) ?? channel;
        return (
          <div key={channel} role="group" aria-label={`Tell ${name}`} className="flex flex-wrap items-center gap-1">
            <span className={clsx('min-w-0 flex-1 truncate text-sm', !known && channels && 'text-error')}>
              {known || !channels ? name : `${channel}: no such channel`}
            </span>
            {known && known.testedAt === undefined && <Pill tone="warn">never tested</Pill>}
            {TROUBLES.map((trouble) => {
              const on = of.includes(trouble.of);
              // a channel that hears of nothing is taken out instead
              const last = on && of.length === 1;
              return (
                <Button
                  key={trouble.of}
                  size="small"
                  aria-pressed={on}
                  disabled={last}
                  title={last ? 'The last one: remove the channel instead.' : undefined}
                  onClick={() => set(at, on ? of.filter((each) => each !== trouble.of) : [...of, trouble.of])}
                  className={clsx('px-1.5! disabled:opacity-100!', on ? trouble.on : 'text-fg-3!')}
                >
                  {trouble.text}
                </Button>
              );
            })}
            <IconButton label={`No longer tell ${name}`} size="small" onClick={() => onChange(tell.filter((_each, index) => index !== at))}>
              <X size={12} aria-hidden />
            </IconButton>
          </div>
        );
      })}
      {error && <p className="text-xs text-error">The channels could not be read: {error.message}</p>}
      {channels && named.length === 0 ? (
        <p className="text-xs text-fg-3">
          There is no channel yet.{' '}
          <Link href={link('/alerts/channels')} className="underline decoration-line-strong underline-offset-2 hover:text-fg">
            Add one
          </Link>{' '}
          to be told; the rule is watched all the same.
        </p>
      ) : (
        open.length > 0 && (
          <Select
            label="Tell a channel"
            value={ADD}
            onChange={(channel) => {
              if (channel !== ADD) onChange([...tell, { channel, of: ['warn', 'critical', 'error'] }]);
            }}
            options={[
              { value: ADD, label: tell.length === 0 ? 'Nobody: choose a channel' : 'Another channel', disabled: true },
              ...open.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            className="justify-self-start"
          />
        )
      )}
    </div>
  );
}
