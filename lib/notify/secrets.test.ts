import { describe, expect, it } from 'vitest';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import { millis } from '@/lib/base/time';
import { addressOf, hideSecrets, secretsOf, withoutSecrets, withSecrets } from '@/lib/notify/secrets';

const SECRET = 'sup3r-s3cret-value';
const TARGETS: readonly (readonly [ChannelTarget, string[], string])[] = [
  [
    {
      kind: 'webhook',
      url: 'https://example.com/hook?team=a',
      headers: { Authorization: `Bearer ${SECRET}` },
      template: '',
      signingKey: SECRET,
    },
    ['headers.Authorization', 'signingKey'],
    'example.com/hook?…',
  ],
  [{ kind: 'slack', url: `https://hooks.slack.com/services/${SECRET}` }, ['url'], 'hooks.slack.com/…'],
  [{ kind: 'teams', url: `https://prod.logic.azure.com/workflows/1?sig=${SECRET}` }, ['url'], 'prod.logic.azure.com/…'],
  [{ kind: 'discord', url: `https://discord.com/api/webhooks/1/${SECRET}` }, ['url'], 'discord.com/…'],
  [{ kind: 'googleChat', url: `https://chat.googleapis.com/v1/spaces/a/messages?key=${SECRET}` }, ['url'], 'chat.googleapis.com/…'],
  [{ kind: 'pagerduty', routingKey: SECRET, region: 'eu' }, ['routingKey'], 'PagerDuty, EU'],
  [{ kind: 'opsgenie', apiKey: SECRET, region: 'us' }, ['apiKey'], 'Opsgenie'],
  [{ kind: 'ntfy', url: 'https://ntfy.sh', topic: 'alerts', token: SECRET }, ['token'], 'ntfy.sh/alerts'],
  [{ kind: 'email', to: ['ops@example.org', 'dev@example.org'] }, [], 'ops@example.org, dev@example.org'],
  [{ kind: 'heartbeat', url: 'https://hc.example.com/', every: millis(60_000) }, [], 'hc.example.com'],
];

describe.each(TARGETS)('%o', (target, names, address) => {
  it('names its secrets and shows none', () => {
    expect([...secretsOf(target).keys()]).toEqual(names);
    expect(JSON.stringify([withoutSecrets(target), addressOf(target)])).not.toContain(SECRET);
    expect(withSecrets(withoutSecrets(target), secretsOf(target))).toEqual(target);
    expect(addressOf(target)).toBe(address);
  });

  it('hides them in what a receiver repeats', () => {
    const repeated = [...secretsOf(target).values(), ...(names.length > 0 ? [SECRET] : [])].join(' | ');
    expect(hideSecrets(`no such ${repeated}!`, target)).not.toContain(SECRET);
  });
});

it('leaves short and ordinary words readable', () => {
  const target: ChannelTarget = { kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/abcdefghijkl' };
  expect(hideSecrets('Answered 404: no services for /services/T0/B0/abcdefghijkl', target)).toBe('Answered 404: no services for •••');
  expect(hideSecrets('POST https://hooks.slack.com/services/T0/B0/abcdefghijkl', target)).toBe('POST https://hooks.slack.com/•••');
});
