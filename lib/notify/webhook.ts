/** A webhook of one's own: the documented JSON or a template's body, signed, with an idempotency key. */
import type { Millis } from '@/lib/base/time';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import type { HttpMessage } from '@/lib/notify/message';
import { signature } from '@/lib/notify/signature';
import { renderTemplate } from '@/lib/notify/template';

export type WebhookTarget = Extract<ChannelTarget, { kind: 'webhook' }>;

const JSON_TYPE = 'application/json';

/** The content type that a webhook sends: its own header's, else JSON. */
export function contentTypeOf({ headers }: Pick<WebhookTarget, 'headers'>): string {
  return lowerCased(headers)['content-type'] ?? JSON_TYPE;
}

/** What a webhook gets for `notification`, as signed at `at`. Throws an Error with a sentence where its template does not work. */
export function webhookMessage(target: WebhookTarget, notification: Notification, at: Millis): HttpMessage {
  const contentType = contentTypeOf(target);
  const body = target.template === '' ? JSON.stringify(notification) : renderTemplate(target.template, notification, contentType);
  return {
    by: 'http',
    url: target.url,
    method: 'POST',
    headers: {
      ...lowerCased(target.headers),
      'content-type': contentType,
      'idempotency-key': notification.id,
      ...(target.signingKey === '' ? {} : { 'hearth-signature': signature(target.signingKey, body, at) }),
    },
    body,
  };
}

/** Names of headers know no case: one that is given twice must not be sent twice. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
