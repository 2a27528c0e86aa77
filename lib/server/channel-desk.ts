/** What the routes of channels work with. Types only: the routes' code and the process that sends are bundled apart. */
import type { Millis } from '@/lib/base/time';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import type { ChannelStore, DeliveryStore, RuleStore } from '@/lib/model/alert-store';
import type { Sent } from '@/lib/notify/send';

export interface ChannelDesk {
  readonly channels: ChannelStore;
  readonly rules: Pick<RuleStore, 'list'>;
  readonly deliveries: Pick<DeliveryStore, 'tallies'>;
  /** Sends for real. Rejects only when the signal aborts. */
  readonly send: (channel: { readonly target: ChannelTarget }, notification: Notification, signal: AbortSignal) => Promise<Sent>;
  /** When tests arrived, by a hash of their settings: they are tried before they are saved. */
  readonly arrived: Map<string, Millis>;
  /** What the last call of a heartbeat came to. */
  readonly lastBeat: (id: string) => string | undefined;
  /** Base of links, without a trailing slash. */
  readonly publicUrl: string;
  /** Of Hearth's own e-mail address. */
  readonly mailDomain: string;
  /** Whether e-mail can be sent: the operator named a mail server. */
  readonly mails: boolean;
  readonly now: () => Millis;
}
