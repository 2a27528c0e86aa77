/**
 * Opsgenie's Alert API: one alert by its alias, from create to close. Limits: a message of 130 characters, an alias of 512, a description of
 * 15 000, 20 tags of 50, a source of 100, a note of 25 000. https://docs.opsgenie.com/docs/alert-api
 */
import type { Notification } from '@/lib/model/alert-notification';
import { incidentKey } from '@/lib/notify/incident-key';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, fitted } from '@/lib/notify/shorten';
import { moodOf, plainText, type Mood } from '@/lib/notify/wording';

const HOST = { us: 'api.opsgenie.com', eu: 'api.eu.opsgenie.com' } as const;
const PRIORITY: Readonly<Record<Mood, 'P1' | 'P2' | 'P3' | 'P4' | 'P5'>> = {
  critical: 'P1',
  error: 'P2',
  warn: 'P3',
  noData: 'P3',
  resolved: 'P5',
  test: 'P5',
};
const SOURCE = 'Hearth';

/** What Opsgenie gets for `notification`: a close when all is over. A test creates an alert and closes it at once. */
export function opsgenieMessages(target: { apiKey: string; region: 'us' | 'eu' }, notification: Notification): HttpMessage[] {
  const alerts = `https://${HOST[target.region]}/v2/alerts`;
  const headers = { authorization: `GenieKey ${target.apiKey}` };
  const alias = incidentKey(notification.dedupKey, 512);
  const create = () =>
    jsonPost(
      alerts,
      fitted(
        notification,
        (short) => alertOf(short, alias),
        ({ description }) => description.length <= 15_000,
      ),
      headers,
    );
  const close = () =>
    jsonPost(
      `${alerts}/${encodeURIComponent(alias)}/close?identifierType=alias`,
      { source: SOURCE, user: SOURCE, note: noteOf(notification) },
      headers,
    );
  if (notification.kind === 'resolved') return [close()];
  return notification.kind === 'test' ? [create(), close()] : [create()];
}

function alertOf(notification: Notification, alias: string) {
  const { rule, link } = notification;
  return {
    message: clip(unmarked(notification.title), 130),
    alias,
    description: unmarked(plainText(notification)),
    priority: PRIORITY[moodOf(notification)],
    source: SOURCE,
    entity: clip(rule.id, 512),
    tags: ['hearth', notification.trouble],
    details: { rule: rule.id, link, ...(rule.runbook === '' ? {} : { runbook: rule.runbook }) },
  };
}

function noteOf(notification: Notification): string {
  return fitted(
    notification,
    (short) => unmarked(plainText(short)),
    (text) => text.length <= 25_000,
  );
}

/** Opsgenie shows HTML in some places and not in others, so that an entity would be read as it stands in one of them: the brackets give way. */
function unmarked(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›');
}
