'use client';

import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import type { Millis } from '@/lib/base/time';
import { deliverAgain, useRenewAlerts } from '@/lib/client/alerts';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Delivery } from '@/lib/model/alert-notification';
import { fateOf } from '@/components/alerts/deliveries/fate';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';

/** All that is known of one delivery: when, how often it was tried, what came back, and the notification itself. */
export function DeliveryDetails({ delivery, now }: { delivery: Delivery; now: Millis }) {
  const { zone } = useTimeWindow();
  const renew = useRenewAlerts();
  const [busy, setBusy] = useState(false);
  const { id, channelId, state, attempts, createdAt, sentAt, outcome, notification } = delivery;
  const again = async () => {
    setBusy(true);
    try {
      await deliverAgain(id, channelId);
      toast.success('It is tried again');
    } catch (cause) {
      toast.error('It was not put back into the queue', { description: cause instanceof Error ? cause.message : String(cause) });
    } finally {
      await renew();
      setBusy(false);
    }
  };
  const payload = JSON.stringify(notification, undefined, 2);
  return (
    <div className="grid min-w-0 gap-2 text-sm">
      <dl className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-fg-2">
        <Fact name="Fate">{fateOf(delivery, now)}</Fact>
        {outcome !== undefined && outcome !== '' && <Fact name="Outcome">{outcome}</Fact>}
        <Fact name="Written">{formatInstant(createdAt, zone, now)}</Fact>
        {sentAt !== undefined && <Fact name="Sent">{formatInstant(sentAt, zone, now)}</Fact>}
        <Fact name="Tries">{attempts}</Fact>
        <Fact name="Key">
          <span className="font-mono text-xs break-all">{id}</span>
        </Fact>
      </dl>
      {state === 'dead' && (
        <Button className="justify-self-start" disabled={busy} onClick={() => void again()}>
          <RotateCw size={13} aria-hidden />
          Send again
        </Button>
      )}
      <div className="relative">
        <pre
          aria-label="What it says"
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-md border border-line bg-page p-2 pr-8 font-mono text-xs whitespace-pre-wrap text-fg-2"
        >
          {payload}
        </pre>
        <CopyButton text={payload} label="Copy what it says" className="absolute top-1 right-1" />
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
