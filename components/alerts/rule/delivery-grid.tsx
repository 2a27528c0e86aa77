'use client';

import { useMemo } from 'react';
import type { Millis } from '@/lib/base/time';
import { formatInteger } from '@/lib/base/units';
import type { Zone } from '@/lib/client/format-time';
import type { Delivery } from '@/lib/model/alert-notification';
import { DeliveryRow } from '@/components/alerts/rule/delivery-row';
import { RecordGrid } from '@/components/records/record-grid';

const nothing = () => undefined;

/** What was sent and what became of it, newest first. `more`: there are older ones that were not read. */
export function DeliveryGrid({
  deliveries,
  channelName,
  old,
  more,
  zone,
  now,
  openId,
  onOpen,
}: {
  deliveries: readonly Delivery[];
  channelName: (id: string) => string;
  old: boolean;
  more: boolean;
  zone: Zone;
  now: Millis;
  openId: string | null;
  onOpen: (delivery: Delivery) => void;
}) {
  const at = useMemo(() => deliveries.findIndex(({ id }) => id === openId), [deliveries, openId]);
  return (
    <RecordGrid
      label="Notifications"
      page="Alert history"
      question="deliveries"
      rows={deliveries}
      old={old}
      hasMore={false}
      onMore={nothing}
      opens="Open the notification"
      at={at}
      onOpen={onOpen}
      {...(at >= 0 ? { onMove: onOpen } : {})}
      render={(delivery, index, active) => (
        <DeliveryRow
          key={delivery.id}
          {...{ delivery, index, zone, now, active, onOpen }}
          channel={channelName(delivery.channelId)}
          selected={delivery.id === openId}
        />
      )}
      foot={
        <p className="flex h-10 items-center justify-center text-xs text-fg-3">
          {more ? `The newest ${formatInteger(deliveries.length)}. Older ones are kept, but not shown here.` : 'That is all.'}
        </p>
      }
    />
  );
}
