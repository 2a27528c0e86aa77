import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { AT, groupOf, HOSTILE_TEXTS, notificationOf } from '@/lib/notify/hostile.testing';
import { renderTemplate } from '@/lib/notify/template';
import { webhookMessage, type WebhookTarget } from '@/lib/notify/webhook';

const target = (over: Partial<WebhookTarget> = {}): WebhookTarget => ({
  kind: 'webhook',
  url: 'https://example.com/hook',
  headers: {},
  template: '',
  signingKey: '',
  ...over,
});

describe('a webhook without a template', () => {
  it('is the notification as it is, however hostile its texts are', () => {
    for (const text of Object.values(HOSTILE_TEXTS)) {
      const notification = notificationOf({ title: text, firing: [groupOf(text)] });
      expect(JSON.parse(webhookMessage(target(), notification, AT).body)).toEqual(notification);
    }
  });

  it('has its own headers and the idempotency key', () => {
    const { headers } = webhookMessage(target({ headers: { 'X-Team': 'a', Authorization: 'Bearer b' } }), notificationOf(), AT);
    expect(headers).toEqual({
      'x-team': 'a',
      authorization: 'Bearer b',
      'content-type': 'application/json',
      'idempotency-key': '5c1f0f3a',
    });
  });

  it('signs time and body', () => {
    const { body, headers } = webhookMessage(target({ signingKey: 'k€y' }), notificationOf({ title: 'ü' }), AT);
    const expected = createHmac('sha256', Buffer.from('k€y')).update(Buffer.concat([Buffer.from('1795282800.'), Buffer.from(body)]));
    expect(headers['hearth-signature']).toBe(`t=1795282800,v1=${expected.digest('hex')}`);
  });

  it('signs as RFC 4231’s second case does', () => {
    // HMAC-SHA256('Jefe', 'what do ya want for nothing?') is published; the signed text here is '<t>.<body>', so it is compared in its parts
    expect(createHmac('sha256', 'Jefe').update('what do ya want for nothing?').digest('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});

describe('a template', () => {
  const template = `{"text": "{{title}}", "state": "{{state}}", "groups": [{{#firing}}{"who": "{{labels.service_name}}", "all": "{{#labelList}}{{name}}={{value}}{{^last}}, {{/last}}{{/labelList}}", "value": {{value}}}{{^last}},{{/last}}{{/firing}}]}`;

  it('puts values in as JSON texts', () => {
    for (const text of Object.values(HOSTILE_TEXTS)) {
      const notification = notificationOf({ title: text, firing: [groupOf(text), groupOf('b', 1)] });
      const body = JSON.parse(webhookMessage(target({ template }), notification, AT).body) as unknown;
      expect(body).toEqual({
        text,
        state: 'Critical',
        groups: [
          { who: text, all: `service.name=${text}, route=/v1/0`, value: 0.071 },
          { who: 'b', all: 'service.name=b, route=/v1/1', value: 0.071 },
        ],
      });
    }
  });

  it('can hold the whole notification', () => {
    const notification = notificationOf({ title: HOSTILE_TEXTS.json });
    expect(JSON.parse(webhookMessage(target({ template: '{"alert": {{{json}}} }' }), notification, AT).body)).toEqual({
      alert: notification,
    });
  });

  it.each([
    ['application/x-www-form-urlencoded', 'text={{title}}', 'text=%3Ca%3E%20%26%20%22b%22'],
    ['text/xml', '<t>{{title}}</t>', '<t>&lt;a&gt; &amp; &quot;b&quot;</t>'],
    ['text/plain', '{{title}}', '<a> & "b"'],
    ['application/json', '"{{title}}"', String.raw`"<a> & \"b\""`],
  ])('escapes for %s', (contentType, text, expected) => {
    const { body, headers } = webhookMessage(
      target({ template: text, headers: { 'Content-Type': contentType } }),
      notificationOf({ title: '<a> & "b"' }),
      AT,
    );
    expect(body).toBe(expected);
    expect(headers['content-type']).toBe(contentType);
  });

  it('says whether something fires or is over', () => {
    const text = '{{#isFiring}}on{{/isFiring}}{{#isResolved}}off{{/isResolved}}{{#isTest}}test{{/isTest}}';
    const bodies = (['firing', 'repeat', 'resolved', 'test'] as const).map((kind) =>
      renderTemplate(text, notificationOf({ kind }), 'text/plain'),
    );
    expect(bodies).toEqual(['on', 'on', 'off', 'test']);
  });

  it('finds no function to call', () => {
    const text =
      '{{constructor}}|{{firing.constructor}}|{{#firing.constructor.constructor}}x{{/firing.constructor.constructor}}|{{title.constructor}}|{{rule.toString}}';
    expect(renderTemplate(text, notificationOf(), 'text/plain')).toBe('||||');
  });

  it('leaves what stands in a value alone', () => {
    expect(renderTemplate('{{title}}', notificationOf({ title: '{{link}}' }), 'text/plain')).toBe('{{link}}');
  });

  it('throws with a sentence where it is not closed', () => {
    expect(() => renderTemplate('{{#firing}}', notificationOf(), 'text/plain')).toThrow('Unclosed section "firing" at 11');
  });
});
