/** A webhook's own body: Mustache over the notification. */
import Mustache from 'mustache';
import type { AlertLabels } from '@/lib/model/alert-state';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';
import { escapeHtml } from '@/lib/notify/html';
import { groupFigure, groupName, headline, plainText, stateWord } from '@/lib/notify/wording';

type Escape = (value: unknown) => string;

/** How `{{…}}` puts a value in, by the content type: whatever is in the value, it stays a value. */
function escapeFor(contentType: string): Escape {
  if (/json/i.test(contentType)) return (value) => JSON.stringify(String(value)).slice(1, -1);
  if (/x-www-form-urlencoded/i.test(contentType)) return (value) => encodeURIComponent(String(value));
  if (/xml|html/i.test(contentType)) return (value) => escapeHtml(String(value));
  return String;
}

/** The body that `template` makes for `notification`. Throws an Error with a sentence where it is not Mustache. */
export function renderTemplate(template: string, notification: Notification, contentType: string): string {
  return Mustache.render(template, bare(viewOf(notification)), {}, { escape: escapeFor(contentType) });
}

/** Everything that a template may name: the notification itself, and what is handy in text. */
function viewOf(notification: Notification) {
  return {
    ...notification,
    json: JSON.stringify(notification),
    state: stateWord(notification),
    headline: headline(notification),
    text: plainText(notification),
    atText: new Date(notification.at).toISOString(),
    isFiring: notification.kind === 'firing' || notification.kind === 'repeat',
    isResolved: notification.kind === 'resolved',
    isTest: notification.kind === 'test',
    rule: { ...notification.rule, ...labelView(notification.rule.labels) },
    firing: groupViews(notification.firing, false),
    resolved: groupViews(notification.resolved, true),
  };
}

function groupViews(groups: readonly NotifiedGroup[], over: boolean) {
  return groups.map((group, index) => ({
    ...group,
    ...labelView(group.labels),
    name: groupName(group),
    figure: groupFigure(group, over),
    sinceText: new Date(group.since).toISOString(),
    last: index === groups.length - 1,
  }));
}

/** A dot separates levels in Mustache, so that `{{labels.service_name}}` stands for `service.name`. */
function labelView(labels: AlertLabels) {
  const entries = Object.entries(labels);
  return {
    labels: Object.fromEntries(entries.map(([name, value]) => [name.replaceAll('.', '_'), value])),
    labelList: entries.map(([name, value], index) => ({ name, value, last: index === entries.length - 1 })),
  };
}

/** A copy without prototypes: Mustache calls the functions that it finds, and a template must find none. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return Object.setPrototypeOf(value.map(bare), null);
  if (typeof value !== 'object' || value === null) return value;
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(value).map(([name, part]) => [name, bare(part)])));
}
