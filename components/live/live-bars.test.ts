import { expect, it } from 'vitest';
import { newlyBegun } from '@/components/live/live-bars';
import { HOUR, millis, nanosFromMillis, nanosText, type NanosText } from '@/lib/base/time';
import type { LogRow, RecordRow, SpanRow } from '@/lib/model/answer';

const NOW = millis(1_730_000_000_000);
const at = (ago: number): NanosText => nanosText(nanosFromMillis(millis(NOW - ago)));
const span = (ago: number, status: SpanRow['status'] = 'Unset') => ({ signal: 'spans', time: at(ago), status }) as RecordRow;
const log = (ago: number, severity: number) => ({ signal: 'logs', time: at(ago), severity }) as LogRow;

it.each([
  ['what came just now, with what was not sent', { rows: [span(0), span(100, 'Error'), log(5, 17)], left: 6, traces: [] }, [9, 2]],
  ['nothing of the past', { rows: [span(HOUR), span(HOUR, 'Error')], left: 5_000, traces: [] }, [0, 0]],
  // one row of four is new, and so is a quarter of the 40 that were not sent
  ['the new share of a mix', { rows: [span(0), span(HOUR), span(HOUR), span(2 * HOUR)], left: 40, traces: [] }, [11, 0]],
  ['left alone, as if all were new', { rows: [], left: 3, traces: [] }, [3, 0]],
])('counts %s', (_, arrival, [count, errors]) => expect(newlyBegun({ gone: [], ...arrival }, false, NOW)).toEqual({ count, errors }));

it('counts spans by the growth of their traces where nothing is filtered', () => {
  const traces = [
    { traceId: 'a', spans: 10, errors: 2 },
    { traceId: 'b', spans: 6, errors: 0 },
  ];
  expect(newlyBegun({ rows: [span(0), log(0, 9)], left: 4, gone: [], traces }, true, NOW)).toEqual({ count: 17, errors: 2 });
  // half of what is told of is of the past
  expect(newlyBegun({ rows: [span(0), span(HOUR)], left: 4, gone: [], traces }, true, NOW)).toEqual({ count: 8, errors: 1 });
});
