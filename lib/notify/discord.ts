/**
 * Discord's webhooks: embeds. Limits: 10 embeds, 25 fields each, 256 characters a title or name, 1 024 a field, 4 096 a description,
 * 6 000 in all. Markdown in values is escaped, and nobody is ever mentioned.
 * https://discord.com/developers/docs/resources/message#embed-object-embed-limits
 */
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, fitted } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, moodOf, sectionsOf, unixSeconds, type Mood } from '@/lib/notify/wording';

interface Embed {
  title: string;
  url: string;
  description?: string;
  color: number;
  timestamp: string;
  fields: { name: string; value: string }[];
}

const COLOUR: Readonly<Record<Mood, number>> = {
  critical: 0xd92d20,
  error: 0xd92d20,
  warn: 0xdc8a00,
  noData: 0x667085,
  resolved: 0x079455,
  test: 0x2e90fa,
};
/** All texts of a message together, with room for how Discord counts. */
const MOST_CHARACTERS = 5_800;

/** What Discord gets for `notification`. */
export function discordMessage(target: { url: string }, notification: Notification): HttpMessage {
  return jsonPost(
    target.url,
    fitted(notification, discordBody, ({ embeds }) => charactersOf(embeds) <= MOST_CHARACTERS),
  );
}

function discordBody(notification: Notification): { embeds: Embed[]; allowed_mentions: { parse: [] } } {
  const { rule } = notification;
  const about = [
    rule.description === '' ? '' : clip(escapeMarkdown(rule.description), 2_000),
    rule.runbook === '' ? '' : `[Runbook](${linkTarget(rule.runbook)})`,
  ].filter((line) => line !== '');
  const sections = sectionsOf(notification);
  return {
    embeds: (sections.length === 0 ? [{ over: notification.kind === 'resolved', groups: [], more: '' }] : sections).map(
      ({ over, groups, more }, index): Embed => ({
        title: clip(index === 0 ? escapeMarkdown(headline(notification)) : 'Over', 256),
        url: notification.link,
        ...(index === 0 && about.length > 0 ? { description: about.join('\n') } : {}),
        color: COLOUR[notification.kind === 'test' ? 'test' : over ? 'resolved' : moodOf(notification)],
        timestamp: new Date(notification.at).toISOString(),
        fields: [...groups.map((group) => groupField(group, over)), ...(more === '' ? [] : [{ name: 'More', value: more }])],
      }),
    ),
    allowed_mentions: { parse: [] },
  };
}

function groupField(group: NotifiedGroup, over: boolean): { name: string; value: string } {
  const records = group.link === '' ? '' : `[Records](${linkTarget(group.link)})`;
  const figure = `${escapeMarkdown(groupFigure(group, over))}, since <t:${unixSeconds(group.since)}:f>`;
  // a link that is cut is none: the message gives way
  const fits = figure.length + records.length + 2 <= 1_024;
  const room = 1_024 - figure.length - (fits ? records.length : 0) - 2;
  const message = group.message === '' || room < 20 ? '' : clip(escapeMarkdown(group.message), room);
  return {
    // Discord wants a name: a field of a rule without groups has an invisible one
    name: clip(escapeMarkdown(groupName(group)), 256) || '\u200b',
    value: clip([figure, message, fits ? records : ''].filter((line) => line !== '').join('\n'), 1_024),
  };
}

/** Discord shows a backslash before punctuation as that punctuation. */
function escapeMarkdown(value: string): string {
  return value.replace(/[\\*_~`|>#[\]()<:@-]/g, '\\$&');
}

/** A bracket or a space would end the address of a link. */
function linkTarget(url: string): string {
  return url.replace(/[()<>\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function charactersOf(embeds: readonly Embed[]): number {
  const texts = embeds.flatMap(({ title, description = '', fields }) => [
    title,
    description,
    ...fields.flatMap(({ name, value }) => [name, value]),
  ]);
  return texts.reduce((sum, text) => sum + text.length, 0);
}
