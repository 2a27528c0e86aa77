/** Notifications for tests: none, one and many groups, and labels that try everything. */
import { millis } from '@/lib/base/time';
import type { Notification, NotifiedGroup } from '@/lib/model/alert-notification';

/** 2026-11-21 17:40:00 UTC */
export const AT = millis(1_795_282_800_000);

export const HOSTILE_TEXTS = {
  markup: '<script>alert(1)</script> & "quoted" \'single\' </text>',
  slack: '<!channel> <https://evil.example|click> *bold* _it_ `code`',
  discord: '@everyone <@&1> **bold** [click](https://evil.example) ||spoiler|| # title',
  lines: 'first\nsecond\r\n\u2028third\u0000\u001b[31mred',
  emoji: '👩‍👩‍👧 🔥 \u202eright-to-left',
  mustache: '{{constructor}} {{{json}}} <% x %> ${y}',
  json: '"},"injected":true,{"\\',
  huge: '🔥x'.repeat(34_000),
} as const;

/** One group, whose label and message are `text`. */
export function groupOf(text: string, index = 0): NotifiedGroup {
  return {
    labels: { 'service.name': text, route: `/v1/${index}` },
    trouble: 'critical',
    value: 0.071,
    valueText: '7.1\u00a0%',
    thresholdText: 'above 5\u00a0%',
    since: millis(AT - 600_000),
    message: `Errors of ${text}`,
    link: `https://hearth.example.com/live?service=${index}`,
  };
}

/** A firing notification about one group; `over` replaces parts of it. */
export function notificationOf(over: Partial<Notification> = {}): Notification {
  return {
    version: 1,
    id: '5c1f0f3a',
    kind: 'firing',
    trouble: 'critical',
    rule: {
      id: 'high-error-rate',
      title: 'High error rate',
      description: 'Share of requests that fail.',
      labels: { team: 'payments' },
      runbook: 'https://wiki.example.com/errors?a=1&b=2',
      unit: 'ratio',
    },
    at: AT,
    title: 'High error rate: marketing-agent at 7.1 %',
    firing: [groupOf('marketing-agent')],
    moreFiring: 0,
    resolved: [],
    moreResolved: 0,
    link: 'https://hearth.example.com/alerts/high-error-rate',
    dedupKey: 'hearth:high-error-rate:1',
    ...over,
  };
}

const many = (text: string) => Array.from({ length: 20 }, (_, index) => groupOf(text, index));
const hostile = Object.entries(HOSTILE_TEXTS).map(([name, text]): [string, Notification] => [
  `labels of ${name}`,
  notificationOf({
    title: `High error rate: ${text}`,
    rule: { ...notificationOf().rule, title: text, description: text, labels: { team: text } },
    firing: many(text),
    moreFiring: 214,
    resolved: many(text),
    moreResolved: 3,
  }),
]);

/** Everything that a renderer has to be able to tell of, by name. */
export const CASES: readonly (readonly [string, Notification])[] = [
  ['firing', notificationOf()],
  ['repeat', notificationOf({ kind: 'repeat', trouble: 'warn' })],
  ['resolved', notificationOf({ kind: 'resolved', firing: [], resolved: [groupOf('marketing-agent')] })],
  ['a test', notificationOf({ kind: 'test', firing: [] })],
  [
    'no data',
    notificationOf({ trouble: 'noData', firing: [{ ...groupOf('a'), trouble: 'noData', value: null, valueText: '', thresholdText: '' }] }),
  ],
  ['a failed query without groups', notificationOf({ trouble: 'error', firing: [] })],
  [
    'a rule without labels, description and runbook',
    notificationOf({
      rule: { ...notificationOf().rule, description: '', runbook: '' },
      firing: [{ ...groupOf('a'), labels: {}, message: '', link: '' }],
    }),
  ],
  ['many groups', notificationOf({ firing: many('marketing-agent'), moreFiring: 214, resolved: many('checkout'), moreResolved: 3 })],
  [
    'links and keys that are too long',
    notificationOf({ dedupKey: 'k'.repeat(600), firing: [{ ...groupOf('a'), link: `https://hearth.example.com/?${'q'.repeat(5_000)}` }] }),
  ],
  ...hostile,
];
