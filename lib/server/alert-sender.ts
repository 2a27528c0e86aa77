/** Takes notifications out of the outbox and sends them, beside the evaluation: however slow a channel is, nothing else waits for it. */
import { setTimeout } from 'node:timers/promises';
import { millis, SECOND, type Millis } from '@/lib/base/time';
import type { Channel } from '@/lib/model/alert-channel';
import type { Delivery, Notification } from '@/lib/model/alert-notification';
import type { AlertStores, ChannelStore, DeliveryStore } from '@/lib/model/alert-store';
import { digestOf, takesDigests } from '@/lib/notify/digest';
import type { Sent } from '@/lib/notify/send';
import { afterAttempt, nextBatch } from '@/lib/server/alert-sender-queue';

export interface SenderPorts {
  readonly deliveries: Pick<DeliveryStore, 'due' | 'waiting' | 'attempted'>;
  readonly channels: Pick<ChannelStore, 'get'>;
  /** One of several Hearths sends: the one that evaluates. */
  readonly lease: Pick<AlertStores['lease'], 'held'>;
  /** Rejects only when the signal aborts. */
  readonly send: (channel: Channel, notification: Notification, signal: AbortSignal) => Promise<Sent>;
  /** Base of links, without a trailing slash. */
  readonly publicUrl: string;
  readonly now: () => Millis;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly report: (cause: unknown) => void;
}

export interface AlertSender {
  /** Begins to send what is due, for each channel beside the others. Never rejects. */
  tick(): Promise<void>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
  /** Begins nothing new, and gives what is on its way a moment; what is not done then stays in the outbox. */
  close(): Promise<void>;
}

/** Read at once; a channel with more waiting is read again after these. */
const MOST_WAITING = 1_000;
/** A store that fails is not asked more often than this: a message whose fate cannot be written would be sent again each time. */
const STORE_PAUSE = 30 * SECOND;
const CLOSE_MILLIS = 3_000;
const ABORT_MILLIS = 500;

/** A sender over `ports`; it does nothing until `tick`. */
export function createAlertSender(ports: SenderPorts): AlertSender {
  const { deliveries, channels, lease, now, report } = ports;
  const busy = new Map<string, Promise<void>>();
  const pausedUntil = new Map<string, Millis>();
  const stop = new AbortController();
  let closing = false;

  const record = async (batch: readonly Delivery[], sent: Sent) => {
    const at = now();
    // one throw of the dice: what was sent together is tried again together
    const random = ports.random();
    for (const delivery of batch) {
      const after = afterAttempt(delivery, sent, at, random);
      await deliveries.attempted(delivery.id, delivery.channelId, after);
      // a receiver that asks for patience means all messages, and so does one that did not take a digest
      const everyone = sent.kind === 'retry' && (sent.afterMillis !== undefined || batch.length > 1);
      if (everyone) pausedUntil.set(delivery.channelId, after.nextAt);
    }
  };

  /** Sends one batch of a channel. False when nothing of it is due. */
  const sendNext = async (channelId: string): Promise<boolean> => {
    if (closing || (pausedUntil.get(channelId) ?? 0) > now() || !(await lease.held())) return false;
    const channel = await channels.get(channelId);
    const waiting = await deliveries.waiting(channelId, MOST_WAITING);
    if (!channel) {
      await record(waiting, { kind: 'refused', outcome: 'The channel was deleted.' });
      return false;
    }
    const batch = nextBatch(waiting, now(), takesDigests(channel.target.kind));
    const [first] = batch;
    if (!first) return false;
    const notification = batch.length === 1 ? first.notification : digestOf(batch, ports.publicUrl);
    const sent = await ports.send(channel, notification, stop.signal);
    await record(
      batch,
      batch.length === 1 ? sent : { ...sent, outcome: `In one message with ${batch.length - 1} others. ${sent.outcome}` },
    );
    return true;
  };

  const drain = async (channelId: string) => {
    try {
      while (await sendNext(channelId));
    } catch (cause) {
      if (stop.signal.aborted) return;
      report(cause);
      pausedUntil.set(channelId, millis(now() + STORE_PAUSE));
    }
  };

  const settled = async () => {
    await Promise.all(busy.values());
  };

  return {
    settled,
    async tick() {
      try {
        if (closing || !(await lease.held())) return;
        for (const { channelId } of await deliveries.due(now())) {
          if (closing || busy.has(channelId)) continue;
          busy.set(
            channelId,
            drain(channelId).finally(() => busy.delete(channelId)),
          );
        }
      } catch (cause) {
        report(cause);
      }
    },
    async close() {
      closing = true;
      await Promise.race([settled(), setTimeout(CLOSE_MILLIS, undefined, { ref: false })]);
      stop.abort();
      // a mail server cannot be interrupted: its message is in the outbox, and is sent again with the same id
      await Promise.race([settled(), setTimeout(ABORT_MILLIS, undefined, { ref: false })]);
    },
  };
}

const TICK_MILLIS = 1_000;

/** A sender that looks into the outbox every second, until it is closed. */
export function startAlertSender(ports: SenderPorts): Pick<AlertSender, 'close'> {
  const sender = createAlertSender(ports);
  const timer = setInterval(() => void sender.tick(), TICK_MILLIS);
  return {
    close: () => {
      clearInterval(timer);
      return sender.close();
    },
  };
}
