/**
 * PagerDuty's Events API v2: one incident by its key, from trigger to resolve. Limits: a summary of 1 024 characters, a key of 255, an event
 * of 512 KB. https://developer.pagerduty.com/docs/events-api-v2/trigger-events/
 */
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { incidentKey } from '@/lib/notify/incident-key';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, fitted, jsonWithin } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, moodOf, plainText, type Mood } from '@/lib/notify/wording';

const HOST = { us: 'events.pagerduty.com', eu: 'events.eu.pagerduty.com' } as const;
const SEVERITY: Readonly<Record<Mood, 'critical' | 'error' | 'warning' | 'info'>> = {
  critical: 'critical',
  error: 'error',
  warn: 'warning',
  noData: 'warning',
  resolved: 'info',
  test: 'info',
};
const MOST_BYTES = 100_000;

/** What PagerDuty gets for `notification`: a resolve when all is over. A test triggers an incident and resolves it at once. */
export function pagerdutyMessages(target: { routingKey: string; region: 'us' | 'eu' }, notification: Notification): HttpMessage[] {
  const url = `https://${HOST[target.region]}/v2/enqueue`;
  const resolve = () => jsonPost(url, event(target.routingKey, 'resolve', notification));
  const trigger = () =>
    jsonPost(
      url,
      fitted(notification, (short) => ({ ...event(target.routingKey, 'trigger', short), ...details(short) }), jsonWithin(MOST_BYTES)),
    );
  if (notification.kind === 'resolved') return [resolve()];
  return notification.kind === 'test' ? [trigger(), resolve()] : [trigger()];
}

function event(routingKey: string, action: 'trigger' | 'resolve', { dedupKey }: Notification) {
  return { routing_key: routingKey, event_action: action, dedup_key: incidentKey(dedupKey, 255) };
}

function details(notification: Notification) {
  const { rule, firing, moreFiring, link } = notification;
  return {
    payload: {
      summary: clip(headline(notification), 1_024),
      source: 'Hearth',
      severity: SEVERITY[moodOf(notification)],
      timestamp: new Date(notification.at).toISOString(),
      component: rule.title,
      group: rule.id,
      custom_details: {
        firing: firing.map((group) => figures(group)),
        more_firing: moreFiring,
        labels: rule.labels,
        text: plainText(notification),
      },
    },
    client: 'Hearth',
    client_url: link,
    links: [{ href: link, text: 'Open the rule' }, ...(rule.runbook === '' ? [] : [{ href: rule.runbook, text: 'Runbook' }])],
  };
}

function figures(group: NotifiedGroup) {
  return { group: groupName(group), figure: groupFigure(group, false), message: group.message, link: group.link };
}
