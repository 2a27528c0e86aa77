'use client';

import { useQuery } from '@tanstack/react-query';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { SECOND } from '@/lib/base/time';
import { deliveriesOptions } from '@/lib/client/alerts';
import { formatAgo, formatInstant } from '@/lib/client/format-time';
import { useNow } from '@/lib/client/now';
import { useTimeWindow } from '@/lib/client/time-window';
import { DeliveryDetails } from '@/components/alerts/deliveries/delivery-details';
import { Fate } from '@/components/alerts/deliveries/fate';
import { EmptyState } from '@/components/ui/empty-state';
import { Failed } from '@/components/ui/failed';
import { Skeleton } from '@/components/ui/skeleton';

/** As many as a person looks through in a panel; what is older is on the pages of the rules. */
const MOST = 100;

/** What was sent to a channel, newest first: two lines each, and a click opens all of it. */
export function DeliveryLog({ channelId }: { channelId: string }) {
  const { data, error, refetch } = useQuery(deliveriesOptions({ channelId, limit: MOST }));
  const [open, setOpen] = useState<string>();
  const now = useNow(true, SECOND);
  const { zone } = useTimeWindow();
  if (error) return <Failed title="The log could not be read" message={error.message} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="m-3 h-40" />;
  if (data.length === 0) {
    return <EmptyState title="Nothing was sent here yet" hint="Tests are not kept; a rule that tells this channel fills the list." />;
  }
  return (
    <ol aria-label="Deliveries" className="divide-y divide-line">
      {data.map((delivery) => {
        const isOpen = delivery.id === open;
        return (
          <li key={delivery.id}>
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(isOpen ? undefined : delivery.id)}
              className="flex w-full min-w-0 items-start gap-1.5 px-3 py-1.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
            >
              <ChevronRight size={13} aria-hidden className={clsx('mt-0.5 shrink-0 text-fg-3', isOpen && 'rotate-90')} />
              <span className="grid min-w-0 flex-1">
                <span className="flex gap-2">
                  <span className="min-w-0 flex-1 truncate">{delivery.notification.title}</span>
                  <time
                    dateTime={new Date(delivery.createdAt).toISOString()}
                    title={formatInstant(delivery.createdAt, zone, now)}
                    className="shrink-0 text-fg-3"
                  >
                    {formatAgo(delivery.createdAt, now)}
                  </time>
                </span>
                <Fate delivery={delivery} now={now} className="text-xs" />
              </span>
            </button>
            {isOpen && (
              <div className="px-3 pb-3 pl-8">
                <DeliveryDetails delivery={delivery} now={now} />
              </div>
            )}
          </li>
        );
      })}
      {data.length === MOST && (
        <li className="px-3 py-2 text-xs text-fg-3">The newest {MOST}. Older ones are in the histories of the rules.</li>
      )}
    </ol>
  );
}
