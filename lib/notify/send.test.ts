import { describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import { NotifyFault, type HttpReply } from '@/lib/notify/guarded-fetch';
import { AT, notificationOf } from '@/lib/notify/hostile.testing';
import { openMailer } from '@/lib/notify/mailer';
import type { HttpMessage } from '@/lib/notify/message';
import { judgeReply, send } from '@/lib/notify/send';

const reply = (status: number, headers: HttpReply['headers'] = {}, body = ''): HttpReply => ({ status, headers, body });

describe('judgeReply', () => {
  it.each([
    [200, 'sent'],
    [202, 'sent'],
    [204, 'sent'],
    [301, 'refused'],
    [302, 'refused'],
    [308, 'refused'],
    [400, 'refused'],
    [401, 'refused'],
    [403, 'refused'],
    [404, 'refused'],
    [405, 'refused'],
    [408, 'retry'],
    [410, 'refused'],
    [413, 'refused'],
    [422, 'refused'],
    [425, 'retry'],
    [429, 'retry'],
    [500, 'retry'],
    [503, 'retry'],
    [599, 'retry'],
  ])('%i: %s', (status, kind) => expect(judgeReply(reply(status), AT).kind).toBe(kind));

  it('keeps what was said, in one line', () =>
    expect(judgeReply(reply(400, {}, 'invalid_payload\n'), AT)).toEqual({ kind: 'refused', outcome: 'Answered 400: invalid_payload' }));

  it('is as patient as it was asked to be', () => {
    expect(judgeReply(reply(429, { 'retry-after': '0.25' }), AT)).toMatchObject({ kind: 'retry', afterMillis: 250 });
    expect(judgeReply(reply(429, { 'retry-after': new Date(AT + 90_000).toUTCString() }), AT)).toMatchObject({ afterMillis: 90_000 });
    expect(judgeReply(reply(429), AT)).not.toHaveProperty('afterMillis');
  });
});

const PAGERDUTY: ChannelTarget = { kind: 'pagerduty', routingKey: 'r0ut1ngk3y'.padEnd(32, '0'), region: 'us' };

/** Sends with `answers` in order, and says what was asked. */
async function sending(target: ChannelTarget, kind: 'firing' | 'test', ...answers: (HttpReply | NotifyFault)[]) {
  const asked: HttpMessage[] = [];
  const fetch = async (message: HttpMessage) => {
    const answer = answers[asked.length];
    asked.push(message);
    if (!answer || answer instanceof NotifyFault) throw answer ?? new Error('asked too often');
    return answer;
  };
  return { sent: await send({ target }, notificationOf({ kind }), { fetch, mail: openMailer(undefined), now: () => AT }), asked };
}

describe('send', () => {
  it('sends all that a notification is for a channel, and stops where one fails', async () => {
    const both = await sending(PAGERDUTY, 'test', reply(202), reply(202));
    expect([both.sent.kind, both.asked.length]).toEqual(['sent', 2]);
    const first = await sending(PAGERDUTY, 'test', reply(429));
    expect([first.sent.kind, first.asked.length]).toEqual(['retry', 1]);
    const second = await sending(PAGERDUTY, 'test', reply(202), reply(400));
    expect([second.sent.kind, second.asked.length]).toEqual(['refused', 2]);
  });

  it('tells faults that pass from those that do not', async () => {
    expect((await sending(PAGERDUTY, 'firing', new NotifyFault('later', 'x timed out'))).sent).toEqual({
      kind: 'retry',
      outcome: 'x timed out',
    });
    expect((await sending(PAGERDUTY, 'firing', new NotifyFault('never', 'x is private'))).sent).toEqual({
      kind: 'refused',
      outcome: 'x is private',
    });
  });

  it('holds no secret in its outcome', async () => {
    const said = `Invalid key ${'r0ut1ngk3y'.padEnd(32, '0')}`;
    expect((await sending(PAGERDUTY, 'firing', reply(400, {}, said))).sent.outcome).toBe('Answered 400: Invalid key •••');
  });

  it('keeps a long answer short', async () => {
    const { sent } = await sending(PAGERDUTY, 'firing', reply(500, {}, 'x'.repeat(60_000)));
    expect(sent.outcome).toHaveLength(500);
  });

  it('calls a heartbeat for a test, and tells it of no alert', async () => {
    const heartbeat: ChannelTarget = { kind: 'heartbeat', url: 'https://hc.example.com/ping/1', every: millis(60_000) };
    const tested = await sending(heartbeat, 'test', reply(200));
    expect(tested.asked).toEqual([{ by: 'http', url: 'https://hc.example.com/ping/1', method: 'GET', headers: {}, body: '' }]);
    const told = await sending(heartbeat, 'firing');
    expect([told.sent.kind, told.asked]).toEqual(['refused', []]);
  });

  it('refuses a template that does not work', async () => {
    const webhook: ChannelTarget = { kind: 'webhook', url: 'https://a.example', headers: {}, template: '{{#firing}}', signingKey: '' };
    expect((await sending(webhook, 'firing')).sent).toEqual({
      kind: 'refused',
      outcome: 'The message could not be written: Unclosed section "firing" at 11',
    });
  });

  it('passes on what is a bug', async () => {
    await expect(sending(PAGERDUTY, 'firing')).rejects.toThrow('asked too often');
  });
});
