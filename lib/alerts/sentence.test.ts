import { expect, it } from 'vitest';
import { EVENT_STREAMS, NOBODY_LISTENING, STREAM_FAILURES } from '@/lib/alerts/prebuilt-streams';
import { MODEL_COST } from '@/lib/alerts/prebuilt-business';
import { DATABASE_CONNECTIONS, QUEUE_BACKUP } from '@/lib/alerts/prebuilt-infrastructure';
import { HIGH_ERROR_RATE, SLOW_RESPONSES } from '@/lib/alerts/prebuilt-requests';
import { sentence } from '@/lib/alerts/sentence';
import { millis, MINUTE } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';

const CHANNELS = new Map([
  ['slack', 'Slack #ops'],
  ['pager', 'PagerDuty'],
]);
const TELL: AlertRule['tell'] = [
  { channel: 'slack', of: ['warn', 'critical', 'error'] },
  { channel: 'pager', of: ['critical', 'noData'] },
];
const minutes = (count: number) => millis(count * MINUTE);
/** With what is coloured between marks: !warn! *critical* +ok+. */
const MARKS = { warn: '!', critical: '*', ok: '+' } as const;
const said = (rule: AlertRule) =>
  sentence(rule, CHANNELS)
    .map(({ text, tone }) => (tone ? MARKS[tone] + text + MARKS[tone] : text))
    .join('')
    .replaceAll('\u00a0', ' ');

it.each<[string, AlertRule, string]>([
  [
    'two levels, told and told again',
    {
      ...HIGH_ERROR_RATE,
      tell: TELL,
      condition: { is: 'above', warn: { at: 0.02, for: minutes(5) }, critical: { at: 0.05, for: minutes(2) }, recover: 0.015 },
      keepFiring: minutes(5),
    },
    'When for any service.name the share of entry spans with error over 5 minutes, with at least 20 records, is !above 2 %!, for 5 minutes on end, it is a warning and Slack #ops is told; *above 5 %*, for 2 minutes on end, it is critical and Slack #ops and PagerDuty are told; again every 4 hours until it is +1.5 % or less+ for 5 minutes. Without a value it stays as it was. When the query fails, Slack #ops is told.',
  ],
  [
    'nobody told',
    SLOW_RESPONSES,
    'When for any service.name p95 of duration of entry spans over 5 minutes, with at least 20 records, is !above 2 s!, it is a warning and nobody is told; *above 5 s*, it is critical and nobody is told. It fires until it is +2 s or less+. Without a value it stays as it was.',
  ],
  [
    'told once, a channel that is gone, no data',
    { ...NOBODY_LISTENING, tell: [...TELL, { channel: 'gone', of: ['warn'] }], repeat: millis(0), noData: 'noData' },
    'When for any event_type the number of spans where name = redis:publish_event and subscribers = 0 over 5 minutes is !above 1!, it is a warning and Slack #ops and a channel that was deleted are told; *above 10*, it is critical and Slack #ops and PagerDuty are told, once. It fires until it is +1 or less+. Without a value it has no data, and PagerDuty is told. When the query fails, Slack #ops is told.',
  ],
  [
    'a change',
    { ...MODEL_COST, noData: 'fire' },
    'When the sum of operation.cost of spans where gen_ai.request.model exists and gen_ai.usage.input_tokens exists and operation.cost exists over 1 hour is !up more than 100 % on a week ago!, for 15 minutes on end, it is a warning and nobody is told; *up more than 300 % on a week ago*, for 15 minutes on end, it is critical and nobody is told. It fires until it is +up 100 % or less on a week ago+. To have no value is critical.',
  ],
  [
    'below, with one level',
    { ...HIGH_ERROR_RATE, condition: { is: 'below', warn: { at: 0.9, for: minutes(0) }, recover: 0.8 }, noData: 'ok' },
    'When for any service.name the share of entry spans with error over 5 minutes, with at least 20 records, is !below 90 %!, it is a warning and nobody is told. It fires until it is +90 % or more+. To have no value is fine.',
  ],
  [
    'outside',
    {
      ...SLOW_RESPONSES,
      condition: { is: 'outside', critical: { at: { low: 1e6, high: 5e9 }, for: minutes(0) }, recover: { low: 2e6, high: 6e9 } },
    },
    'When for any service.name p95 of duration of entry spans over 5 minutes, with at least 20 records, is *outside 1 ms to 5 s*, it is critical and nobody is told. It fires until it is +within 2 ms to 5 s+. Without a value it stays as it was.',
  ],
  ['no level', EVENT_STREAMS, 'No threshold is set, so it never fires.'],
])('%s', (_name, rule, expected) => expect(said(rule)).toBe(expected));

it('says from how many records on it judges, where there are some to count', () => {
  expect(said(HIGH_ERROR_RATE)).toContain('over 5 minutes, with at least 20 records, is');
  expect(said({ ...STREAM_FAILURES, least: 50 })).toContain('over 15 minutes, with at least 50 records, is');
  expect(said({ ...QUEUE_BACKUP, least: 20 })).not.toContain('records');
});

it('says what several questions ask by the first, and two put together by both', () => {
  expect(said(STREAM_FAILURES)).toContain(
    'When for any platform the share of logs where event.name in (stream.completed, stream.failed) with event.name = stream.failed, or what tells the same (4 more), over 15 minutes is',
  );
  expect(said(DATABASE_CONNECTIONS)).toContain(
    'the highest of db.client.connection.count where db.client.connection.state = used, divided by the highest of db.client.connection.max, or what tells the same (3 more), over 2 minutes',
  );
  expect(said({ ...MODEL_COST, ask: { kind: 'sql', text: 'SELECT 1' }, paused: true })).toMatch(
    /^When for any row the value of the query over 1 hour is .* It is paused: nothing is judged and nobody is told\.$/,
  );
});
