'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { deleteChannel } from '@/lib/client/alert-channels';
import { alertsOptions, useRenewAlerts } from '@/lib/client/alerts';
import { useLink } from '@/lib/client/link';
import type { ShownChannel } from '@/lib/model/alert-channel';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** Asks once more before a channel is deleted, and names the rules that tell it: they would tell nobody there any more. */
export function DeleteChannel({
  channel,
  open,
  onOpenChange,
  onDeleted,
}: {
  channel: ShownChannel;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDeleted: () => void;
}) {
  const [busy, setBusy] = useState(false);
  const renew = useRenewAlerts();
  const remove = async () => {
    setBusy(true);
    try {
      await deleteChannel(channel.id);
      onOpenChange(false);
      onDeleted();
      toast(`${channel.name} is deleted`);
    } catch (cause) {
      toast.error(`${channel.name} was not deleted`, { description: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      await renew();
      setBusy(false);
    }
  };
  return (
    <Dialog title={`Delete ${channel.name}?`} open={open} onOpenChange={onOpenChange}>
      <div className="grid gap-3 text-sm">
        <Tellers channelId={channel.id} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button className="border-error/45! text-error!" disabled={busy} onClick={() => void remove()}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The rules that tell a channel. */
function Tellers({ channelId }: { channelId: string }) {
  const { data, error, refetch } = useQuery(alertsOptions());
  const link = useLink();
  if (error) return <Failed title="Which rules tell it is not known" message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-10" />;
  const rules = data.filter(({ rule }) => rule.tell.some(({ channel }) => channel === channelId)).map(({ rule }) => rule);
  if (rules.length === 0) return <p className="text-fg-2">No rule tells it. Its log goes with it.</p>;
  return (
    <>
      <p className="text-fg-2">
        {rules.length === 1 ? 'One rule tells it, and will not any more:' : `${rules.length} rules tell it, and will not any more:`}
      </p>
      <ul className="grid max-h-40 gap-1 overflow-y-auto">
        {rules.map(({ id, title }) => (
          <li key={id}>
            <Link href={link(`/alerts/${id}`)} className="text-fg underline decoration-line-strong underline-offset-2 hover:text-ember">
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
