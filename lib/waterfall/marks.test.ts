import { expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import { eventMarks, logMarks } from '@/lib/waterfall/marks';
import { sampleColumns, sampleId } from '@/lib/waterfall/sample.testing';
import { buildTree } from '@/lib/waterfall/tree';

// the sample's origin is 0; rows: 0 r, 1 a
const columns = sampleColumns([{ id: 'r' }, { id: 'a', parent: 'r', start: 1 }]);
const log = (id: string, time: string, severity: number) => ({ spanId: sampleId(id), time: time as NanosText, severity });

it('puts logs on the rows of their spans, by severity', () => {
  const logs = [log('a', '12', 9), log('a', '13', 13), log('r', '14', 17), log('a', '15', 21), log('gone', '16', 9), log('', '17', 9)];
  expect(logMarks(columns, buildTree(columns), logs)).toEqual(
    new Map([
      [
        1,
        [
          { at: 12, tone: 'info' },
          { at: 13, tone: 'warn' },
          { at: 15, tone: 'error' },
        ],
      ],
      [0, [{ at: 14, tone: 'error' }]],
    ]),
  );
});

it('takes exceptions for errors', () =>
  expect(
    eventMarks(columns, [
      { name: 'retry', time: '5' as NanosText },
      { name: 'exception', time: '6' as NanosText },
    ]),
  ).toEqual([
    { at: 5, tone: 'info' },
    { at: 6, tone: 'error' },
  ]));
