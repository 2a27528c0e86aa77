/** What an evaluation puts into the outbox. Pure. */
import { channelsOf, notificationFor } from '@/lib/alerts/notification';
import type { Stepped, Told } from '@/lib/alerts/step';
import type { Millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Delivery } from '@/lib/model/alert-notification';

/**
 * A message for each channel that hears of it: waiting to be sent, or, where a silence holds it back, kept as `silenced`. A
 * message about groups of which some are held back is two, so that both are seen.
 */
export function deliveriesOf(rule: AlertRule, { told, held }: Pick<Stepped, 'told' | 'held'>, publicUrl: string, now: Millis): Delivery[] {
  const queue = (what: Told | undefined, state: Delivery['state'], mark: string): Delivery[] => {
    if (!what) return [];
    return channelsOf(rule, what).flatMap((channelId) => {
      const notification = notificationFor(rule, what, channelId, publicUrl);
      if (!notification) return [];
      const id = notification.id + mark;
      return { id, channelId, ruleId: rule.id, notification: { ...notification, id }, state, attempts: 0, createdAt: now, nextAt: now };
    });
  };
  return [...queue(told, 'waiting', ''), ...queue(held, 'silenced', '-silenced')];
}
