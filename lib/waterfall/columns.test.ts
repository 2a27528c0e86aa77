import { expect, it } from 'vitest';
import type { NanosText } from '@/lib/base/time';
import { SpanColumns } from '@/lib/waterfall/columns';
import { sampleChunk, sampleId } from '@/lib/waterfall/sample.testing';

it('keeps what came before when chunks make it grow', () => {
  const columns = new SpanColumns({ kind: 'head', traceId: 't', origin: '7' as NanosText, total: 900, errors: 3, open: 3 });
  for (let chunk = 0; chunk < 3; chunk += 1) {
    const spans = Array.from({ length: 300 }, (_, at) => ({
      id: `c${chunk}-${at}`,
      parent: at === 0 ? '' : `c${chunk}-0`,
      start: chunk * 1_000 + at,
      duration: at === 5 ? -1 : at,
      name: `name ${at % 3}`,
      service: `service ${chunk}`,
      status: at === 7 ? ('Error' as const) : ('Ok' as const),
    }));
    columns.append(sampleChunk(spans));
  }
  expect(columns.count).toBe(900);
  expect([columns.spanIdOf(301), columns.parentIdOf(301), columns.parentIdOf(300)]).toEqual([sampleId('c1-1'), sampleId('c1-0'), '']);
  expect([sampleId('c2-299'), sampleId('c1-300')].map((id) => columns.indexOfId(id))).toEqual([899, -1]);
  expect([columns.startOf(607), columns.duration[607], columns.isError(607), columns.statusOf(606)]).toEqual([2_007, 7, true, 'Ok']);
  expect([columns.serviceOf(607), columns.nameOf(607), columns.labelOf(607)]).toEqual(['service 2', 'name 1', 'name 1']);
  expect(columns.kindOf(0)).toBe('Internal');
  expect(columns.strings.length).toBe(new Set(columns.strings).size);
  expect([columns.isOpen(305), columns.endOf(305, 5_000), columns.endOf(305, 3), columns.endOf(304, 5_000)]).toEqual([
    true,
    5_000,
    1_005,
    1_008,
  ]);
});
