/** Where notifications go. Secrets are taken and never given out again: see `ShownChannel`. */
import { z } from 'zod';
import { DAY, SECOND, type Millis } from '@/lib/base/time';
import { length } from '@/lib/model/checked-time';

const url = z.url({ protocol: /^https?$/, error: 'This is not an http(s) address.' }).max(2_000);
const secret = z.string().max(2_000);

/** Each kind's own settings. In a draft that changes a channel, a secret left '' stays as it is. */
export const ChannelTarget = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    url,
    /** Values are secrets. */
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), secret).default({}),
    /** Mustache that makes the body; '' for the documented JSON. */
    template: z.string().max(20_000).default(''),
    /** Signs the body with HMAC-SHA256; '' for none. */
    signingKey: secret.default(''),
  }),
  z.object({ kind: z.literal('slack'), url: secret }),
  z.object({ kind: z.literal('teams'), url: secret }),
  z.object({ kind: z.literal('discord'), url: secret }),
  z.object({ kind: z.literal('googleChat'), url: secret }),
  z.object({ kind: z.literal('email'), to: z.array(z.email()).min(1).max(50) }),
  z.object({ kind: z.literal('pagerduty'), routingKey: secret, region: z.enum(['us', 'eu']).default('us') }),
  z.object({ kind: z.literal('opsgenie'), apiKey: secret, region: z.enum(['us', 'eu']).default('us') }),
  z.object({ kind: z.literal('ntfy'), url, topic: z.string().regex(/^[\w-]{1,64}$/), token: secret.default('') }),
  /** Not told of alerts: called at an interval while rules are evaluated in time, so that someone outside notices when not. */
  z.object({
    kind: z.literal('heartbeat'),
    url,
    every: length(30 * SECOND, DAY),
  }),
]);
export type ChannelTarget = z.infer<typeof ChannelTarget>;
export type ChannelKind = ChannelTarget['kind'];

export const ChannelDraft = z.object({
  name: z.string().trim().min(1, 'A channel needs a name.').max(100),
  target: ChannelTarget,
  /** Names of kept secrets, such as `signingKey`, that are to be taken away; left '' alone they stay. */
  drop: z.array(z.string().max(200)).max(100).optional(),
});
export type ChannelDraft = z.infer<typeof ChannelDraft>;

export interface Channel extends Omit<ChannelDraft, 'drop'> {
  readonly id: string;
  /** Whose it is; '' for the whole workspace. */
  readonly owner: string;
  readonly createdAt: Millis;
  /** When a test with these very settings arrived; absent: it was never shown to work. */
  readonly testedAt?: Millis;
}

/** A channel as a browser gets it: every secret is '' and `secrets` says which are set; `address` is what may be shown of it. */
export interface ShownChannel extends Channel {
  readonly secrets: readonly string[];
  /** `hooks.slack.com/…`, `ops@example.org` */
  readonly address: string;
  /** Of the last 24 hours. */
  readonly sent: number;
  readonly waiting: number;
  readonly dead: number;
  readonly lastOutcome?: string;
}
