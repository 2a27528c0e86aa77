import { describe, expect, it } from 'vitest';
import { layLines, lineAt, lineOfRecord, type Below } from '@/components/live/lines';
import { liveRecord, newestFirst, parseOpen, printOpen, type LiveRecord } from '@/components/live/live-record';
import { mergeRecords } from '@/components/live/merge-records';
import { timesOf } from '@/components/live/seen-times';
import type { NanosText } from '@/lib/base/time';
import type { LogRow } from '@/lib/model/answer';

/** A log of `body` at noon of a day of November 2026, UTC. */
function noon(body: string, day: number): LiveRecord {
  const time = `${Date.UTC(2026, 10, day, 12)}000000` as NanosText;
  const row: LogRow = {
    signal: 'logs',
    id: '1',
    time,
    traceId: '',
    spanId: '',
    service: '',
    severity: 9,
    severityText: '',
    body,
    eventName: '',
    values: [],
  };
  return { ...liveRecord(row, 'tree'), key: body };
}

const today = 'Saturday 21 Nov 2026';

/** Lines as text, a few more than there are. */
function read(records: readonly LiveRecord[], below: ReadonlyMap<string, Below>): string[] {
  const lines = layLines(records, below, 'utc', today);
  return Array.from({ length: lines.count + 1 }, (_, at) => {
    const line = lineAt(lines, at);
    if (!line) return 'nothing';
    if (line.kind === 'day') return line.day;
    return line.kind === 'record' ? line.block.record.key : `${line.block.record.key}/${line.index}`;
  });
}

describe('the time of the lines that are seen', () => {
  const at = (day: number) => Date.UTC(2026, 10, day, 12);
  // 0 a, 1–2 below it, 3 the separator of the 20th, 4 b, 5 the separator of the 18th, 6 c
  const lines = layLines([noon('a', 21), noon('b', 20), noon('c', 18)], new Map([['a', { count: 2 }]]), 'utc', today);

  it.each<[string, number, number, { from: number; to: number } | undefined]>([
    ['all', 0, 7, { from: at(18), to: at(21) }],
    ['more than there are', 0, 48, { from: at(18), to: at(21) }],
    ['inside an open trace', 1, 3, { from: at(21), to: at(21) }],
    ['from within a trace to a separator, which is its record’s', 2, 4, { from: at(20), to: at(21) }],
    ['the last', 6, 7, { from: at(18), to: at(18) }],
    ['nothing', 7, 9, undefined],
  ])('%s', (_, first, end, times) => {
    expect(timesOf(lines, first, end)).toEqual(times);
  });
});

describe('the lines of the list', () => {
  it('are the records, with a separator above each earlier day', () => {
    expect(read([noon('a', 21), noon('b', 20), noon('c', 20), noon('d', 18)], new Map())).toEqual([
      'a',
      'Friday 20 Nov 2026',
      'b',
      'c',
      'Wednesday 18 Nov 2026',
      'd',
      'nothing',
    ]);
  });

  it('have what is below a record behind it', () => {
    const below = new Map([
      ['a', { count: 2 }],
      ['b', { count: 1 }],
    ]);
    expect(read([noon('a', 21), noon('b', 20)], below)).toEqual(['a', 'a/0', 'a/1', 'Friday 20 Nov 2026', 'b', 'b/0', 'nothing']);
  });

  it('are found by their record, in a list of a million lines as well', () => {
    const lines = layLines([noon('a', 21), noon('b', 20)], new Map([['a', { count: 1_000_000 }]]), 'utc', today);
    expect(lineOfRecord(lines, 'b')).toBe(1_000_002);
    expect(lineAt(lines, 1_000_000)).toMatchObject({ kind: 'below', index: 999_999 });
    expect([lineOfRecord(lines, 'c'), lineAt(lines, -1), lineAt(lines, 1_000_003)]).toEqual([-1, undefined, undefined]);
  });

  it('are none without records', () => expect(read([], new Map())).toEqual(['nothing']));
});

describe('what was read and what was pushed, as one list', () => {
  it('has each record once, newest first, and nothing that a next page will bring', () => {
    const [a, b, c] = [noon('a', 21), noon('b', 20), noon('c', 19)];
    expect(mergeRecords([b, c], [a, b], undefined).map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(mergeRecords([b], [a, c], b.place).map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('has no log beside the trace that it is in', () => {
    const log = noon('said', 21);
    const inTrace = { ...log, row: { ...log.row, traceId: 'a' } };
    const trace = { ...noon('x', 20), key: 'trace a' };
    expect(mergeRecords([inTrace, trace], [], undefined).map(({ key }) => key)).toEqual(['trace a']);
    expect(mergeRecords([inTrace], [], undefined).map(({ key }) => key)).toEqual(['said']);
    expect(mergeRecords([log, trace], [], undefined).map(({ key }) => key)).toEqual(['said', 'trace a']);
  });

  it('keeps the order of what began at once', () => {
    const [a, b] = [noon('a', 21), noon('b', 21)];
    expect([b, a].sort(newestFirst).map(({ key }) => key)).toEqual(['a', 'b']);
  });
});

describe('the record that the address names', () => {
  it.each(['4bf92f3577b34da6a3ce929d0e0e4736.00f067aa0ba902b7', '1766000000007118402-42'])('%s is read back', (text) => {
    const open = parseOpen(text);
    expect(open && printOpen(open)).toBe(text);
  });
  it.each(['', 'x', '4bf9', '.00f0', '1-', 'ABC.def'])('%j names none', (text) => expect(parseOpen(text)).toBeUndefined());
});
