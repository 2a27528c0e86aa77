import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ChannelTarget } from '@/lib/model/alert-channel';
import type { Notification } from '@/lib/model/alert-notification';
import { AT, CASES, groupOf, HOSTILE_TEXTS, notificationOf } from '@/lib/notify/hostile.testing';
import type { HttpMessage } from '@/lib/notify/message';
import { messagesFor } from '@/lib/notify/message-for';

const text = (most: number) => z.string().min(1).max(most);
const httpUrl = z.url({ protocol: /^https?$/ });

/** https://docs.slack.dev/reference/block-kit/blocks: the blocks that Hearth uses. */
const Slack = z.strictObject({
  text: text(4_000),
  unfurl_links: z.literal(false),
  blocks: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({
          type: z.literal('header'),
          text: z.strictObject({ type: z.literal('plain_text'), text: text(150), emoji: z.boolean() }),
        }),
        z.strictObject({
          type: z.literal('rich_text'),
          elements: z.array(
            z.strictObject({
              type: z.literal('rich_text_section'),
              elements: z
                .array(
                  z.discriminatedUnion('type', [
                    z.strictObject({ type: z.literal('text'), text: text(3_000), style: z.strictObject({ bold: z.boolean() }).optional() }),
                    z.strictObject({ type: z.literal('link'), url: httpUrl.max(3_000), text: text(3_000) }),
                    z.strictObject({ type: z.literal('date'), timestamp: z.number().int(), format: text(100), fallback: text(100) }),
                  ]),
                )
                .min(1),
            }),
          ),
        }),
      ]),
    )
    .min(1)
    .max(50),
});

/** https://learn.microsoft.com/adaptive-cards/schema-explorer and the envelope of the Workflows webhook. */
const OpenUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: text(100), url: httpUrl });
const Teams = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        fallbackText: text(4_000),
        msteams: z.strictObject({ width: z.literal('Full') }),
        body: z
          .array(
            z.strictObject({
              type: z.literal('RichTextBlock'),
              spacing: z.enum(['default', 'none', 'small', 'medium', 'large']).optional(),
              separator: z.boolean().optional(),
              inlines: z
                .array(
                  z.strictObject({
                    type: z.literal('TextRun'),
                    text: text(4_000),
                    weight: z.enum(['default', 'lighter', 'bolder']).optional(),
                    size: z.enum(['default', 'small', 'medium', 'large', 'extraLarge']).optional(),
                    color: z.enum(['default', 'dark', 'light', 'accent', 'good', 'warning', 'attention']).optional(),
                    isSubtle: z.boolean().optional(),
                    selectAction: OpenUrl.optional(),
                  }),
                )
                .min(1),
            }),
          )
          .min(1),
        actions: z.array(OpenUrl).max(6),
      }),
    }),
  ]),
});

/** https://discord.com/developers/docs/resources/message#embed-object */
const Discord = z
  .strictObject({
    embeds: z
      .array(
        z.strictObject({
          title: text(256),
          url: httpUrl,
          description: text(4_096).optional(),
          color: z.number().int().min(0).max(0xffffff),
          timestamp: z.iso.datetime(),
          fields: z.array(z.strictObject({ name: text(256), value: text(1_024) })).max(25),
        }),
      )
      .min(1)
      .max(10),
    allowed_mentions: z.strictObject({ parse: z.tuple([]) }),
  })
  .refine(({ embeds }) => {
    const texts = embeds.flatMap(({ title, description = '', fields }) => [
      title,
      description,
      ...fields.flatMap((field) => [field.name, field.value]),
    ]);
    return texts.join('').length <= 6_000;
  }, 'more than 6 000 characters');

/** https://developers.google.com/workspace/chat/api/reference/rest/v1/cards */
const GoogleButton = z.strictObject({ text: text(100), onClick: z.strictObject({ openLink: z.strictObject({ url: httpUrl }) }) });
const GoogleChat = z.strictObject({
  fallbackText: text(4_000),
  thread: z.strictObject({ threadKey: text(4_000) }),
  cardsV2: z.tuple([
    z.strictObject({
      cardId: text(100),
      card: z.strictObject({
        header: z.strictObject({ title: text(200), subtitle: text(200) }),
        sections: z.tuple([
          z.strictObject({
            widgets: z
              .array(
                z.union([
                  z.strictObject({
                    decoratedText: z.strictObject({
                      topLabel: z.string().optional(),
                      text: text(5_000),
                      bottomLabel: z.string().optional(),
                      wrapText: z.boolean(),
                      button: GoogleButton.optional(),
                    }),
                  }),
                  z.strictObject({ textParagraph: z.strictObject({ text: text(20_000) }) }),
                  z.strictObject({ buttonList: z.strictObject({ buttons: z.array(GoogleButton).min(1) }) }),
                ]),
              )
              .min(1)
              .max(100),
          }),
        ]),
      }),
    }),
  ]),
});

/** https://developer.pagerduty.com/docs/events-api-v2/trigger-events/ */
const routing = { routing_key: z.string().length(32), dedup_key: text(255) };
const PagerDuty = z.discriminatedUnion('event_action', [
  z.strictObject({ ...routing, event_action: z.literal('resolve') }),
  z.strictObject({
    ...routing,
    event_action: z.literal('trigger'),
    payload: z.strictObject({
      summary: text(1_024),
      source: text(1_024),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      component: z.string(),
      group: z.string(),
      custom_details: z.record(z.string(), z.unknown()),
    }),
    client: z.string(),
    client_url: httpUrl,
    links: z.array(z.strictObject({ href: httpUrl, text: z.string() })),
  }),
]);

/** https://docs.opsgenie.com/docs/alert-api */
const OpsgenieCreate = z.strictObject({
  message: text(130),
  alias: text(512),
  description: z.string().max(15_000),
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']),
  source: z.string().max(100),
  entity: z.string().max(512),
  tags: z.array(z.string().max(50)).max(20),
  details: z.record(z.string(), z.string()).refine((details) => JSON.stringify(details).length <= 8_000),
});
const OpsgenieClose = z.strictObject({ source: z.string().max(100), user: z.string().max(100), note: z.string().max(25_000) });
const Opsgenie = z.union([OpsgenieCreate, OpsgenieClose]);

/** https://docs.ntfy.sh/publish/#publish-as-json */
const Ntfy = z.strictObject({
  topic: z.string().regex(/^[-_A-Za-z0-9]{1,64}$/),
  title: text(250),
  message: z
    .string()
    .min(1)
    .refine((message) => Buffer.byteLength(message) <= 4_096, 'more than 4 096 bytes'),
  priority: z.number().int().min(1).max(5),
  tags: z.array(z.string().regex(/^[a-z_]+$/)),
  click: httpUrl,
  actions: z.array(z.strictObject({ action: z.literal('view'), label: text(100), url: httpUrl })).max(3),
});

const TARGETS: readonly { target: ChannelTarget; schema: z.ZodType; most: number }[] = [
  { target: { kind: 'slack', url: 'https://hooks.slack.com/services/T0/B0/abcdefgh' }, schema: Slack, most: 12_000 },
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
      expect(body.isWellFormed()).toBe(true);
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
    const shown = Array.from({ length: 20 }, (_, index) => index).filter(
      (index) => body.includes(`service=${index}"`) || body.includes(`service=${index}\\n`) || body.includes(`service=${index}>`),
    ).length;
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
