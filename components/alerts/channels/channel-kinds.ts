/** What each kind of channel is called, what it needs, and where a person finds that. */
import { DAY, HOUR, MINUTE, millis } from '@/lib/base/time';
import type { ChannelKind, ChannelTarget } from '@/lib/model/alert-channel';

/** One setting of a target, by its name there. `choice` and `length` take one of `options`, whose values are text. */
export interface SettingField {
  readonly name: string;
  readonly label: string;
  readonly control: 'text' | 'secret' | 'list' | 'choice' | 'length' | 'headers' | 'template';
  readonly hint?: string;
  readonly placeholder?: string;
  /** Left empty it still works. */
  readonly optional?: true;
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

export interface KindFacts {
  readonly name: string;
  /** In one line: what becomes of a notification there. */
  readonly about: string;
  readonly fields: readonly SettingField[];
  /** A target of this kind that nobody has filled in yet. */
  readonly empty: ChannelTarget;
}

const REGIONS = [
  { value: 'us', label: 'United States' },
  { value: 'eu', label: 'Europe' },
] as const;
const REGION: SettingField = { name: 'region', label: 'Region', control: 'choice', options: REGIONS };

/** A chat room's incoming webhook: whoever knows its address can write there, so the address is a secret. */
function chat(hint: string, placeholder: string): readonly SettingField[] {
  return [{ name: 'url', label: 'Webhook address', control: 'secret', hint, placeholder }];
}

const EVERY = [
  { value: String(MINUTE / 2), label: 'every 30 s' },
  { value: String(MINUTE), label: 'every minute' },
  { value: String(5 * MINUTE), label: 'every 5 minutes' },
  { value: String(15 * MINUTE), label: 'every 15 minutes' },
  { value: String(HOUR), label: 'every hour' },
  { value: String(DAY), label: 'every day' },
] as const;

/** Every kind there is, in the order in which they are offered. */
export const CHANNEL_KINDS: Readonly<Record<ChannelKind, KindFacts>> = {
  slack: {
    name: 'Slack',
    about: 'A message in one Slack channel.',
    fields: chat('From the Slack app’s page “Incoming Webhooks”.', 'https://hooks.slack.com/services/…'),
    empty: { kind: 'slack', url: '' },
  },
  teams: {
    name: 'Microsoft Teams',
    about: 'A card in one Teams channel.',
    fields: chat('From the workflow “Post to a channel when a webhook request is received”.', 'https://…'),
    empty: { kind: 'teams', url: '' },
  },
  discord: {
    name: 'Discord',
    about: 'A message in one Discord channel.',
    fields: chat('From the channel’s settings: Integrations, Webhooks.', 'https://discord.com/api/webhooks/…'),
    empty: { kind: 'discord', url: '' },
  },
  googleChat: {
    name: 'Google Chat',
    about: 'A card in one space.',
    fields: chat('From the space’s menu: Apps & integrations, Webhooks.', 'https://chat.googleapis.com/v1/spaces/…'),
    empty: { kind: 'googleChat', url: '' },
  },
  email: {
    name: 'E-mail',
    about: 'A mail to one or more people.',
    fields: [{ name: 'to', label: 'To', control: 'list', hint: 'Separated by commas.', placeholder: 'ops@example.org' }],
    empty: { kind: 'email', to: [] },
  },
  pagerduty: {
    name: 'PagerDuty',
    about: 'An incident that is resolved when the alert is over.',
    fields: [
      { name: 'routingKey', label: 'Integration key', control: 'secret', hint: 'From the service’s integration “Events API v2”.' },
      REGION,
    ],
    empty: { kind: 'pagerduty', routingKey: '', region: 'us' },
  },
  opsgenie: {
    name: 'Opsgenie',
    about: 'An alert that is closed when it is over.',
    fields: [{ name: 'apiKey', label: 'API key', control: 'secret', hint: 'From an integration of the kind “API”.' }, REGION],
    empty: { kind: 'opsgenie', apiKey: '', region: 'us' },
  },
  ntfy: {
    name: 'ntfy',
    about: 'A push message to whoever follows the topic.',
    fields: [
      { name: 'url', label: 'Server', control: 'text', placeholder: 'https://ntfy.sh' },
      { name: 'topic', label: 'Topic', control: 'text', hint: 'Letters, digits, - and _; up to 64.', placeholder: 'hearth-alerts' },
      { name: 'token', label: 'Access token', control: 'secret', hint: 'Only where the topic asks for one.', optional: true },
    ],
    empty: { kind: 'ntfy', url: 'https://ntfy.sh', topic: '', token: '' },
  },
  webhook: {
    name: 'Webhook',
    about: 'JSON to an address of your own.',
    fields: [
      { name: 'url', label: 'Address', control: 'text', placeholder: 'https://example.org/alerts' },
      { name: 'headers', label: 'Headers', control: 'headers', optional: true },
      {
        name: 'signingKey',
        label: 'Signing key',
        control: 'secret',
        hint: 'Signs the body with HMAC-SHA256, so that the receiver knows who sent it.',
        optional: true,
      },
      { name: 'template', label: 'Body', control: 'template', optional: true },
    ],
    empty: { kind: 'webhook', url: '', headers: {}, template: '', signingKey: '' },
  },
  heartbeat: {
    name: 'Heartbeat',
    about:
      'Called at an interval as long as rules are evaluated in time: when the calls stop, whoever listens there knows that Hearth is in trouble.',
    fields: [
      { name: 'url', label: 'Address', control: 'text', hint: 'Of a service that expects calls and speaks up when none comes.' },
      { name: 'every', label: 'Called', control: 'length', options: EVERY },
    ],
    empty: { kind: 'heartbeat', url: '', every: millis(MINUTE) },
  },
};

/** Every kind, in the order in which they are offered. */
export const CHANNEL_KIND_NAMES = Object.keys(CHANNEL_KINDS) as readonly ChannelKind[];

/** What `target` says for the setting `name`. */
export function settingOf(target: ChannelTarget, name: string): unknown {
  return Object.entries(target).find(([key]) => key === name)?.[1];
}

/** Whether every setting that must be there is: a secret that is kept (`set`) counts as there. */
export function isFilled(target: ChannelTarget, set: readonly string[]): boolean {
  return CHANNEL_KINDS[target.kind].fields.every(({ name, optional }) => {
    if (optional || set.includes(name)) return true;
    const value = settingOf(target, name);
    return typeof value === 'string' ? value.trim() !== '' : !Array.isArray(value) || value.length > 0;
  });
}
