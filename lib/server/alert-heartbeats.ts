/** Heartbeats: calls at an interval while rules are evaluated in time, so that someone outside notices when they are not. */
import { millis, SECOND, type Millis } from '@/lib/base/time';
import type { Channel } from '@/lib/model/alert-channel';
import type { ChannelStore } from '@/lib/model/alert-store';

export interface HeartbeatPorts {
  readonly channels: Pick<ChannelStore, 'list'>;
  /** Whether this process evaluates, and does so in time. */
  readonly inTime: () => boolean;
  /** Calls it and says what came of it. Never rejects, but when the signal aborts. */
  readonly call: (channel: Channel, signal: AbortSignal) => Promise<{ readonly arrived: boolean; readonly outcome: string }>;
  readonly now: () => Millis;
  readonly report: (cause: unknown) => void;
}

export interface Heartbeats {
  /** Calls those whose time has come. Never rejects. */
  tick(): Promise<void>;
  /** What the last call of a channel came to, in this process. */
  lastOutcome(channelId: string): string | undefined;
  close(): void;
}

/** One that did not arrive is tried again sooner than at its interval: whoever listens may raise the alarm after two. */
const RETRY = 30 * SECOND;

/** Heartbeats over `ports`; they do nothing until `tick`. */
export function createHeartbeats({ channels, inTime, call, now, report }: HeartbeatPorts): Heartbeats {
  const known = new Map<string, { readonly nextAt: Millis; readonly outcome: string }>();
  const busy = new Set<string>();
  const stop = new AbortController();

  const beat = async (channel: Channel, every: Millis) => {
    busy.add(channel.id);
    try {
      const at = now();
      const { arrived, outcome } = await call(channel, stop.signal);
      known.set(channel.id, { nextAt: millis(at + (arrived ? every : Math.min(every, RETRY))), outcome });
    } catch (cause) {
      if (!stop.signal.aborted) report(cause);
    } finally {
      busy.delete(channel.id);
    }
  };

  return {
    async tick() {
      try {
        if (stop.signal.aborted || !inTime()) return;
        const due = (await channels.list()).filter(({ id }) => !busy.has(id) && (known.get(id)?.nextAt ?? 0) <= now());
        await Promise.all(due.flatMap((channel) => (channel.target.kind === 'heartbeat' ? [beat(channel, channel.target.every)] : [])));
      } catch (cause) {
        report(cause);
      }
    },
    lastOutcome: (channelId) => known.get(channelId)?.outcome,
    close: () => stop.abort(),
  };
}

const TICK_MILLIS = 5_000;

/** Heartbeats that are looked after until they are closed. */
export function startHeartbeats(ports: HeartbeatPorts): Omit<Heartbeats, 'tick'> {
  const heartbeats = createHeartbeats(ports);
  const timer = setInterval(() => void heartbeats.tick(), TICK_MILLIS);
  return {
    lastOutcome: heartbeats.lastOutcome,
    close: () => {
      clearInterval(timer);
      heartbeats.close();
    },
  };
}
