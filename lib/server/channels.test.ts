import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { millis, type Millis } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openTestMeta } from '@/lib/meta/embedded.testing';
import { AlertRule } from '@/lib/model/alert';
import { ChannelDraft, type ChannelTarget } from '@/lib/model/alert-channel';
import type { AlertStores } from '@/lib/model/alert-store';
import { guardedFetch } from '@/lib/notify/guarded-fetch';
import { openMailer } from '@/lib/notify/mailer';
import { LOOPBACK_ALLOWED, openReceiver, type Receiver } from '@/lib/notify/receiver.testing';
import { send } from '@/lib/notify/send';
import type { ChannelDesk } from '@/lib/server/channel-desk';
import { previewChannel, testChannel } from '@/lib/server/channel-tests';
import { changeChannel, createChannel, listChannels, removeChannel } from '@/lib/server/channels';
import { NOT_OPENED, sealedChannels } from '@/lib/server/sealed-channels';
import { secretBox } from '@/lib/server/secret-box';

const SECRET = 'Bearer s3cr3t-t0ken-value';
const signal = new AbortController().signal;

const meta = openTestMeta();
let stores: AlertStores;
let to: Receiver;
let status = 200;
let clock = millis(1_000);
let desk: ChannelDesk;
beforeAll(async () => {
  stores = alertStores(meta(), undefined);
  // like many a receiver, it repeats what it was sent
  to = await openReceiver((response, { headers, path: asked }) =>
    response.writeHead(status).end(`${asked} by ${headers.authorization ?? 'nobody'}`),
  );
});
afterAll(() => to.close());
beforeEach(async () => {
  for (const { id } of await stores.channels.list()) await stores.channels.remove(id);
  to.received.length = 0;
  status = 200;
  desk = {
    ...stores,
    send: (channel, notification, stop) =>
      send(channel, notification, {
        fetch: (message, abort) => guardedFetch(message, { allow: LOOPBACK_ALLOWED }, abort),
        mail: openMailer(undefined),
        now: () => clock,
        signal: stop,
      }),
    arrived: new Map(),
    lastBeat: () => undefined,
    publicUrl: 'https://hearth.example.com',
    mailDomain: 'example.com',
    mails: true,
    now: (): Millis => (clock = millis(clock + 1)),
  };
});

const webhook = (over: Partial<Extract<ChannelTarget, { kind: 'webhook' }>> = {}) =>
  ChannelDraft.parse({
    name: 'Ops',
    target: { kind: 'webhook', url: `${to.url}/hook`, headers: { Authorization: SECRET }, signingKey: 'signing-key', ...over },
  });
const draft = (target: ChannelTarget, name = 'Ops'): ChannelDraft => ({ name, target });

