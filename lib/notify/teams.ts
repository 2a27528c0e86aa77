/**
 * Microsoft Teams: an Adaptive Card in the envelope that a Workflows webhook takes. Values stand in TextRuns, which know no Markdown
 * (a TextBlock does). A message of more than 28 KB is refused.
 * https://learn.microsoft.com/adaptive-cards/schema-explorer/text-run
 */
import { utcText } from '@/lib/base/utc-text';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { fitted, jsonWithin } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, moodOf, sectionsOf, stateWord, type Mood } from '@/lib/notify/wording';

type Colour = 'default' | 'attention' | 'warning' | 'good' | 'accent';
interface OpenUrl {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}
interface Run {
  type: 'TextRun';
  text: string;
  weight?: 'bolder';
  size?: 'medium';
  color?: Colour;
  isSubtle?: true;
  selectAction?: OpenUrl;
}
interface Runs {
  type: 'RichTextBlock';
  inlines: Run[];
  spacing?: 'none' | 'medium';
  separator?: true;
}

const COLOUR: Readonly<Record<Mood, Colour>> = {
  critical: 'attention',
  error: 'attention',
  warn: 'warning',
  noData: 'warning',
  resolved: 'good',
  test: 'accent',
};
const MOST_BYTES = 24_000;

/** What a Teams workflow gets for `notification`. */
export function teamsMessage(target: { url: string }, notification: Notification): HttpMessage {
  return jsonPost(target.url, fitted(notification, teamsBody, jsonWithin(MOST_BYTES)));
}

function teamsBody(notification: Notification) {
  const { rule, link } = notification;
  const body: Runs[] = [
    runs([{ type: 'TextRun', text: notification.title, weight: 'bolder', size: 'medium' }]),
    runs(
      [
        { type: 'TextRun', text: stateWord(notification), weight: 'bolder', color: COLOUR[moodOf(notification)] },
        { type: 'TextRun', text: `, ${utcText(notification.at)}`, isSubtle: true },
      ],
      'none',
    ),
    ...(rule.description === '' ? [] : [runs([{ type: 'TextRun', text: rule.description }])]),
    ...sectionsOf(notification).flatMap(({ over, groups, more }) => [
      ...groups.flatMap((group) => groupRuns(group, over)),
      ...(more === '' ? [] : [runs([{ type: 'TextRun', text: more, isSubtle: true }])]),
    ]),
  ];
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          fallbackText: headline(notification),
          msteams: { width: 'Full' },
          body,
          actions: [open('Open the rule', link), ...(rule.runbook === '' ? [] : [open('Runbook', rule.runbook)])],
        },
      },
    ],
  };
}

function groupRuns(group: NotifiedGroup, over: boolean): Runs[] {
  const name = groupName(group);
  return [
    {
      ...runs(name === '' ? [] : [{ type: 'TextRun', text: name, weight: 'bolder' }]),
      separator: true as const,
      spacing: 'medium' as const,
    },
    runs(
      [
        { type: 'TextRun', text: groupFigure(group, over), color: over ? 'default' : COLOUR[group.trouble] },
        { type: 'TextRun', text: `, since ${utcText(group.since)}  `, isSubtle: true },
        ...(group.link === '' ? [] : [{ type: 'TextRun', text: 'Records', selectAction: open('Records', group.link) } as const]),
      ],
      'none',
    ),
    runs(group.message === '' ? [] : [{ type: 'TextRun', text: group.message }], 'none'),
  ].filter(({ inlines }) => inlines.length > 0);
}

function runs(inlines: Run[], spacing?: 'none'): Runs {
  return { type: 'RichTextBlock', inlines, ...(spacing === undefined ? {} : { spacing }) };
}

function open(title: string, url: string): OpenUrl {
  return { type: 'Action.OpenUrl', title, url };
}
