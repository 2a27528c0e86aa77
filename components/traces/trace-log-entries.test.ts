import { describe, expect, it } from 'vitest';
import { eventEntries, filteredEvents, merged, type LogEntry } from '@/components/traces/trace-log-entries';
import type { NanosText } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';
import type { SpanDetail } from '@/lib/model/trace';

function log(time: string, body: string): LogRow {
  return {
    ...{ signal: 'logs', id: '1', time: time as NanosText, traceId: 't', spanId: 's1', service: 'api' },
    ...{ severity: 9, severityText: 'INFO', body, eventName: '', values: [] },
  };
}

function event(time: string, name: string, ...attributes: [key: string, text: string][]) {
  return { time: time as NanosText, name, attributes: attributes.map(([key, text]) => ({ key, text, type: 'string' as const })) };
}

const DETAIL = {
  service: 'db',
  spanId: 's2',
  events: [
    event('1700000000000000002', 'retry', ['attempt', '2'], ['wait', '1 s']),
    event('1700000000000000004', 'exception', ['exception.type', 'Timeout'], ['exception.message', 'no answer']),
  ],
} as unknown as SpanDetail;

const said = (entries: readonly LogEntry[]) => entries.map(({ kind, severity, text }) => `${kind} ${severity} ${text}`);

describe('logs and events of a trace', () => {
  const events = eventEntries(DETAIL);

  it('says what an event tells, and takes an exception for an error', () => {
    expect(said(events)).toEqual(['event 9 attempt=2 wait=1 s', 'event 17 Timeout: no answer']);
    expect(events.map(({ service, spanId, name }) => [service, spanId, name])).toEqual([
      ['db', 's2', 'retry'],
      ['db', 's2', 'exception'],
    ]);
  });

  it('puts them in order to the nanosecond', () => {
    const logs = [log('1700000000000000001', 'one'), log('1700000000000000002', 'two'), log('1700000000000000003', 'three')];
    expect(merged(logs, events, false).map(({ text }) => text)).toEqual([
      'one',
      'two',
      'attempt=2 wait=1 s',
      'three',
      'Timeout: no answer',
    ]);
  });

  it('holds events back that later logs may come before', () => {
    const logs = [log('1700000000000000001', 'one'), log('1700000000000000003', 'three')];
    expect(merged(logs, events, true).map(({ text }) => text)).toEqual(['one', 'attempt=2 wait=1 s', 'three']);
    expect(merged([], events, true)).toHaveLength(2);
  });

  it('filters events by text and severity', () => {
    expect(said(filteredEvents(events, ' TIMEOUT', 0))).toEqual(['event 17 Timeout: no answer']);
    expect(said(filteredEvents(events, 'retry', 0))).toEqual(['event 9 attempt=2 wait=1 s']);
    expect(said(filteredEvents(events, '', 13))).toEqual(['event 17 Timeout: no answer']);
  });
});