describe('secrets', () => {
  it('come in and never go out', async () => {
    const created = await createChannel(desk, webhook());
    expect(created).toMatchObject({
      secrets: ['headers.Authorization', 'signingKey'],
      target: { headers: { Authorization: '' }, signingKey: '' },
      address: `127.0.0.1:${to.port}/hook`,
    });
    const preview = await previewChannel(desk, { id: created.id, draft: webhook({ headers: { Authorization: '' } }), of: 'firing' });
    const test = await testChannel(desk, { id: created.id, draft: webhook({ headers: { Authorization: '' }, signingKey: '' }) }, signal);
    expect(test.outcome).toBe('Answered 200: /hook by •••');
    expect(JSON.stringify([created, preview, test, await listChannels(desk)])).not.toContain('s3cr3t');
  });

  it('stay where a change leaves them empty, and what was sent shows it', async () => {
    const { id } = await createChannel(desk, webhook());
    await changeChannel(desk, id, {
      ...webhook({ headers: { Authorization: '', 'X-New': 'new value' }, signingKey: '' }),
      name: 'Renamed',
    });
    expect(await stores.channels.get(id)).toMatchObject({
      name: 'Renamed',
      target: { headers: { Authorization: SECRET, 'X-New': 'new value' }, signingKey: 'signing-key' },
    });
    await changeChannel(desk, id, webhook({ headers: {}, signingKey: 'another' }));
    expect(await stores.channels.get(id)).toMatchObject({ target: { headers: {}, signingKey: 'another' } });
  });

  it('go where a change drops them, unless another one is entered or the channel needs them', async () => {
    const { id } = await createChannel(desk, webhook());
    const empty = webhook({ headers: { Authorization: '' }, signingKey: '' });
    const sent = await previewChannel(desk, { id, draft: { ...empty, drop: ['signingKey'] }, of: 'firing' });
    expect(Object.keys(sent.headers)).not.toContain('hearth-signature');
    const changed = await changeChannel(desk, id, { ...empty, drop: ['signingKey'] });
    expect(changed.secrets).toEqual(['headers.Authorization']);
    expect(await stores.channels.get(id)).toMatchObject({ target: { headers: { Authorization: SECRET }, signingKey: '' } });
    await changeChannel(desk, id, { ...webhook({ headers: { Authorization: '' }, signingKey: 'another' }), drop: ['signingKey'] });
    expect(await stores.channels.get(id)).toMatchObject({ target: { signingKey: 'another' } });
    const slack = await createChannel(desk, draft({ kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x' }, 'Chat'));
    await expect(changeChannel(desk, slack.id, { ...draft({ kind: 'slack', url: '' }, 'Chat'), drop: ['url'] })).rejects.toMatchObject({
      status: 400,
      message: 'Enter the address of the webhook, as the service shows it.',
    });
  });

  it('that no key opens are said to be closed, and can be entered again', async () => {
    const mine = sealedChannels(stores.channels, secretBox({ current: Buffer.alloc(32, 1), old: [] }));
    const { id } = await createChannel({ ...desk, channels: mine }, webhook());
    const theirs = { ...desk, channels: sealedChannels(stores.channels, secretBox({ current: Buffer.alloc(32, 2), old: [] })) };
    const empty = webhook({ headers: { Authorization: '' }, signingKey: '' });
    await expect(testChannel(theirs, { id, draft: empty }, signal)).rejects.toMatchObject({ status: 400, message: NOT_OPENED });
    await expect(changeChannel(theirs, id, { ...empty, name: 'Renamed' })).rejects.toMatchObject({ status: 400, message: NOT_OPENED });
    expect(JSON.stringify(await listChannels(theirs))).not.toContain('hearth-sealed');
    await changeChannel(theirs, id, webhook());
    expect(await theirs.channels.get(id)).toMatchObject({ target: { headers: { Authorization: SECRET }, signingKey: 'signing-key' } });
  });

  it('do not follow the address to another host', async () => {
    const { id } = await createChannel(desk, webhook());
    const elsewhere = webhook({ url: 'https://evil.example/hook', headers: { Authorization: '' } });
    const refusal = { status: 400, message: 'The address leads to another host than before: enter the secrets again.' };
    await expect(changeChannel(desk, id, elsewhere)).rejects.toMatchObject(refusal);
    await expect(testChannel(desk, { id, draft: elsewhere }, signal)).rejects.toMatchObject(refusal);
  });
});

describe('a test', () => {
  it('arrives for real, and counts for these very settings alone', async () => {
    const outcome = await testChannel(desk, { draft: webhook() }, signal);
    expect(outcome).toMatchObject({ arrived: true });
    expect(to.received).toMatchObject([{ method: 'POST', path: '/hook', headers: { authorization: SECRET } }]);
    expect(JSON.parse(to.received[0]?.body ?? '')).toMatchObject({ kind: 'test', version: 1 });
    // tried first, saved later
    const created = await createChannel(desk, webhook());
    expect(created.testedAt).toBeGreaterThan(1_000);
    // another name is no other setting, another address is
    expect((await changeChannel(desk, created.id, { ...webhook(), name: 'B' })).testedAt).toBe(created.testedAt);
    expect((await changeChannel(desk, created.id, webhook({ url: `${to.url}/other` }))).testedAt).toBeUndefined();
  });

  it('marks a saved channel', async () => {
    const { id, testedAt } = await createChannel(desk, webhook());
    expect(testedAt).toBeUndefined();
    await testChannel(desk, { id, draft: webhook({ headers: { Authorization: '' }, signingKey: '' }) }, signal);
    expect((await stores.channels.get(id))?.testedAt).toBeDefined();
  });

  it('that does not arrive says why, and marks nothing', async () => {
    status = 403;
    const { id } = await createChannel(desk, webhook());
    expect(await testChannel(desk, { id, draft: webhook() }, signal)).toMatchObject({
      arrived: false,
      outcome: 'Answered 403: /hook by •••',
    });
    expect((await stores.channels.get(id))?.testedAt).toBeUndefined();
    expect((await createChannel(desk, { ...webhook(), name: 'B' })).testedAt).toBeUndefined();
  });
});

describe('a preview', () => {
  it('is the request that is sent', async () => {
    const preview = await previewChannel(desk, { draft: webhook({ template: '{"text": "{{headline}}"}' }), of: 'resolved' });
    expect(preview).toEqual({
      to: `POST ${to.url}/hook`,
      headers: {
        authorization: '•••',
        'content-type': 'application/json',
        'idempotency-key': 'sample',
        'hearth-signature': expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/) as string,
      },
      body: '{"text": "[Resolved] High error rate: checkout is back"}',
    });
  });

  it('hides the values of headers, and of the body nothing', async () => {
    const headers = { 'X-Team': 'ops', 'X-Service': 'checkout' };
    const preview = await previewChannel(desk, { draft: webhook({ headers }), of: 'firing' });
    expect(preview.headers).toMatchObject({ 'x-team': '•••', 'x-service': '•••' });
    expect(preview.body).toContain('High error rate: checkout at 7.1 %');
  });

  it('is there before the secret is', async () => {
    const preview = await previewChannel(desk, { draft: draft({ kind: 'slack', url: '' }), of: 'firing' });
    expect(preview.to).toBe('POST https://hooks.slack.com/•••');
    const { routing_key } = JSON.parse(
      (await previewChannel(desk, { draft: draft({ kind: 'pagerduty', routingKey: '', region: 'us' }), of: 'firing' })).body,
    ) as Record<string, unknown>;
    expect(routing_key).toBe('•••');
  });

  it('shows a mail', async () => {
    const preview = await previewChannel(desk, { draft: draft({ kind: 'email', to: ['ops@example.org'] }), of: 'firing' });
    expect(preview.to).toBe('mail to ops@example.org');
    expect(preview.headers.Subject).toBe('[Critical] High error rate: checkout at 7.1 %');
  });
});

describe('what cannot work is refused with a sentence', () => {
  it.each<[ChannelTarget, RegExp]>([
    [{ kind: 'slack', url: '' }, /^Enter the address of the webhook/],
    [{ kind: 'slack', url: 'ftp://hooks.slack.com/x' }, /^Only http and https/],
    [{ kind: 'teams', url: 'nothing' }, /^This is not an address/],
    [{ kind: 'discord', url: 'https://a:b@discord.com/x' }, /^The address holds a name or a password/],
    [{ kind: 'pagerduty', routingKey: 'short', region: 'us' }, /32 letters and digits/],
    [{ kind: 'opsgenie', apiKey: '', region: 'us' }, /^Enter the key/],
    [{ kind: 'ntfy', url: 'https://ntfy.sh', topic: 'a', token: 'a\r\nX-Evil: 1' }, /no header may hold/],
    [
      { kind: 'webhook', url: 'https://a.example', headers: { Host: 'b' }, template: '', signingKey: '' },
      /^The header host is set by Hearth/,
    ],
    [
      { kind: 'webhook', url: 'https://a.example', headers: { 'X-A': '1', 'x-a': '2' }, template: '', signingKey: '' },
      /^The header x-a is there twice/,
    ],
    [
      { kind: 'webhook', url: 'https://a.example', headers: {}, template: '{{#firing}}', signingKey: '' },
      /^The template does not work: Unclosed section/,
    ],
    [
      { kind: 'webhook', url: 'https://a.example', headers: {}, template: '{"a": {{title}}}', signingKey: '' },
      /^The template makes no JSON/,
    ],
  ])('%o', async (target, sentence) => {
    await expect(createChannel(desk, draft(target))).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(sentence) as string,
    });
  });

  it('takes a template that makes something else where its content type says so', async () => {
    const target: ChannelTarget = {
      kind: 'webhook',
      url: 'https://a.example',
      headers: { 'Content-Type': 'text/plain' },
      template: '{{headline}}',
      signingKey: '',
    };
    expect((await createChannel(desk, draft(target))).name).toBe('Ops');
  });

  it('a name that is taken, and a channel that is gone', async () => {
    const { id } = await createChannel(desk, webhook());
    await expect(createChannel(desk, webhook())).rejects.toMatchObject({ status: 409 });
    await removeChannel(desk, id, false);
    await expect(changeChannel(desk, id, webhook())).rejects.toMatchObject({ status: 404 });
    await expect(removeChannel(desk, id, false)).rejects.toMatchObject({ status: 404 });
  });
});

it('is not deleted by accident where rules tell it', async () => {
  const { id } = await createChannel(desk, webhook());
  const rule = AlertRule.parse({
    version: 1,
    id: 'errors',
    title: 'High error rate',
    ask: { kind: 'sql', text: 'SELECT 1 AS value' },
    unit: 'none',
    every: 60_000,
    over: 60_000,
    condition: { is: 'above', critical: { at: 1, for: 0 } },
    tell: [{ channel: id, of: ['critical'] }],
  });
  await stores.rules.save({ rule, basedOn: 0, note: '', savedBy: '', savedAt: clock });
  await expect(removeChannel(desk, id, false)).rejects.toMatchObject({
    status: 409,
    message: 'This rule tells Ops: High error rate. Take it out of them first, or delete it all the same.',
  });
  await removeChannel(desk, id, true);
  expect(await listChannels(desk)).toEqual([]);
});
