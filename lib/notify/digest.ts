/** Many messages that wait for one channel, as one that lists them. Pure. */
import { createHash } from 'node:crypto';
import { present } from '@/lib/base/assert';
import { counted } from '@/lib/base/units';
import type { ChannelKind } from '@/lib/model/alert-channel';
import type { Trouble } from '@/lib/model/alert';
import type { Delivery, Notification, NotifiedGroup } from '@/lib/model/alert-notification';

/** More messages than this become one. */
export const DIGEST_OVER = 20;

/** So many rules are listed; of the others there is a number. */
const MOST_LINES = 20;

/** Channels that people read. Programs take every message, each with its own key: a digest would open no incident and close none. */
const READ_BY_PEOPLE: ReadonlySet<ChannelKind> = new Set<ChannelKind>(['slack', 'teams', 'discord', 'googleChat', 'email', 'ntfy']);

/** Whether a channel of `kind` gets digests. */
export function takesDigests(kind: ChannelKind): boolean {
  return READ_BY_PEOPLE.has(kind);
}

const BADNESS: readonly Trouble[] = ['critical', 'error', 'warn', 'noData'];

/**
 * One message for `deliveries` (in order of time, at least one): a line for each rule, by its newest message, the worst first. Rules whose
 * newest message says that all is over stand among the resolved.
 */
export function digestOf(deliveries: readonly Pick<Delivery, 'id' | 'notification'>[], publicUrl: string): Notification {
  const newest = new Map<string, { notification: Notification; count: number }>();
  for (const { notification } of deliveries) {
    newest.set(notification.dedupKey, { notification, count: (newest.get(notification.dedupKey)?.count ?? 0) + 1 });
  }
  const rules = [...newest.values()].sort((a, b) => BADNESS.indexOf(a.notification.trouble) - BADNESS.indexOf(b.notification.trouble));
  const firing = rules.filter(({ notification }) => notification.kind !== 'resolved');
  const resolved = rules.filter(({ notification }) => notification.kind === 'resolved');
  const worst = present(firing[0] ?? resolved[0], 'a rule of the digest');
  const last = present(deliveries.at(-1), 'the last delivery').notification;
  // the same messages make the same key, so that an attempt that is repeated is known as such
  const id = createHash('sha256')
    .update(deliveries.map((delivery) => delivery.id).join('\n'))
    .digest('hex');
  return {
    version: 1,
    id,
    kind: firing.length > 0 ? 'firing' : 'resolved',
    trouble: worst.notification.trouble,
    rule: { id: 'digest', title: 'Alerts', description: '', labels: {}, runbook: '', unit: 'none' },
    at: last.at,
    title: `${deliveries.length} messages: ${counted(firing.length, 'alert fires', 'alerts fire')}, ${resolved.length} over`,
    firing: firing.slice(0, MOST_LINES).map(line),
    moreFiring: Math.max(0, firing.length - MOST_LINES),
    resolved: resolved.slice(0, MOST_LINES).map(line),
    moreResolved: Math.max(0, resolved.length - MOST_LINES),
    link: `${publicUrl}/alerts`,
    dedupKey: id,
  };
}

function line({ notification, count }: { notification: Notification; count: number }): NotifiedGroup {
  const { title, trouble, at, link } = notification;
  const message = count === 1 ? title : `${title} (the last of ${count} messages)`;
  return { labels: {}, trouble, value: null, valueText: '', thresholdText: '', since: at, message, link };
}
