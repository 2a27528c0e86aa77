/** Sends a notification to a channel, and says what came of it. */
import { retryAfter } from '@/lib/base/retry-after';
import type { Millis } from '@/lib/base/time';
import type { Channel } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import { NotifyFault, type HttpReply } from '@/lib/notify/guarded-fetch';
import type { HttpMessage, MailMessage, Message } from '@/lib/notify/message';
import { messagesFor } from '@/lib/notify/message-for';
import { hideSecrets } from '@/lib/notify/secrets';
import { clip, oneLine } from '@/lib/notify/shorten';

/**
 * `sent`: the receiver took it. `retry`: it may get through later; `afterMillis`: the receiver asked for this much patience. `refused`: it
 * never will. `outcome` is for people and holds no secret.
 */
export type Sent =
  | { readonly kind: 'sent'; readonly outcome: string }
  | { readonly kind: 'retry'; readonly outcome: string; readonly afterMillis?: Millis }
  | { readonly kind: 'refused'; readonly outcome: string };

export interface SendPorts {
  /** Throws NotifyFault. */
  readonly fetch: (message: HttpMessage, signal?: AbortSignal) => Promise<HttpReply>;
  readonly mail: Mailer;
  readonly now: () => Millis;
  readonly signal?: AbortSignal;
}

export interface Mailer {
  /** Of Hearth's own address: for the ids of messages. */
  readonly domain: string;
  /** Says what the server answered. Throws NotifyFault. */
  send(message: MailMessage): Promise<string>;
}

const LONGEST_OUTCOME = 500;

/** Sends all messages that `notification` is for `channel`, one after the other. Rejects only when the signal of `ports` aborts. */
export async function send(channel: Pick<Channel, 'target'>, notification: Notification, ports: SendPorts): Promise<Sent> {
  const { target } = channel;
  if (target.kind === 'heartbeat' && notification.kind !== 'test') {
    return { kind: 'refused', outcome: 'A heartbeat is not told of alerts: choose another channel in the rule.' };
  }
  const shown = (sent: Sent): Sent => ({ ...sent, outcome: clip(hideSecrets(sent.outcome, target), LONGEST_OUTCOME) });
  let messages: readonly Message[];
  try {
    messages = messagesFor(target, notification, ports.now(), ports.mail.domain);
  } catch (cause) {
    return shown({
      kind: 'refused',
      outcome: `The message could not be written: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
  }
  let last: Sent = { kind: 'sent', outcome: '' };
  for (const message of messages) {
    last = await sendOne(message, ports);
    if (last.kind !== 'sent') break;
  }
  return shown(last);
}

async function sendOne(message: Message, ports: SendPorts): Promise<Sent> {
  try {
    if (message.by === 'mail') return { kind: 'sent', outcome: await ports.mail.send(message) };
    return judgeReply(await ports.fetch(message, ports.signal), ports.now());
  } catch (cause) {
    if (!(cause instanceof NotifyFault)) throw cause;
    return { kind: cause.again === 'never' ? 'refused' : 'retry', outcome: cause.message };
  }
}

/** These are no verdict on the message: too slow, too early, too often, and whatever is the server's own fault. */
const TRY_AGAIN = new Set([408, 425, 429]);

/** What an answer means for the message. */
export function judgeReply({ status, headers, body }: HttpReply, now: Millis): Sent {
  const text = oneLine(body);
  const outcome = text === '' ? `Answered ${status}.` : `Answered ${status}: ${text}`;
  if (status >= 200 && status < 300) return { kind: 'sent', outcome };
  if (status >= 300 && status < 400) {
    return { kind: 'refused', outcome: `Answered ${status}, which leads elsewhere: Hearth follows no redirects. Enter the final address.` };
  }
  if (status < 500 && !TRY_AGAIN.has(status)) return { kind: 'refused', outcome };
  const [patience] = [headers['retry-after']].flat();
  const afterMillis = retryAfter(patience, now);
  return { kind: 'retry', outcome, ...(afterMillis === undefined ? {} : { afterMillis }) };
}
