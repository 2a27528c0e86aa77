/** Bodies as the services document them, for tests: strict, with every limit. */
import { z } from 'zod';

const text = (most: number) => z.string().min(1).max(most);
const httpUrl = z.url({ protocol: /^https?$/ });

/** https://docs.slack.dev/reference/block-kit/blocks: the blocks that Hearth uses. */
export const Slack = z.strictObject({
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
export const Teams = z.strictObject({
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
export const Discord = z
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
export const GoogleChat = z.strictObject({
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
export const PagerDuty = z.discriminatedUnion('event_action', [
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
export const Opsgenie = z.union([OpsgenieCreate, OpsgenieClose]);

/** https://docs.ntfy.sh/publish/#publish-as-json */
export const Ntfy = z.strictObject({
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
