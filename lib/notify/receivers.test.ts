import { afterEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import { guardedFetch } from '@/lib/notify/guarded-fetch';
import { AT, CASES } from '@/lib/notify/hostile.testing';
import { openMailer } from '@/lib/notify/mailer';
import { LOOPBACK_ALLOWED, openReceiver, type Receiver } from '@/lib/notify/receiver.testing';
import { send } from '@/lib/notify/send';
import { Discord, GoogleChat, Ntfy, Opsgenie, PagerDuty, Slack, Teams } from '@/lib/notify/service-schemas.testing';

interface Service {
  readonly target: ChannelTarget;
  readonly schema: z.ZodType;
  /** The path of its requests, and what it says to one that it takes. */
  readonly path: RegExp;
  readonly taken: readonly [status: number, body: string];
}

const SERVICES: readonly Service[] = [
  {
    target: { kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x' },
    schema: Slack,
    path: /^\/services\/T0\/B0\/x$/,
    taken: [200, 'ok'],
  },
  {
    target: { kind: 'teams', url: 'https://prod.logic.azure.com/workflows/1?sig=s' },
    schema: Teams,
    path: /^\/workflows\/1\?sig=s$/,
    taken: [202, ''],
  },
  {
    target: { kind: 'discord', url: 'https://discord.com/api/webhooks/1/x' },
    schema: Discord,
    path: /^\/api\/webhooks\/1\/x$/,
    taken: [204, ''],
  },
  {
    target: { kind: 'googleChat', url: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t' },
    schema: GoogleChat,
    path: /^\/v1\/spaces\/A\/messages\?key=k&token=t&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD$/,
    taken: [200, '{"name":"spaces/A/messages/1"}'],
  },
  {
    target: { kind: 'pagerduty', routingKey: 'r'.repeat(32), region: 'us' },
    schema: PagerDuty,
    path: /^\/v2\/enqueue$/,
    taken: [202, '{"status":"success","message":"Event processed","dedup_key":"k"}'],
  },
  {
    target: { kind: 'opsgenie', apiKey: 'key', region: 'eu' },
    schema: Opsgenie,
    path: /^\/v2\/alerts(\/[^/]+\/close\?identifierType=alias)?$/,
    taken: [202, '{"result":"Request will be processed"}'],
  },
  {
    target: { kind: 'ntfy', url: 'https://ntfy.sh', topic: 'alerts', token: 'tk_1' },
    schema: Ntfy,
    path: /^\/$/,
    taken: [200, '{"id":"1"}'],
  },
];

let open: Receiver | undefined;
afterEach(() => open?.close());

describe.each(SERVICES)('a receiver that takes what $target.kind documents', ({ target, schema, path, taken }) => {
  it('takes every message, byte for byte as it was written', async () => {
    const refused: unknown[] = [];
    open = await openReceiver((response, { body, path: asked, method }) => {
      const parsed = schema.safeParse(JSON.parse(body));
      const fits = parsed.success && method === 'POST' && path.test(asked);
      if (!fits) refused.push(parsed.error ?? asked);
      response.writeHead(fits ? taken[0] : 400).end(fits ? taken[1] : 'invalid_payload');
    });
    const base = open.url;
    for (const [name, notification] of CASES) {
      const sent = await send({ target }, notification, {
        // the same request, to the receiver in place of the service
        fetch: (message) => {
          const { pathname, search } = new URL(message.url);
          return guardedFetch({ ...message, url: `${base}${pathname}${search}` }, { allow: LOOPBACK_ALLOWED });
        },
        mail: openMailer(undefined),
        now: () => AT,
      });
      expect([name, sent.kind]).toEqual([name, 'sent']);
    }
    expect(refused).toEqual([]);
    expect(open.received.length).toBeGreaterThanOrEqual(CASES.length);
  });
});
