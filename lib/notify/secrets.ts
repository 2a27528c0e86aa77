/** What of a channel nobody gets to see again. */
import type { ChannelTarget } from '@/lib/model/alert-channel';

/** What stands where a secret was. */
export const HIDDEN = '•••';

/** The names of a target's secrets, `headers.Authorization` among them, with their values. */
export function secretsOf(target: ChannelTarget): ReadonlyMap<string, string> {
  switch (target.kind) {
    case 'webhook':
      return new Map([
        ...Object.entries(target.headers).map(([name, value]) => [`headers.${name}`, value] as const),
        ['signingKey', target.signingKey],
      ]);
    case 'slack':
    case 'teams':
    case 'discord':
    case 'googleChat':
      return new Map([['url', target.url]]);
    case 'pagerduty':
      return new Map([['routingKey', target.routingKey]]);
    case 'opsgenie':
      return new Map([['apiKey', target.apiKey]]);
    case 'ntfy':
      return new Map([['token', target.token]]);
    case 'email':
    case 'heartbeat':
      return new Map();
  }
}

/** `target` with `values` for its secrets, by the names of `secretsOf`. */
export function withSecrets(target: ChannelTarget, values: ReadonlyMap<string, string>): ChannelTarget {
  const of = (name: string, was: string) => values.get(name) ?? was;
  switch (target.kind) {
    case 'webhook':
      return {
        ...target,
        headers: Object.fromEntries(Object.entries(target.headers).map(([name, value]) => [name, of(`headers.${name}`, value)])),
        signingKey: of('signingKey', target.signingKey),
      };
    case 'slack':
    case 'teams':
    case 'discord':
    case 'googleChat':
      return { ...target, url: of('url', target.url) };
    case 'pagerduty':
      return { ...target, routingKey: of('routingKey', target.routingKey) };
    case 'opsgenie':
      return { ...target, apiKey: of('apiKey', target.apiKey) };
    case 'ntfy':
      return { ...target, token: of('token', target.token) };
    case 'email':
    case 'heartbeat':
      return target;
  }
}

/** `target` as it may be shown: every secret is ''. */
export function withoutSecrets(target: ChannelTarget): ChannelTarget {
  return withSecrets(target, new Map([...secretsOf(target).keys()].map((name) => [name, ''])));
}

/**
 * `text` without the secrets of `target`: receivers like to repeat the address or the token that they refuse. Of a secret address the host
 * stays; the long parts of it are hidden also where they stand alone.
 */
export function hideSecrets(text: string, target: ChannelTarget): string {
  const hidden = [...secretsOf(target).values()].flatMap(hiddenParts);
  // the longest first: a part may be in another one
  return hidden.sort(([a], [b]) => b.length - a.length).reduce((shown, [part, instead]) => shown.replaceAll(part, instead), text);
}

/** Shorter parts, such as `v2`, `services` or `Bearer`, are no secrets: hiding them would make the rest unreadable. */
const SHORTEST = { secret: 4, word: 8, inAddress: 12 } as const;

function hiddenParts(secret: string): [part: string, instead: string][] {
  if (secret.length < SHORTEST.secret) return [];
  const words = secret.split(/\s+/).filter((word) => word.length >= SHORTEST.word);
  if (!/^https?:/.test(secret) || !URL.canParse(secret)) return [secret, ...words].map((part) => [part, HIDDEN]);
  const { origin, pathname, search, searchParams } = new URL(secret);
  const parts = [pathname, search.slice(1), ...pathname.split('/'), ...searchParams.values()];
  return [
    [secret, `${origin}/${HIDDEN}`],
    ...parts.filter((part) => part.length >= SHORTEST.inAddress).map((part): [string, string] => [part, HIDDEN]),
  ];
}

/** What may be shown of where it goes: `hooks.slack.com/…`, `ops@example.org`. */
export function addressOf(target: ChannelTarget): string {
  switch (target.kind) {
    case 'slack':
    case 'teams':
    case 'discord':
    case 'googleChat':
      return URL.canParse(target.url) ? `${new URL(target.url).host}/…` : '';
    case 'webhook':
    case 'heartbeat': {
      const { host, pathname, search } = new URL(target.url);
      return `${host}${pathname === '/' ? '' : pathname}${search === '' ? '' : '?…'}`;
    }
    case 'ntfy':
      return `${new URL(target.url).host}/${target.topic}`;
    case 'email':
      return target.to.join(', ');
    case 'pagerduty':
      return target.region === 'eu' ? 'PagerDuty, EU' : 'PagerDuty';
    case 'opsgenie':
      return target.region === 'eu' ? 'Opsgenie, EU' : 'Opsgenie';
  }
}
