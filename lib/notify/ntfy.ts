/**
 * ntfy, as JSON to the server's root. Limits: a message of 4 096 bytes (a longer one would become an attachment), 3 actions. Without its
 * `markdown` flag, text is text. https://docs.ntfy.sh/publish/#publish-as-json
 */
import type { Notification } from '@/lib/model/alert-notification';
import { jsonPost, type HttpMessage } from '@/lib/notify/message';
import { clip, clipBytes, fitted, oneLine } from '@/lib/notify/shorten';
import { headline, moodOf, plainText, type Mood } from '@/lib/notify/wording';

/** `priority` from 1 (least) to 5; tags that ntfy knows become emoji. */
const LOOK: Readonly<Record<Mood, { priority: 1 | 2 | 3 | 4 | 5; tag: string }>> = {
  critical: { priority: 5, tag: 'rotating_light' },
  error: { priority: 4, tag: 'x' },
  warn: { priority: 4, tag: 'warning' },
  noData: { priority: 4, tag: 'grey_question' },
  resolved: { priority: 3, tag: 'white_check_mark' },
  test: { priority: 3, tag: 'test_tube' },
};
const MOST_BYTES = 4_096;

/** What ntfy gets for `notification`. */
export function ntfyMessage(target: { url: string; topic: string; token: string }, notification: Notification): HttpMessage {
  const { priority, tag } = LOOK[moodOf(notification)];
  const { link, rule } = notification;
  const message = fitted(notification, plainText, (text) => Buffer.byteLength(text) <= MOST_BYTES);
  const body = {
    topic: target.topic,
    title: clip(oneLine(headline(notification)), 250),
    message: clipBytes(message, MOST_BYTES),
    priority,
    tags: [tag],
    click: link,
    actions: [view('Open the rule', link), ...(rule.runbook === '' ? [] : [view('Runbook', rule.runbook)])],
  };
  return jsonPost(target.url, body, target.token === '' ? {} : { authorization: `Bearer ${target.token}` });
}

function view(label: string, url: string) {
  return { action: 'view', label, url };
}
