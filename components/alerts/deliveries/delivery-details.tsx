'use client';

import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import type { Millis } from '@/lib/base/time';
import { deliverAgain, useRenewAlerts } from '@/lib/client/alerts';
import { formatInstant } from '@/lib/client/format-time';
import { useTimeWindow } from '@/lib/client/time-window';
import type { Delivery } from '@/lib/model/alert-notification';
import { fateOf } from '@/components/alerts/deliveries/fate';
import { Fact, Facts } from '@/components/alerts/deliveries/facts';
import { Button } from '@/components/ui/button';
import { CopyBox } from '@/components/ui/copy-box';

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
  return (
    <div className="grid min-w-0 gap-2 text-sm">
      <Facts>
        <Fact name="Fate">{fateOf(delivery, now)}</Fact>
        {outcome !== undefined && outcome !== '' && <Fact name="Outcome">{outcome}</Fact>}
        <Fact name="Written">{formatInstant(createdAt, zone, now)}</Fact>
        {sentAt !== undefined && <Fact name="Sent">{formatInstant(sentAt, zone, now)}</Fact>}
        <Fact name="Tries">{attempts}</Fact>
        <Fact name="Key">
          <span className="font-mono text-xs break-all">{id}</span>
        </Fact>
      </Facts>
      {state === 'dead' && (
        <Button className="justify-self-start" disabled={busy} onClick={() => void again()}>
          <RotateCw size={13} aria-hidden />
          Send again
        </Button>
      )}
      <CopyBox text={JSON.stringify(notification, undefined, 2)} label="What it says" copy="Copy what it says" className="max-h-96" />
    </div>
  );
}
