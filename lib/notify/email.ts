/** E-mail: plain text and HTML, one thread for each trouble. */
import { utcText } from '@/lib/base/utc-text';
import { createHash } from 'node:crypto';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { escapeHtml } from '@/lib/notify/html';
import type { MailMessage } from '@/lib/notify/message';
import { clip, shortened } from '@/lib/notify/shorten';
import { groupFigure, groupName, headline, moodOf, plainText, sectionsOf, stateWord, type Mood } from '@/lib/notify/wording';

const COLOUR: Readonly<Record<Mood, string>> = {
  critical: '#b42318',
  error: '#b42318',
  warn: '#b54708',
  noData: '#475467',
  resolved: '#067647',
  test: '#175cd3',
};
const MUTED = 'color:#667085';

/** The mail about `notification`. `domain`: of Hearth's own address, for the ids of messages. */
export function mailMessage(target: { to: readonly string[] }, notification: Notification, domain: string): MailMessage {
  const short = shortened(notification);
  return {
    by: 'mail',
    to: target.to,
    subject: clip(headline(short), 200),
    text: `${headline(short)}\n${utcText(short.at)}\n\n${plainText(short)}\n`,
    html: htmlOf(short),
    messageId: `<${hash(notification.id)}@${domain}>`,
    thread: `<${hash(notification.dedupKey)}@${domain}>`,
  };
}

/** Ids may hold anything; an address of a message may not. */
function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}

function htmlOf(notification: Notification): string {
  const { rule, link } = notification;
  return [
    '<!doctype html><html><body style="margin:0;padding:24px;font:14px/1.5 system-ui,sans-serif;color:#101828;background:#fff">',
    `<p style="margin:0;font-weight:600;color:${COLOUR[moodOf(notification)]}">${escapeHtml(stateWord(notification))}</p>`,
    `<h1 style="margin:0 0 4px;font-size:18px;line-height:1.3">${escapeHtml(notification.title)}</h1>`,
    `<p style="margin:0 0 16px;${MUTED}">${utcText(notification.at)}</p>`,
    ...(rule.description === '' ? [] : [`<p>${multiline(rule.description)}</p>`]),
    ...sectionsOf(notification).flatMap(({ over, groups, more }) => [
      `<h2 style="margin:16px 0 4px;font-size:13px">${over ? 'Over' : 'Firing'}</h2>`,
      ...groups.map((group) => groupHtml(group, over)),
      ...(more === '' ? [] : [`<p style="${MUTED}">${escapeHtml(more)}</p>`]),
    ]),
    `<p style="margin-top:24px">${anchor(link, 'Open the rule')}${rule.runbook === '' ? '' : ` · ${anchor(rule.runbook, 'Runbook')}`}</p>`,
    '</body></html>',
  ].join('\n');
}

function groupHtml(group: NotifiedGroup, over: boolean): string {
  const name = groupName(group);
  return [
    `<div style="border-left:3px solid ${COLOUR[over ? 'resolved' : group.trouble]};padding:2px 0 2px 12px;margin:8px 0">`,
    name === '' ? '' : `<div style="font-weight:600;overflow-wrap:anywhere">${escapeHtml(name)}</div>`,
    `<div>${escapeHtml(groupFigure(group, over))} <span style="${MUTED}">since ${utcText(group.since)}</span></div>`,
    group.message === '' ? '' : `<div>${multiline(group.message)}</div>`,
    group.link === '' ? '' : `<div>${anchor(group.link, 'Records')}</div>`,
    '</div>',
  ].join('');
}

function anchor(url: string, text: string): string {
  return `<a href="${escapeHtml(url)}">${text}</a>`;
}

function multiline(text: string): string {
  return escapeHtml(text).replace(/\r?\n/g, '<br>');
}
