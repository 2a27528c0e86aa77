import { expect, it } from 'vitest';
import type { RecordRow } from '@/lib/model/answer';
import { mergePages, type ReadList } from '@/lib/query/merge-pages';

/** A span or log by name, at its time; with `match`, listed for a span at that time. */
function row(signal: 'spans' | 'logs', time: number, match?: number): RecordRow {
  const own = {
    signal,
    time: String(time),
    spanId: `${signal}${time}`,
    ...(match === undefined ? {} : { match: { time: String(match), spanId: 'm' } }),
  };
  return own as unknown as RecordRow;
}
const spans = (...times: number[]) => times.map((time) => row('spans', time));
const logs = (...times: number[]) => times.map((time) => row('logs', time));

it.each<[string, ReadList[], string[], number[]]>([
  ['both read to the end', [{ rows: spans(9, 4), more: false }, { rows: logs(7, 5), more: false }], ['spans9', 'logs7', 'logs5', 'spans4'], []],
  ['down to where both were read', [{ rows: spans(9, 8), more: true }, { rows: logs(7, 5), more: true }], ['spans9', 'spans8'], [0]],
  ['nothing is held back by a list that is at its end', [{ rows: spans(9, 4), more: true }, { rows: logs(5), more: false }], ['spans9', 'logs5', 'spans4'], [0]],
  ['an empty list that is at its end', [{ rows: spans(9, 4), more: true }, { rows: [], more: false }], ['spans9', 'spans4'], [0]],
  ['equals are shown, and both lists are read on', [{ rows: spans(9, 5), more: true }, { rows: logs(6, 5), more: true }], ['spans9', 'logs6', 'spans5', 'logs5'], [0, 1]],
  ['nothing before every list was read', [{ rows: spans(9), more: true }, { rows: [], more: true }], [], [1]],
  ['none', [], [], []],
])('%s', (_, lists, shown, needed) => {
  const merged = mergePages(lists);
  expect(merged.rows.map((each) => each.spanId)).toEqual(shown);
  expect(merged.needed).toEqual(needed);
}); // prettier-ignore

it('puts a trace where the span is for which it is listed', () => {
  const lists = [
    { rows: [row('spans', 1, 8), row('spans', 7, 7)], more: true },
    { rows: logs(9, 6, 2), more: false },
  ];
  expect(mergePages(lists).rows.map(({ spanId }) => spanId)).toEqual(['logs9', 'spans1', 'spans7']);
});
