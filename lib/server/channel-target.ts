/** What people enter for a channel: secrets that stay as they were, and a sentence for what cannot work. */
import { validateHeaderValue } from 'node:http';
import { nowMillis } from '@/lib/base/time';
import type { ChannelDraft, ChannelTarget } from '@/lib/model/alert-channel';
import { checkedUrl, NotifyFault } from '@/lib/notify/guarded-fetch';
import { sampleNotification } from '@/lib/notify/sample';
import { secretsOf, withSecrets } from '@/lib/notify/secrets';
import { contentTypeOf, webhookMessage, type WebhookTarget } from '@/lib/notify/webhook';
import { RouteError } from '@/lib/server/route';
import { hasSealed, NOT_OPENED } from '@/lib/server/sealed-channels';

/**
 * `draft` with the secrets of `was` where it leaves them '' and does not `drop` them. Throws RouteError where that would send a secret to a host that it was not
 * entered for: whoever changes the address has to know the secret.
 */
export function withKeptSecrets(
  { target: draft, drop = [] }: Pick<ChannelDraft, 'target' | 'drop'>,
  was: ChannelTarget | undefined,
): ChannelTarget {
  if (was?.kind !== draft.kind) return draft;
  const known = secretsOf(was);
  const kept = [...secretsOf(draft)]
    .filter(([name, value]) => value === '' && (known.get(name) ?? '') !== '' && !drop.includes(name))
    .map(([name]) => name);
  if (kept.length > 0 && 'url' in draft && 'url' in was && !kept.includes('url') && originOf(draft.url) !== originOf(was.url)) {
    throw new RouteError(400, 'invalid', 'The address leads to another host than before: enter the secrets again.');
  }
  return withSecrets(draft, new Map(kept.map((name) => [name, known.get(name) ?? ''])));
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

/** Throws RouteError with a sentence where `target` can never be sent to. */
export function refuseUnusable(target: ChannelTarget): void {
  const sentence = flawOf(target);
  if (sentence !== undefined) throw new RouteError(400, 'invalid', sentence);
}

function flawOf(target: ChannelTarget): string | undefined {
  if (hasSealed(target)) return NOT_OPENED;
  switch (target.kind) {
    case 'slack':
    case 'teams':
    case 'discord':
    case 'googleChat':
      return target.url === '' ? 'Enter the address of the webhook, as the service shows it.' : urlFlaw(target.url);
    case 'webhook':
      return urlFlaw(target.url) ?? headersFlaw(target.headers) ?? templateFlaw(target);
    case 'heartbeat':
      return urlFlaw(target.url);
    case 'ntfy':
      return urlFlaw(target.url) ?? headersFlaw({ Authorization: target.token });
    case 'pagerduty':
      return /^\w{32}$/.test(target.routingKey)
        ? undefined
        : 'A routing key of PagerDuty has 32 letters and digits: it is the integration key of an Events API v2 integration.';
    case 'opsgenie':
      return target.apiKey === '' ? 'Enter the key of an API integration of Opsgenie.' : headersFlaw({ Authorization: target.apiKey });
    case 'email':
      return undefined;
  }
}

function urlFlaw(url: string): string | undefined {
  try {
    checkedUrl(url);
    return undefined;
  } catch (cause) {
    if (cause instanceof NotifyFault) return cause.message;
    throw cause;
  }
}

/** What HTTP and Hearth set themselves. */
const OWN_HEADERS = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'connection',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'idempotency-key',
  'hearth-signature',
]);

function headersFlaw(headers: Readonly<Record<string, string>>): string | undefined {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const own = names.find((name) => OWN_HEADERS.has(name));
  if (own !== undefined) return `The header ${own} is set by Hearth.`;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return `The header ${twice} is there twice.`;
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderValue(name, value);
    } catch {
      return `The header ${name} holds a character that no header may hold, such as a line break.`;
    }
  }
  return undefined;
}

/** A template is tried on one message of each kind, with values that break what does not quote them. */
function templateFlaw(target: WebhookTarget): string | undefined {
  if (target.template === '') return undefined;
  for (const kind of ['firing', 'repeat', 'resolved', 'test'] as const) {
    const sample = sampleNotification(kind, 'https://hearth.example.com', nowMillis(), 'sample');
    const hostile = { ...sample, title: `${sample.title} "\\\n<b>` };
    let body: string;
    try {
      ({ body } = webhookMessage(target, hostile, nowMillis()));
    } catch (cause) {
      return `The template does not work: ${cause instanceof Error ? cause.message : String(cause)}`;
    }
    if (/json/i.test(contentTypeOf(target)) && !isJson(body)) {
      return `The template makes no JSON of a message that is ${kind}: look at the preview, or set a Content-Type header if it isn’t to be JSON.`;
    }
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
