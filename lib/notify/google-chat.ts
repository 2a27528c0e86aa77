/**
 * Google Chat's incoming webhooks: a card, in the thread of its trouble. Texts of widgets know some HTML, so that values are escaped.
 * A message takes at most 32 000 bytes, a section 100 widgets.
 * https://developers.google.com/workspace/chat/api/reference/rest/v1/cards
 */
import { utcText } from '@/lib/base/utc-text';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { escapeHtml } from '@/lib/notify/html';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, fitted, jsonWithin } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, sectionsOf, stateWord } from '@/lib/notify/wording';

interface Button {
  text: string;
  onClick: { openLink: { url: string } };
}
type Widget =
  | { decoratedText: { topLabel?: string; text: string; bottomLabel?: string; wrapText: true; button?: Button } }
  | { textParagraph: { text: string } }
  | { buttonList: { buttons: Button[] } };

const MOST_BYTES = 28_000;

/** What Google Chat gets for `notification`; what belongs together comes as replies in one thread. */
export function googleChatMessage(target: { url: string }, notification: Notification): HttpMessage {
  const url = new URL(target.url);
  url.searchParams.set('messageReplyOption', 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD');
  return jsonPost(url.href, fitted(notification, googleChatBody, jsonWithin(MOST_BYTES)), {
    'content-type': 'application/json; charset=UTF-8',
  });
}

function googleChatBody(notification: Notification) {
  const { rule, link, dedupKey } = notification;
  const widgets: Widget[] = [
    ...(rule.description === '' ? [] : [paragraph(rule.description)]),
    ...sectionsOf(notification).flatMap(({ over, groups, more }) => [
      ...groups.flatMap((group) => groupWidgets(group, over)),
      ...(more === '' ? [] : [paragraph(more)]),
    ]),
    { buttonList: { buttons: [button('Open the rule', link), ...(rule.runbook === '' ? [] : [button('Runbook', rule.runbook)])] } },
  ];
  return {
    fallbackText: headline(notification),
    thread: { threadKey: clip(dedupKey, 1_000) },
    cardsV2: [
      {
        cardId: 'alert',
        card: {
          header: { title: clip(notification.title, 200), subtitle: `${stateWord(notification)}, ${utcText(notification.at)}` },
          sections: [{ widgets }],
        },
      },
    ],
  };
}

function groupWidgets(group: NotifiedGroup, over: boolean): Widget[] {
  const name = groupName(group);
  const decorated: Widget = {
    decoratedText: {
      text: escapeHtml(name === '' ? groupFigure(group, over) : name),
      bottomLabel: escapeHtml(`${name === '' ? '' : `${groupFigure(group, over)}, `}since ${utcText(group.since)}`),
      wrapText: true,
      ...(group.link === '' ? {} : { button: button('Records', group.link) }),
    },
  };
  return group.message === '' ? [decorated] : [decorated, paragraph(group.message)];
}

function paragraph(value: string): Widget {
  return { textParagraph: { text: escapeHtml(value) } };
}

function button(text: string, url: string): Button {
  return { text, onClick: { openLink: { url } } };
}
