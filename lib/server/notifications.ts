/** Everything that leaves Hearth for channels: who sends, how channels are tried, and the heartbeats. */
import { nowMillis } from '@/lib/base/time';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import type { AlertStores } from '@/lib/model/alert-store';
import { allowListOf } from '@/lib/notify/address-rules';
import { guardedFetch } from '@/lib/notify/guarded-fetch';
import { openMailer } from '@/lib/notify/mailer';
import { sampleNotification } from '@/lib/notify/sample';
import { send, type Sent } from '@/lib/notify/send';
import { startHeartbeats } from '@/lib/server/alert-heartbeats';
import { startAlertSender } from '@/lib/server/alert-sender';
import type { ChannelDesk } from '@/lib/server/channel-desk';
import type { Env } from '@/lib/server/env';
import { log } from '@/lib/server/log';
import { hasSealed, NOT_OPENED } from '@/lib/server/sealed-channels';

export interface NotificationOptions extends Pick<Env, 'smtp' | 'notifyAllow'> {
  readonly stores: AlertStores;
  /** Base of links, without a trailing slash. */
  readonly publicUrl: string;
  /** Whether this process evaluates, and does so in time: heartbeats say so. */
  readonly inTime: () => boolean;
}

export interface Notifications {
  readonly channels: ChannelDesk;
  close(): Promise<void>;
}

/** Begins to send what waits in the outbox. */
export function openNotifications({ stores, publicUrl, smtp, notifyAllow, inTime }: NotificationOptions): Notifications {
  const allow = allowListOf(notifyAllow);
  const mail = openMailer(smtp);
  const report = (error: unknown) => log().error({ err: error }, 'notifications could not be sent');
  const deliver = async (channel: { readonly target: ChannelTarget }, notification: Notification, signal: AbortSignal): Promise<Sent> => {
    // it waits: somebody may start Hearth with the right key
    if (hasSealed(channel.target)) return { kind: 'retry', outcome: NOT_OPENED };
    return send(channel, notification, { fetch: (message, stop) => guardedFetch(message, { allow }, stop), mail, now: nowMillis, signal });
  };

  const sender = startAlertSender({ ...stores, send: deliver, publicUrl, now: nowMillis, random: Math.random, report });
  const heartbeats = startHeartbeats({
    channels: stores.channels,
    inTime,
    call: async (channel, signal) => {
      const { kind, outcome } = await deliver(channel, sampleNotification('test', publicUrl, nowMillis(), 'heartbeat'), signal);
      return { arrived: kind === 'sent', outcome };
    },
    now: nowMillis,
    report,
  });
  return {
    channels: {
      ...stores,
      send: deliver,
      arrived: new Map(),
      lastBeat: heartbeats.lastOutcome,
      publicUrl,
      mailDomain: mail.domain,
      mails: smtp !== undefined,
      now: nowMillis,
    },
    close: async () => {
      heartbeats.close();
      await sender.close();
    },
  };
}
