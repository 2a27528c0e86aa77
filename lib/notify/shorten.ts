/** Fits messages into what services take. What is left out is always said: `…`, `and 12 more`. */
import type { AlertLabels } from '@/lib/model/alert-state';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';

const LONGEST = { name: 100, value: 200, labels: 8, message: 600, title: 300, description: 1_000 } as const;
/** Services refuse longer links, and nobody reads them. */
const LONGEST_LINK = 2_000;

/** `text` in at most `most` UTF-16 units; what was cut ends in `…`, and no pair of surrogates is torn. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, Math.max(0, most - 1));
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/** `text` in at most `most` bytes of UTF-8; what was cut ends in `…`. */
export function clipBytes(text: string, most: number): string {
  if (Buffer.byteLength(text) <= most) return text;
  // no character has more bytes than 3 a UTF-16 unit, so that a few rounds always end
  let kept = clip(text, most);
  while (Buffer.byteLength(kept) > most) kept = clip(kept, Math.floor((kept.length * most) / Buffer.byteLength(kept)) - 1);
  return kept;
}

/** `text` without line breaks and other control characters: for subjects and titles. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** `text` without control characters but line breaks and tabs: terminals and old clients act on them. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}

/** `notification` for people: no text of it longer than a message can take. Programs get it whole. */
export function shortened(notification: Notification): Notification {
  const { rule } = notification;
  return {
    ...notification,
    title: clip(oneLine(notification.title), LONGEST.title),
    rule: {
      ...rule,
      title: clip(oneLine(rule.title), LONGEST.title),
      description: clip(printable(rule.description), LONGEST.description),
      labels: shortLabels(rule.labels),
    },
    firing: notification.firing.map((group) => shortGroup(group, notification.link)),
    resolved: notification.resolved.map((group) => shortGroup(group, notification.link)),
  };
}

function shortGroup(group: NotifiedGroup, link: string): NotifiedGroup {
  return {
    ...group,
    labels: shortLabels(group.labels),
    message: clip(printable(group.message), LONGEST.message),
    link: group.link.length > LONGEST_LINK ? link : group.link,
  };
}

function shortLabels(labels: AlertLabels): AlertLabels {
  const all = Object.entries(labels);
  const kept = all
    .slice(0, LONGEST.labels)
    .map(([name, value]) => [clip(oneLine(name), LONGEST.name), clip(oneLine(value), LONGEST.value)] as const);
  const more = all.length - kept.length;
  return Object.fromEntries(more > 0 ? [...kept, ['…', `and ${more} more`] as const] : kept);
}

/** `notification` with at most `most` groups in each list; those left out are counted as more. */
export function withGroups(notification: Notification, most: number): Notification {
  const { firing, resolved } = notification;
  return {
    ...notification,
    firing: firing.slice(0, most),
    moreFiring: notification.moreFiring + Math.max(0, firing.length - most),
    resolved: resolved.slice(0, most),
    moreResolved: notification.moreResolved + Math.max(0, resolved.length - most),
  };
}

const FEWER = [20, 15, 10, 7, 5, 3, 2, 1, 0] as const;

/** What `render` makes of `notification` with as many groups as `fits` lets in; with none at the least. */
export function fitted<Body>(
  notification: Notification,
  render: (notification: Notification) => Body,
  fits: (body: Body) => boolean,
): Body {
  const short = shortened(notification);
  for (const most of FEWER) {
    const body = render(withGroups(short, most));
    if (fits(body)) return body;
  }
  return render(withGroups(short, 0));
}

/** Whether `body` takes at most `most` bytes as JSON. */
export function jsonWithin(most: number): (body: unknown) => boolean {
  return (body) => Buffer.byteLength(JSON.stringify(body)) <= most;
}
