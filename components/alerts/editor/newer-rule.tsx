'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { channelsOptions } from '@/lib/client/alert-channels';
import { saveRule, useRenewAlerts } from '@/lib/client/alerts';
import type { AlertRule } from '@/lib/model/alert';
import type { SavedRule } from '@/lib/model/alert-store';
import { ruleDifferences } from '@/components/alerts/rule/rule-differences';
import { Button } from '@/components/ui/button';
import { ChangeList } from '@/components/ui/change-list';
import { Dialog } from '@/components/ui/dialog';

/** That this version of Hearth brings a prebuilt rule otherwise than it once came: what differs, and a way to take it over. */
export function NewerRule({ saved, newer }: { saved: SavedRule; newer: AlertRule }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const { data: channels } = useQuery({ ...channelsOptions(), enabled: open });
  const renew = useRenewAlerts();
  const takeOver = async () => {
    setBusy(true);
    try {
      await saveRule({ rule: newer, basedOn: saved.revision, note: 'Taken over from a newer version of Hearth' });
      setOpen(false);
    } catch (cause) {
      toast.error('It was not taken over', { description: cause instanceof Error ? cause.message : String(cause) });
    }
    await renew();
    setBusy(false);
  };
  return (
    <div className="flex shrink-0 items-center gap-3 border-b border-line px-4 py-1 text-sm text-fg-2 max-md:px-2">
      <p role="status">This version of Hearth brings a newer version of this rule.</p>
      <Button size="small" className="ml-auto" onClick={() => setOpen(true)}>
        See what differs
      </Button>
      <Dialog title="What this version brings" note="What you changed yourself stays as it is." open={open} onOpenChange={setOpen}>
        <ChangeList
          changes={ruleDifferences(saved.rule, newer, (id) => channels?.find((channel) => channel.id === id)?.name ?? id)}
          none="Nothing that is seen."
        />
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={() => setOpen(false)}>Leave it</Button>
          <Button variant="primary" disabled={busy} onClick={() => void takeOver()}>
            Take it over
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
