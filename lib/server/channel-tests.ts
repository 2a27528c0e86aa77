/** Tries channels, saved or not: a real message with the very settings, and a look at what would be sent. */
import { createHash, randomUUID } from 'node:crypto';
import type { Millis } from '@/lib/base/time';
import type { ChannelTrial, Preview, PreviewAsk, TrialOutcome } from '@/lib/model/alert-api';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { HttpMessage } from '@/lib/notify/message';
import { messagesFor } from '@/lib/notify/message-for';
import { sampleNotification } from '@/lib/notify/sample';
import { HIDDEN, hideSecrets } from '@/lib/notify/secrets';
import type { ChannelDesk } from '@/lib/server/channel-desk';
import { refuseUnusable, withKeptSecrets } from '@/lib/server/channel-target';
import { RouteError } from '@/lib/server/route';

/** So many tests are remembered until their channels are saved. */
const MOST_REMEMBERED = 200;

/** Sends a test. Throws RouteError where the settings cannot work at all; that it did not arrive is an outcome. */
export async function testChannel(desk: ChannelDesk, trial: ChannelTrial, signal: AbortSignal): Promise<TrialOutcome> {
  const target = await filled(desk, trial);
  refuseUnusable(target);
  const from = desk.now();
  const sent = await desk.send({ target }, sampleNotification('test', desk.publicUrl, from, randomUUID()), signal);
  const at = desk.now();
  if (sent.kind === 'sent') {
    remember(desk.arrived, target, at);
    const saved = trial.id === undefined ? undefined : await desk.channels.get(trial.id);
    if (saved && fingerprint(saved.target) === fingerprint(target)) await desk.channels.save({ ...saved, testedAt: at });
  }
  return { arrived: sent.kind === 'sent', outcome: sent.outcome, took: at - from };
}

/** The very request of a message, with secrets hidden. Throws RouteError. */
export async function previewChannel(desk: ChannelDesk, ask: PreviewAsk): Promise<Preview> {
  const target = withPlaceholders(await filled(desk, ask));
  refuseUnusable(target);
  const at = desk.now();
  const [message] = messagesFor(target, sampleNotification(ask.of, desk.publicUrl, at, 'sample'), at, desk.mailDomain);
  if (!message) throw new RouteError(400, 'invalid', 'This channel sends nothing.');
  if (message.by === 'mail') {
    const { subject, messageId, thread } = message;
    const headers = { Subject: subject, 'Message-ID': messageId, References: thread };
    return { to: `mail to ${message.to.join(', ')}`, headers, body: message.text };
  }
  return { to: `${message.method} ${hideSecrets(message.url, target)}`, ...shownRequest(message, target) };
}

/**
 * A webhook's secrets stand in its headers alone, and its body is shown as it is: a word of a header may well be one of the message, too.
 */
function shownRequest({ headers, body }: HttpMessage, target: ChannelTarget): Pick<Preview, 'headers' | 'body'> {
  const own = new Set(target.kind === 'webhook' ? Object.keys(target.headers).map((name) => name.toLowerCase()) : []);
  own.delete('content-type');
  return {
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, own.has(name) ? HIDDEN : hideSecrets(value, target)]),
    ),
    body: target.kind === 'webhook' ? body : hideSecrets(body, target),
  };
}

/** When a test with these very settings arrived, as far as this process knows. */
export function arrivedAt({ arrived }: Pick<ChannelDesk, 'arrived'>, target: ChannelTarget): Millis | undefined {
  return arrived.get(fingerprint(target));
}

async function filled({ channels }: ChannelDesk, { id, draft }: ChannelTrial): Promise<ChannelTarget> {
  const was = id === undefined ? undefined : await channels.get(id);
  if (id !== undefined && !was) throw new RouteError(404, 'notFound', 'This channel is no longer there: someone else deleted it.');
  return withKeptSecrets(draft, was?.target);
}

function remember(arrived: Map<string, Millis>, target: ChannelTarget, at: Millis): void {
  const key = fingerprint(target);
  arrived.delete(key);
  arrived.set(key, at);
  for (const oldest of arrived.keys()) {
    if (arrived.size <= MOST_REMEMBERED) break;
    arrived.delete(oldest);
  }
}

/** A hash: what was tried holds secrets, and most of it is never saved. */
function fingerprint(target: ChannelTarget): string {
  return createHash('sha256').update(JSON.stringify(target)).digest('hex');
}

/** A preview is there before the secrets are: what is left '' is filled with something that passes, and hidden like a secret. */
function withPlaceholders(target: ChannelTarget): ChannelTarget {
  switch (target.kind) {
    case 'slack':
    case 'teams':
    case 'discord':
    case 'googleChat':
      return target.url === '' ? { ...target, url: `https://${HOST[target.kind]}/address-of-the-webhook` } : target;
    case 'pagerduty':
      return target.routingKey === '' ? { ...target, routingKey: '0'.repeat(32) } : target;
    case 'opsgenie':
      return target.apiKey === '' ? { ...target, apiKey: '0'.repeat(36) } : target;
    case 'webhook':
    case 'email':
    case 'ntfy':
    case 'heartbeat':
      return target;
  }
}

const HOST = {
  slack: 'hooks.slack.com',
  teams: 'prod.logic.azure.com',
  discord: 'discord.com',
  googleChat: 'chat.googleapis.com',
} as const;
