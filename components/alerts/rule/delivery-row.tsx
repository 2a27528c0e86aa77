import { memo } from 'react';
import type { Millis } from '@/lib/base/time';
import { formatInstant, type Zone } from '@/lib/client/format-time';
import type { Delivery } from '@/lib/model/alert-notification';
import { Fate } from '@/components/alerts/deliveries/fate';
import { ListRow } from '@/components/alerts/rule/list-row';

/** One notification on its way to one channel; a click opens all of it. */
export const DeliveryRow = memo(function DeliveryRow({
  delivery,
  channel,
  index,
  zone,
  now,
  active,
  selected,
  onOpen,
}: {
  delivery: Delivery;
  /** Its name; of one that is deleted its id. */
  channel: string;
  index: number;
  zone: Zone;
  now: Millis;
  active: boolean;
  selected: boolean;
  onOpen: (delivery: Delivery) => void;
}) {
  const { createdAt, notification } = delivery;
  return (
    <ListRow
      {...{ index, active, selected }}
      onOpen={() => onOpen(delivery)}
      className="grid-cols-[112px_minmax(64px,140px)_64px_minmax(0,3fr)_minmax(0,3fr)] max-md:grid-cols-[auto_minmax(0,1fr)_minmax(0,1fr)]"
    >
      <time role="gridcell" dateTime={new Date(createdAt).toISOString()} className="font-mono whitespace-nowrap text-fg-3">
        {formatInstant(createdAt, zone, now)}
      </time>
      <span role="gridcell" className="truncate">
        {channel}
      </span>
      <span role="gridcell" className="truncate text-fg-3 max-md:hidden">
        {notification.kind}
      </span>
      <span role="gridcell" className="truncate text-fg-2 max-md:hidden">
        {notification.title}
      </span>
      <span role="gridcell" className="flex min-w-0">
        <Fate delivery={delivery} now={now} />
      </span>
    </ListRow>
  );
});
