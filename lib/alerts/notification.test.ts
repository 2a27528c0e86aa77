import { describe, expect, it } from 'vitest';
import { unknownVariables } from '@/lib/alerts/message';
import { channelsOf, notificationFor } from '@/lib/alerts/notification';
import { HIGH_ERROR_RATE, SLOW_RESPONSES } from '@/lib/alerts/prebuilt-requests';
import { QUEUE_BACKUP } from '@/lib/alerts/prebuilt-infrastructure';
import { MODEL_COST } from '@/lib/alerts/prebuilt-business';
import type { Told } from '@/lib/alerts/told';
import { HOUR, millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { Instance } from '@/lib/model/alert-state';
import { parseFilter } from '@/lib/query/parse-filter';

// 2026-11-21 17:40 UTC
const AT = millis(Date.UTC(2026, 10, 21, 17, 40));
const PUBLIC = 'https://hearth.example.org';
const ALL: AlertRule['tell'] = [{ channel: 'slack', of: ['warn', 'critical', 'noData', 'error'] }];

const fires = (service: string, value: number | null, part: Partial<Instance> = {}): Instance => ({
  labels: { 'service.name': service },
  state: 'firing',
  severity: 'critical',
  since: millis(AT - 2 * MINUTE),
  value,
  seenAt: AT,
  beyond: { warn: millis(AT - 4 * MINUTE), critical: millis(AT - 2 * MINUTE) },
  ...part,
});
const told = (part: Partial<Told>): Told => ({ kind: 'firing', at: AT, firing: [], resolved: [], ...part });
const said = (rule: AlertRule, part: Partial<Told>) => {
  const notification = notificationFor({ ...rule, tell: ALL }, told(part), 'slack', PUBLIC);
  if (!notification) throw new Error('nothing is said');
  return notification;
};
const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const PAST = { told: { at: millis(AT - HOUR), of: 'critical' } } as const;

describe('a message', () => {
  it('is whole, with figures for people and links to the records', () => {
    const rule: AlertRule = { ...HIGH_ERROR_RATE, labels: { team: 'search' }, runbook: 'https://wiki.example.org/errors' };
    const { id, dedupKey, firing, rule: about, ...rest } = said(rule, { firing: [fires('marketing-agent', 0.0712)] });
    expect(rest).toEqual({
      version: 1,
      kind: 'firing',
      trouble: 'critical',
      at: AT,
      title: 'High error rate: marketing-agent at 7.12\u00a0%',
      moreFiring: 0,
      resolved: [],
      moreResolved: 0,
      link: 'https://hearth.example.org/alerts/high-error-rate',
    });
    expect(about).toEqual({
      id: 'high-error-rate',
      title: 'High error rate',
      description: HIGH_ERROR_RATE.description,
      labels: { team: 'search' },
      runbook: 'https://wiki.example.org/errors',
      unit: 'ratio',
    });
    expect(id).toMatch(/^[0-9a-f]{64}$/);
    expect(dedupKey).toMatch(/^hearth-[0-9a-f]{40}$/);
    const [group] = firing;
    const { link, ...words } = group ?? { link: '' };
    expect(words).toEqual({
      labels: { 'service.name': 'marketing-agent' },
      trouble: 'critical',
      value: 0.0712,
      valueText: '7.12\u00a0%',
      thresholdText: 'above 5\u00a0%',
      since: AT - 2 * MINUTE,
      message: 'marketing-agent fails 7.12\u00a0% of its requests, above 5\u00a0%.',
    });
    const url = new URL(link);
    expect(url.origin + url.pathname).toBe('https://hearth.example.org/traces');
    // beyond since 17:36, judged by the five minutes before: from 17:31
    expect([url.searchParams.get('from'), url.searchParams.get('to')]).toEqual([String(AT - 9 * MINUTE), String(AT)]);
    expect(url.searchParams.get('show')).toBe('all');
    expect(parseFilter(url.searchParams.get('q') ?? '')).toEqual(parseFilter('entry and service.name = marketing-agent and error'));
  });

  it.each<[string, AlertRule, Instance, string]>([
    [
      'the slow end of a percentile',
      SLOW_RESPONSES,
      fires('api', 5_432_100_000),
      '/traces entry and service.name = api and duration >= 5.43s',
    ],
    ['a metric', QUEUE_BACKUP, fires('', 1_200, { labels: { queue: 'ingest' } }), '/metrics/queue.size queue exists and queue = ingest'],
    [
      'the question whose groups are called so',
      QUEUE_BACKUP,
      fires('', 1_200, { labels: { 'queue.name': 'ingest' } }),
      '/metrics/queue.size queue.name exists and queue.name = ingest',
    ],
    [
      'a change, whose share no record has',
      MODEL_COST,
      fires('', 3.5, { labels: {} }),
      '/traces gen_ai.request.model exists and gen_ai.usage.input_tokens exists and operation.cost exists',
    ],
    [
      'SQL: the rule’s history',
      { ...MODEL_COST, ask: { kind: 'sql', text: 'SELECT 1' } },
      fires('', 3.5, { labels: {} }),
      '/alerts/model-cost/history ',
    ],
  ])('leads to %s', (_name, rule, group, expected) => {
    const url = new URL(said(rule, { firing: [group] }).firing[0]?.link ?? '');
    expect(`${url.pathname} ${url.searchParams.get('q') ?? ''}`).toBe(expected);
  });

  it.each<[string, AlertRule, Partial<Told>, string]>([
    [
      'the worst, and how many more',
      HIGH_ERROR_RATE,
      { firing: [fires('a', 0.2), fires('b', 0.1), fires('c', 0.07)] },
      'High error rate: a at 20 %, and 2 more',
    ],
    ['what is new first', HIGH_ERROR_RATE, { firing: [fires('a', 0.2, PAST), fires('b', 0.1)] }, 'High error rate: b at 10 %, and 1 more'],
    ['no group', MODEL_COST, { firing: [fires('', 3.5, { labels: {} })] }, 'Model cost jumps: +350 %'],
    [
      'no data',
      HIGH_ERROR_RATE,
      { firing: [{ labels: { 'service.name': 'a' }, state: 'noData', since: AT, value: null, seenAt: AT, beyond: {} }] },
      'High error rate: a has no data',
    ],
    ['a query that failed', HIGH_ERROR_RATE, { error: 'No such table.' }, 'High error rate: the query failed'],
    ['one that works again', HIGH_ERROR_RATE, { mended: 'No such table.' }, 'High error rate: the query works again'],
    [
      'over',
      HIGH_ERROR_RATE,
      { resolved: [fires('a', 0.01, PAST), fires('b', 0.01, PAST)] },
      'High error rate: a is fine again, and 1 more',
    ],
    ['over, without a group', MODEL_COST, { resolved: [fires('', 0.1, { labels: {}, ...PAST })] }, 'Model cost jumps: fine again'],
  ])('has one line: %s', (_name, rule, part, expected) => expect(plain(said(rule, part).title)).toBe(expected));

  it('names twenty groups, and counts the others', () => {
    const many = (count: number, part: Partial<Instance> = {}) =>
      Array.from({ length: count }, (_, index) => fires(`s${index}`, 0.5, part));
    const { firing, moreFiring, resolved, moreResolved } = said(HIGH_ERROR_RATE, { firing: many(234), resolved: many(21, PAST) });
    expect([firing.length, moreFiring, resolved.length, moreResolved]).toEqual([20, 214, 20, 1]);
  });

  it('has the same key for every attempt, another one for another channel, window or kind', () => {
    const rule: AlertRule = { ...HIGH_ERROR_RATE, tell: [...ALL, { channel: 'other', of: ['critical'] }] };
    const of = (channel: string, part: Partial<Told> = {}) =>
      notificationFor(rule, told({ firing: [fires('a', 0.2)], ...part }), channel, PUBLIC);
    const over = { firing: [], resolved: [fires('a', 0.01, PAST)] };
    const ids = [of('slack'), of('other'), of('slack', { at: millis(AT + MINUTE) }), of('slack', over)].map((each) => each?.id);
    expect(new Set(ids).size).toBe(4);
    expect(of('slack')?.id).toBe(ids[0]);
    expect(of('slack', over)?.dedupKey).toBe(of('slack')?.dedupKey);
    expect(of('other')?.dedupKey).not.toBe(of('slack')?.dedupKey);
  });

  it('goes to those who hear of it', () => {
    const rule: AlertRule = {
      ...HIGH_ERROR_RATE,
      tell: [
        { channel: 'pager', of: ['critical'] },
        { channel: 'log', of: ['warn'] },
      ],
    };
    const warning = told({ firing: [fires('a', 0.03, { severity: 'warn' })] });
    expect(channelsOf(rule, warning)).toEqual(['log']);
    expect(notificationFor(rule, warning, 'pager', PUBLIC)).toBeUndefined();
  });
});

describe('what is said of a group', () => {
  const message = (rule: Partial<AlertRule>, group: Instance) =>
    plain(said({ ...HIGH_ERROR_RATE, ...rule }, { firing: [group] }).firing[0]?.message);
  it.each<[string, Partial<AlertRule>, Instance, string]>([
    [
      'everything put in',
      { message: '{{title}}: {{ service.name }} {{severity}} {{value}} {{threshold}} {{for}}' },
      fires('api', 0.07),
      'High error rate: api critical 7 % above 5 % 2 min',
    ],
    ['another name of the same field', { message: '{{service}}' }, fires('api', 0.07), 'api'],
    ['a label of the rule', { message: '{{team}}', labels: { team: 'search' } }, fires('api', 0.07), 'search'],
    ['what nobody knows, as it was written', { message: '{{ colour }} of {{service.name}}' }, fires('api', 0.07), '{{ colour }} of api'],
    ['braces in a label are text', { message: '{{service.name}}' }, fires('{{value}}', 0.07), '{{value}}'],
    ['Hearth’s own', { message: '' }, fires('api', 0.07), 'api is at 7 %, above 5 %, for 2 min.'],
    [
      'a window or less',
      { message: '' },
      fires('api', 0.07, { since: AT, beyond: { critical: AT } }),
      'api is at 7 %, above 5 %, for less than 1 min.',
    ],
    ['fires, but no longer beyond', { message: '' }, fires('api', 0.04), 'api is at 4 %, was above 5 %, for 2 min.'],
    [
      'no data',
      { message: '' },
      { labels: { 'service.name': 'api' }, state: 'noData', since: AT, value: null, seenAt: millis(AT - HOUR), beyond: {} },
      'api has no data since 2026-11-21 16:40 UTC.',
    ],
  ])('%s', (_name, rule, group, expected) => expect(message(rule, group)).toBe(expected));

  it.each<[string, Instance, string]>([
    ['over', fires('api', 0.012, PAST), 'api is fine again, at 1.2 %.'],
    ['gone', fires('api', null, { ...PAST, seenAt: millis(AT - 24 * HOUR) }), 'api has sent nothing for 24 h and is watched no more.'],
    ['no longer asked for', fires('api', null, PAST), 'api is watched no more: it has no value now.'],
  ])('%s: never the rule’s message, which is true no more', (_name, group, expected) => {
    const { resolved, kind } = said(HIGH_ERROR_RATE, { resolved: [group] });
    expect(kind).toBe('resolved');
    expect(plain(resolved[0]?.message)).toBe(expected);
    expect(resolved[0]?.thresholdText).toBe('');
  });

  it('says which variables mean nothing', () => {
    const unknown = (text: string) => unknownVariables({ ...HIGH_ERROR_RATE, labels: { team: 'search' }, message: text });
    expect(unknown('{{value}} {{service}} {{team}} {{for}}')).toEqual([]);
    expect(unknown('{{colour}} {{http.route}} {{ colour }}')).toEqual(['colour', 'http.route']);
    expect(unknownVariables({ ask: { kind: 'sql', text: 'SELECT 1' }, labels: {}, message: '{{any}}' })).toEqual([]);
  });
});
