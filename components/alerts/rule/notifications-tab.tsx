'use client';

import Link from 'next/link';
import { SECOND } from '@/lib/base/time';
import type { Zone } from '@/lib/client/format-time';
import { useLink } from '@/lib/client/link';
import { useNow } from '@/lib/client/now';
import type { AlertRule } from '@/lib/model/alert';
import type { Delivery } from '@/lib/model/alert-notification';
import { DeliveryDetails } from '@/components/alerts/deliveries/delivery-details';
import { DeliveryRow } from '@/components/alerts/rule/delivery-row';
import { HistoryGrid } from '@/components/alerts/rule/history-grid';
import { ListedRows } from '@/components/alerts/rule/listed-rows';
import type { Listed } from '@/components/alerts/rule/use-history';
import { PANEL_ROW, SidePanel } from '@/components/records/side-panel';
import { Button } from '@/components/ui/button';

/** What was sent of a rule and what became of it, and all of the notification that is open. */
export function NotificationsTab({
  rule,
  list,
  narrowed,
  channelName,
  zone,
  openId,
  onOpen,
  onClose,
}: {
  rule: AlertRule;
  list: Listed<Delivery>;
  /** To a group or a fate. */
  narrowed: boolean;
  channelName: (id: string) => string;
  zone: Zone;
  openId: string | null;
  onOpen: (delivery: Delivery) => void;
  onClose: () => void;
}) {
  // what waits says how long
  const now = useNow(true, SECOND);
  const link = useLink();
  const open = list.rows.find(({ id }) => id === openId);
  const nobody = rule.tell.length === 0;
  return (
    <div className={PANEL_ROW}>
      <ListedRows
        list={list}
        label="Notifications"
        failed="The notifications could not be read"
        empty={narrowed ? 'No such notification' : 'Nobody was told yet'}
        hint={
          narrowed
            ? 'Try all groups, or all fates.'
            : nobody
              ? 'The rule tells no channel. Choose who is told, and of what.'
              : 'Its channels are told when it begins to fire, and when that is over.'
        }
        action={
          nobody && (
            <Button asChild>
              <Link href={link(`/alerts/${rule.id}`)}>Choose who is told</Link>
            </Button>
          )
        }
      >
        <HistoryGrid
          {...{ list, openId, onOpen }}
          label="Notifications"
          ruleId={rule.id}
          opens="Open the notification"
          render={(delivery, place) => (
            <DeliveryRow key={delivery.id} channel={channelName(delivery.channelId)} {...{ delivery, zone, now, onOpen }} {...place} />
          )}
          all="That is all."
          older="Older ones are kept, but not shown here."
        />
      </ListedRows>
      {open && (
        <SidePanel label="Notification" onClose={onClose}>
          <div className="overflow-y-auto px-4 py-3">
            <h2 className="mb-2 truncate pr-16 text-sm font-semibold">{channelName(open.channelId)}</h2>
            <DeliveryDetails delivery={open} now={now} />
          </div>
        </SidePanel>
      )}
    </div>
  );
}
