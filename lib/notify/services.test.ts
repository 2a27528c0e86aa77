import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import { AT, CASES, groupOf, HOSTILE_TEXTS, notificationOf } from '@/lib/notify/hostile.testing';
import type { HttpMessage } from '@/lib/notify/message';
import { messagesFor } from '@/lib/notify/message-for';
import { Discord, GoogleChat, Ntfy, Opsgenie, PagerDuty, Slack, Teams } from '@/lib/notify/service-schemas.testing';

const TARGETS: readonly { target: ChannelTarget; schema: z.ZodType; most: number }[] = [
  { target: { kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/abcdefgh' }, schema: Slack, most: 11_000 },
  { target: { kind: 'teams', url: 'https://prod-1.westeurope.logic.azure.com/workflows/abc' }, schema: Teams, most: 28_000 },
  { target: { kind: 'discord', url: 'https://discord.com/api/webhooks/1/abcdefgh' }, schema: Discord, most: 100_000 },
  {
    target: { kind: 'googleChat', url: 'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t' },
    schema: GoogleChat,
    most: 32_000,
  },
  { target: { kind: 'pagerduty', routingKey: 'r'.repeat(32), region: 'us' }, schema: PagerDuty, most: 512_000 },
  { target: { kind: 'opsgenie', apiKey: 'key', region: 'us' }, schema: Opsgenie, most: 100_000 },
  { target: { kind: 'ntfy', url: 'https://ntfy.example.com', topic: 'alerts', token: '' }, schema: Ntfy, most: 20_000 },
];

function posts(target: ChannelTarget, notification: Notification): HttpMessage[] {
  return messagesFor(target, notification, AT, 'example.com').map((message) => {
    if (message.by !== 'http') throw new Error('not an HTTP message');
    return message;
  });
}

const bodyOf = (target: ChannelTarget, notification: Notification) => JSON.parse(posts(target, notification)[0]?.body ?? '') as unknown;
const target = (kind: ChannelTarget['kind']) => {
  const found = TARGETS.find((each) => each.target.kind === kind)?.target;
  if (!found) throw new Error(`no target ${kind}`);
  return found;
};

describe.each(TARGETS)('$target.kind takes', ({ target: channel, schema, most }) => {
  it.each(CASES)('%s', (_name, notification) => {
    for (const { body, headers, method, url } of posts(channel, notification)) {
      expect(schema.safeParse(JSON.parse(body)).error).toBeUndefined();
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(most);
      expect(method).toBe('POST');
      expect(headers['content-type']).toMatch(/^application\/json/);
      expect(URL.canParse(url)).toBe(true);
      // no half of a surrogate pair: it would arrive as a question mark, or not at all
      expect(body).not.toMatch(/\p{Cs}/u);
      expect(body).not.toMatch(/\\ud[89ab]../i);
    }
  });
});

describe('what is left out is said', () => {
  it.each(['slack', 'teams', 'discord', 'googleChat', 'ntfy', 'opsgenie'] as const)('%s', (kind) => {
    const notification = notificationOf({
      firing: Array.from({ length: 20 }, (_, index) => groupOf('x'.repeat(500), index)),
      moreFiring: 214,
    });
    const body = posts(target(kind), notification)[0]?.body ?? '';
    const shown = new Set([...body.matchAll(/live\?service=(\d+)/g)].map(([, index]) => index)).size;
    // every one of the 234 groups is either there or counted
    expect(body).toContain(`and ${234 - shown} more`);
  });
});

describe('slack', () => {
  it('tells nobody by a label, and shows labels as they are', () => {
    const notification = notificationOf({ title: HOSTILE_TEXTS.slack, firing: [groupOf(HOSTILE_TEXTS.slack)] });
    const body = Slack.parse(bodyOf(target('slack'), notification));
    expect(body.text).toBe('[Critical] &lt;!channel&gt; &lt;https://evil.example|click&gt; *bold* _it_ `code`');
    const elements = body.blocks.flatMap((block) =>
      block.type === 'rich_text' ? block.elements.flatMap((section) => section.elements) : [],
    );
    expect(elements).toContainEqual({ type: 'text', text: `service.name=${HOSTILE_TEXTS.slack} · route=/v1/0`, style: { bold: true } });
  });
});

describe('discord', () => {
  it('escapes Markdown and mentions nobody', () => {
    const body = Discord.parse(bodyOf(target('discord'), notificationOf({ firing: [groupOf('@everyone **x** [a](b)')] })));
    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.embeds[0]?.fields[0]?.name).toBe(String.raw`service.name=\@everyone \*\*x\*\* \[a\]\(b\) · route=/v1/0`);
    expect(body.embeds[0]?.color).toBe(0xd92d20);
  });

  it('has an embed of its own colour for what is over', () => {
    const body = Discord.parse(bodyOf(target('discord'), notificationOf({ resolved: [groupOf('b', 1)] })));
    expect(body.embeds.map(({ title, color }) => [title, color])).toEqual([
      [String.raw`\[Critical\] High error rate\: marketing\-agent at 7.1 %`, 0xd92d20],
      ['Over', 0x079455],
    ]);
  });
});

describe('google chat', () => {
  it('escapes HTML, and answers in the thread of the trouble', () => {
    const [message] = posts(target('googleChat'), notificationOf({ firing: [groupOf('<b>x</b>')] }));
    expect(message?.body).toContain('service.name=&lt;b&gt;x&lt;/b&gt; · route=/v1/0');
    expect(message?.body).not.toContain('<b>');
    expect(message?.url).toBe(
      'https://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t&messageReplyOption=REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
    );
    expect(JSON.parse(message?.body ?? '')).toMatchObject({ thread: { threadKey: 'hearth:high-error-rate:1' } });
  });
});

describe('pagerduty', () => {
  it.each([
    ['critical', 'critical'],
    ['error', 'error'],
    ['warn', 'warning'],
    ['noData', 'warning'],
  ] as const)('%s is %s', (trouble, severity) => {
    expect(bodyOf(target('pagerduty'), notificationOf({ trouble }))).toMatchObject({ event_action: 'trigger', payload: { severity } });
  });

  it('resolves what it triggered, by the same key, also where that is too long', () => {
    const dedupKey = 'k'.repeat(300);
    const keys = (['firing', 'resolved'] as const).map((kind) =>
      PagerDuty.parse(bodyOf(target('pagerduty'), notificationOf({ kind, dedupKey }))),
    );
    expect(keys.map((event) => event.event_action)).toEqual(['trigger', 'resolve']);
    expect(keys[0]?.dedup_key).toBe(keys[1]?.dedup_key);
    expect(keys[0]?.dedup_key).toHaveLength(64);
  });

  it('opens and closes an incident for a test', () => {
    const events = posts(target('pagerduty'), notificationOf({ kind: 'test' })).map(
      ({ body }) => PagerDuty.parse(JSON.parse(body)).event_action,
    );
    expect(events).toEqual(['trigger', 'resolve']);
  });

  it('has a host in the EU', () => {
    const eu: ChannelTarget = { kind: 'pagerduty', routingKey: 'r'.repeat(32), region: 'eu' };
    expect(posts(eu, notificationOf())[0]?.url).toBe('https://events.eu.pagerduty.com/v2/enqueue');
    expect(posts(target('pagerduty'), notificationOf())[0]?.url).toBe('https://events.pagerduty.com/v2/enqueue');
  });
});

describe('opsgenie', () => {
  it('closes what it created, by its alias', () => {
    const created = posts(target('opsgenie'), notificationOf())[0];
    const closed = posts({ kind: 'opsgenie', apiKey: 'key', region: 'eu' }, notificationOf({ kind: 'resolved' }))[0];
    expect(created?.url).toBe('https://api.opsgenie.com/v2/alerts');
    expect(created?.headers.authorization).toBe('GenieKey key');
    expect(JSON.parse(created?.body ?? '')).toMatchObject({ alias: 'hearth:high-error-rate:1', priority: 'P1' });
    expect(closed?.url).toBe('https://api.eu.opsgenie.com/v2/alerts/hearth%3Ahigh-error-rate%3A1/close?identifierType=alias');
  });

  it('shows no HTML of a label', () => {
    const body = posts(target('opsgenie'), notificationOf({ title: '<img src=x>' }))[0]?.body ?? '';
    expect(JSON.parse(body)).toMatchObject({ message: '‹img src=x›' });
    expect(body).not.toMatch(/[<>]/);
  });
});

describe('ntfy', () => {
  it('is loud for what is critical, and signs in with its token', () => {
    const [message] = posts({ kind: 'ntfy', url: 'https://ntfy.example.com', topic: 'alerts', token: 'tk_1' }, notificationOf());
    expect(message?.headers.authorization).toBe('Bearer tk_1');
    expect(JSON.parse(message?.body ?? '')).toMatchObject({
      topic: 'alerts',
      title: '[Critical] High error rate: marketing-agent at 7.1 %',
      priority: 5,
      tags: ['rotating_light'],
      click: 'https://hearth.example.com/alerts/high-error-rate',
    });
  });
});
