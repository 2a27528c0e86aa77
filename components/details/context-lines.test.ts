import { expect, it } from 'vitest';
import { contextLines } from '@/components/details/context-lines';
import type { NanosText } from '@/lib/base/time';
import type { Answer, LogRow } from '@/lib/model/answer';

const row = (time: string, id: string): LogRow => ({
  signal: 'logs',
  id,
  time: time as NanosText,
  traceId: '',
  spanId: '',
  service: 's',
  severity: 9,
  severityText: '',
  body: '',
  eventName: '',
  values: [],
});
const answer = (...rows: LogRow[]): Answer => ({ kind: 'rows', rows, executed: '', partial: false });
const names = (rows: readonly LogRow[]) => rows.map(({ time, id }) => `${time}.${id}`);
const log = { time: '1700000000000000005' as NanosText, id: '2' };
const at = (nano: number) => `170000000000000000${nano}`;

it('joins both sides, each line once, in order of time and id', () => {
  const before = answer(row(at(6), '1'), row(at(5), '3'), row(at(5), '2'), row(at(4), '9'), row(at(1), '9'));
  const after = answer(row(at(5), '2'), row(at(5), '10'), row(at(6), '1'), row(at(8), '1'));
  expect(names(contextLines(before, after, log, 2))).toEqual([`${at(1)}.9`, `${at(4)}.9`, `${at(5)}.2`, `${at(5)}.3`, `${at(5)}.10`]);
});

it('is what there is, where the log is the first, the last, or gone', () => {
  expect(names(contextLines(answer(), answer(row(at(5), '2'), row(at(6), '1')), log, 5))).toEqual([`${at(5)}.2`, `${at(6)}.1`]);
  expect(names(contextLines(answer(row(at(4), '1')), answer(), log, 5))).toEqual([`${at(4)}.1`]);
  expect(contextLines(answer(), answer(), log, 5)).toEqual([]);
});
