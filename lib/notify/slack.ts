/**
 * Slack's incoming webhooks, in Block Kit. Every value stands in a `text` element of a rich_text block, which Slack shows as it is:
 * mrkdwn has no way to escape * and _. Limits: 50 blocks, a header of 150 characters.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 */
import type { Millis } from '@/lib/base/time';
import { utcText } from '@/lib/base/utc-text';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, fitted, jsonWithin } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, sectionsOf, stateWord, unixSeconds } from '@/lib/notify/wording';

type Inline =
  | { type: 'text'; text: string; style?: { bold: true } }
  | { type: 'link'; url: string; text: string }
  | { type: 'date'; timestamp: number; format: string; fallback: string };
type Block =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'rich_text'; elements: { type: 'rich_text_section'; elements: Inline[] }[] };

/**
 * Of the whole JSON. Slack refuses blocks that are too long together (`msg_blocks_too_long`) and doesn't document from where: between 11 000
 * and 13 000 characters of text, by what people measured (slackapi/bolt-js#2509 and #2867).
 */
const MOST_BYTES = 11_000;

/** What Slack gets for `notification`. */
export function slackMessage(target: { url: string }, notification: Notification): HttpMessage {
  return jsonPost(target.url, fitted(notification, slackBody, jsonWithin(MOST_BYTES)));
}

function slackBody(notification: Notification): { text: string; blocks: Block[]; unfurl_links: false } {
  const { rule, link } = notification;
  const lines: Inline[][] = [
    [bold(stateWord(notification)), text(', '), date(notification.at)],
    ...(rule.description === '' ? [] : [[text(rule.description)]]),
    ...sectionsOf(notification).flatMap(({ over, groups, more }) => [
      ...groups.map((group) => groupInlines(group, over)),
      ...(more === '' ? [] : [[text(more)]]),
    ]),
    [
      { type: 'link', url: link, text: 'Open the rule' },
      ...(rule.runbook === '' ? [] : [text('  ·  '), { type: 'link', url: rule.runbook, text: 'Runbook' } as const]),
    ],
  ];
  return {
    // what notifications and screen readers say; the only text that Slack parses
    text: escapeMrkdwn(headline(notification)),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clip(headline(notification), 150), emoji: false } },
      ...lines.map((elements): Block => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] })),
    ],
    unfurl_links: false,
  };
}

function groupInlines(group: NotifiedGroup, over: boolean): Inline[] {
  const name = groupName(group);
  return [
    ...(name === '' ? [] : [bold(name), text('\n')]),
    text(`${groupFigure(group, over)}, since `),
    date(group.since),
    ...(group.message === '' ? [] : [text(`\n${group.message}`)]),
    ...(group.link === '' ? [] : [text('\n'), { type: 'link', url: group.link, text: 'Records' } as const]),
  ];
}

function text(value: string): Inline {
  return { type: 'text', text: value };
}

function bold(value: string): Inline {
  return { type: 'text', text: value, style: { bold: true } };
}

/** In the zone of whoever reads it. */
function date(at: Millis): Inline {
  return { type: 'date', timestamp: unixSeconds(at), format: '{date_short_pretty} {time}', fallback: utcText(at) };
}

/** The three characters that Slack's mrkdwn gives a meaning, and that can be escaped: links, mentions and entities need them. */
function escapeMrkdwn(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
