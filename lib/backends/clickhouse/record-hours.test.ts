import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordHoursFor } from '@/lib/backends/clickhouse/record-hours-cover';
import { at, attributes, frame, log, openTestStore, resource, span, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { Frame, Measure, SeriesSpec, Source, TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const exceptions: Source = { signal: 'exceptions' };
const logs: Source = { signal: 'logs' };
const count: Measure = { fn: 'count' };
const distinct = (name: Parameters<typeof record>[0]): Measure => ({ fn: 'distinct', of: record(name) });
const first: Measure = { fn: 'min', of: record('time') };
const last: Measure = { fn: 'max', of: record('time') };

function series(source: Source, measures: Measure[], by: SeriesSpec['by'] = [], more: Partial<SeriesSpec> = {}): SeriesSpec {
  return { kind: 'series', source, measures, by, limit: 10, ...more };
}
function table(source: Source, measures: Measure[], by: TableSpec['by'] = [], more: Partial<TableSpec> = {}): TableSpec {
  return { kind: 'table', source, measures, by, limit: 10, orderBy: 0, ...more };
}

/** Whole hours, a range that begins and ends amid of hours, one with nothing in it. */
const RANGES = { whole: [0, 5 * DAY], ragged: [1_234, 4 * DAY + 777], empty: [20 * DAY, 25 * DAY] } as const;

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  // numbers that look random and are the same in every run: 300 exceptions and 600 logs, in three inserts
  let seed = 7;
  const draw = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let insert = 0; insert < 3; insert++) {
    await store.add({
      spans: Array.from({ length: 100 }, () => {
        const seconds = draw(5 * DAY);
        return span({
          resource: resource(`service-${draw(3)}`, { 'service.version': `v${draw(2)}` }),
          start: at(seconds),
          attributes: { ...(draw(4) > 0 ? { 'tenant.id': `tenant-${draw(4)}` } : {}), ...(draw(5) > 0 ? { 'user.id': `user-${draw(40)}` } : {}) },
          events: [
            {
              time: at(seconds),
              name: 'exception',
              attributes: attributes({ 'exception.type': `Type${draw(3)}`, 'exception.message': `of kind ${'abc'[draw(3)]}` }),
            },
          ],
        });
      }),
      logs: Array.from({ length: 200 }, () =>
        log({
          resource: resource(`service-${draw(3)}`),
          time: at(draw(5 * DAY)),
          severity: [0, 9, 13, 17][draw(4)] ?? 9,
          attributes: { 'tenant.id': `tenant-${draw(3)}` },
        }),
      ),
    });
  }
});
afterAll(() => store.close());

const framed = (range: keyof typeof RANGES, step?: number): Frame => frame(RANGES[range][0], RANGES[range][1], step);
const ofService = { op: 'eq', field: record('service'), value: 'service-1' } as const;

const QUESTIONS: readonly (readonly [name: string, spec: SeriesSpec | TableSpec])[] = [
  ['how many over time', series(exceptions, [count])],
  ['how many kinds, tenants and users over time', series(exceptions, [distinct('exceptionGroup'), distinct('tenant'), distinct('user')])],
  ['by type over time, the largest two', series(exceptions, [count], [record('exceptionType')], { limit: 2 })],
  ['how many a second of a service', series(exceptions, [{ fn: 'rate' }], [], { where: ofService })],
  ['the share of a service by tenant', table(exceptions, [{ fn: 'ratio', where: ofService }, count], [record('tenant')])],
  [
    'kinds with all that is told of them',
    table(exceptions, [count, first, last, distinct('service'), distinct('tenant'), distinct('user')], [record('exceptionGroup')]),
  ],
  ['versions of services', table(exceptions, [count], [record('service'), record('serviceVersion')])],
  ['one row of all', table(exceptions, [count, first, last, distinct('user')])],
  ['logs by severity over time', series(logs, [count], [record('severity')])],
  [
    'logs that are errors, by service and tenant',
    table(logs, [count, first], [record('service'), record('tenant')], { where: { op: 'eq', field: record('error'), value: true } }),
  ],
  ['logs above a level', series(logs, [count], [], { where: { op: 'gte', field: record('level'), value: 13 } })],
];

/** What is told, without what it was read from. */
function toldBy(answer: object): object {
  const { executed, rollup, ...told } = answer as Record<string, unknown>;
  return { told, executed: typeof executed, rollup: typeof rollup };
}

describe('the hours tell what the records do', () => {
  const cases = QUESTIONS.flatMap(([name, spec]) => (Object.keys(RANGES) as (keyof typeof RANGES)[]).map((range) => [name, range, spec] as const));
  it.each(cases)('%s, %s', async (_, range, spec) => {
    const asked = framed(range, spec.kind === 'series' ? 6 * HOUR : undefined);
    const fromHours = await store.ask(spec, asked);
    const fromRecords = await store.ask(spec, asked, store.layout, false);
    expect(fromHours).toHaveProperty('rollup', `${spec.source.signal} by hour`);
    expect(fromRecords).not.toHaveProperty('rollup');
    expect(toldBy({ ...fromHours, rollup: undefined })).toEqual(toldBy({ ...fromRecords, rollup: undefined }));
  });

  it.each(QUESTIONS)('the engine reads its projection: %s', async (_, spec) => {
    const { executed } = (await store.ask(spec, framed('whole', spec.kind === 'series' ? 6 * HOUR : undefined))) as { executed: string };
    const { rows } = await store.transport.query(`EXPLAIN ${executed}`, {}, { signal: new AbortController().signal });
    const plan = rows.map(([line]) => String(line));
    expect(plan.filter((line) => line.includes('ReadFromMergeTree'))).toEqual([expect.stringContaining('records_by_hour')]);
  });
});

describe('what only the records tell', () => {
  const two = frame(0, 2 * DAY, 6 * HOUR);
  it.each<[name: string, spec: SeriesSpec | TableSpec, asked: Frame]>([
    ['two days', series(exceptions, [count]), two],
    ['steps of half an hour', series(exceptions, [count]), framed('whole', HOUR / 2)],
    ['windows that slide', series(exceptions, [count]), { ...framed('whole', HOUR), over: framed('whole', 2 * HOUR).step }],
    ['by user', table(exceptions, [count], [record('user')]), framed('whole')],
    ['by an attribute', table(logs, [count], [attribute('tenant.id')]), framed('whole')],
    ['words', table(logs, [count], [], { where: { op: 'search', text: 'x' } }), framed('whole')],
    ['a condition on a body', table(logs, [{ fn: 'ratio', where: { op: 'eq', field: record('body'), value: 'x' } }]), framed('whole')],
    ['the highest severity', table(logs, [{ fn: 'max', of: record('severity') }]), framed('whole')],
    ['distinct traces', table(logs, [distinct('traceId')]), framed('whole')],
    ['spans', series({ signal: 'spans' }, [count]), framed('whole', 6 * HOUR)],
  ])('%s', (_, spec, asked) => {
    expect(recordHoursFor({ spec, frame: asked }, store.layout)).toBeUndefined();
  });

  it('a database without the columns', () => {
    expect(recordHoursFor({ spec: series(logs, [count]), frame: framed('whole', 6 * HOUR) }, store.plain)).toBeUndefined();
  });
});
