import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, log, openTestStore, resource, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { nanos } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import { attribute, record, type Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

const ms = (value: number) => nanos(BigInt(value) * 1_000_000n);
const table = (measures: Measure[], by: Field[] = [], where?: Filter, limit = 100): TableSpec => ({
  kind: 'table',
  source: { signal: 'spans' },
  measures,
  by,
  limit,
  orderBy: 0,
  ...(where ? { where } : {}),
});
const series = (measures: Measure[], by: Field[] = [], where?: Filter, limit = 100): SeriesSpec => ({
  kind: 'series',
  source: { signal: 'spans' },
  measures,
  by,
  limit,
  ...(where ? { where } : {}),
});

async function rows(spec: TableSpec, when = frame(0, 60), layout = store.layout) {
  const answer = await store.ask(spec, when, layout);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows;
}

describe('measures over spans', () => {
  // Ten spans of 10, 20 … 100 ms from 1000 s on, one a second; the last two are errors; the tenant is a or b in turn.
  beforeAll(() =>
    store.add({
      spans: Array.from({ length: 10 }, (_, index) =>
        span({
          start: at(1_000 + index),
          duration: ms(10 * (index + 1)),
          statusCode: index >= 8 ? 'Error' : 'Unset',
          attributes: { 'tenant.id': index % 2 === 0 ? 'a' : 'b', size: index + 1, ...(index < 3 ? { rare: index * 1.5 } : {}) },
        }),
      ),
    }),
  );
  const when = frame(1_000, 1_010);
  const duration = record('duration');

  it.each<[string, Measure, number]>([
    ['count', { fn: 'count' }, 10],
    ['rate: 10 in 10 s', { fn: 'rate' }, 1],
    ['ratio: 2 of 10', { fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }, 0.2],
    ['sum: 10 + 20 + … + 100 ms', { fn: 'sum', of: duration }, 550e6],
    ['avg', { fn: 'avg', of: duration }, 55e6],
    ['min', { fn: 'min', of: duration }, 10e6],
    ['max', { fn: 'max', of: duration }, 100e6],
    ['last: the newest span', { fn: 'last', of: duration }, 100e6],
    ['distinct', { fn: 'distinct', of: record('tenant') }, 2],
    ['distinct leaves out what is missing', { fn: 'distinct', of: attribute('rare') }, 3],
    ['sum of an attribute: 1 + … + 10', { fn: 'sum', of: attribute('size') }, 55],
    ['avg leaves out what is missing: (0 + 1.5 + 3) / 3', { fn: 'avg', of: attribute('rare') }, 1.5],
    // T = 30 ms: 3 satisfied (10, 20, 30), 9 tolerating up to 120 less those 3 = 7 → (3 + 7/2) / 10
    ['apdex', { fn: 'apdex', of: duration, threshold: 30e6 }, 0.65],
    // T = 20 ms: 2 satisfied, 6 tolerating (30 … 80), 2 frustrated → (2 + 3) / 10
    ['apdex with frustrated', { fn: 'apdex', of: duration, threshold: 20e6 }, 0.5],
  ])('%s', async (_, measure, expected) => {
    for (const layout of [store.layout, store.plain]) {
      expect(await rows(table([measure]), when, layout)).toEqual([[expected]]);
    }
  });

  it('has no figure where no record has the value', async () => {
    const measures: Measure[] = (['sum', 'avg', 'min', 'max', 'last'] as const).map((fn) => ({ fn, of: attribute('nowhere') }));
    const of = attribute('nowhere');
    expect(await rows(table([...measures, { fn: 'quantile', of, q: 0.5 }, { fn: 'apdex', of, threshold: 1 }]), when)).toEqual([
      [null, null, null, null, null, null, null],
    ]);
  });

  it('groups, orders, and says when groups were left out', async () => {
    const spec = table([{ fn: 'sum', of: attribute('size') }, { fn: 'count' }], [record('tenant')]);
    // a: 1 + 3 + 5 + 7 + 9 = 25; b: 2 + 4 + 6 + 8 + 10 = 30
    const both = [['b', 30, 5], ['a', 25, 5]]; // prettier-ignore
    expect(await store.ask(spec, when)).toMatchObject({ table: { rows: both }, partial: false });
    expect(await store.ask(spec, when, store.plain)).toMatchObject({ table: { rows: both }, partial: false });
    expect(await store.ask({ ...spec, limit: 1 }, when)).toMatchObject({ table: { rows: [['b', 30, 5]] }, partial: true });
    expect((await store.ask(spec, when)).kind === 'table' && (await rows({ ...spec, orderBy: 1 }, when))).toEqual([both[1], both[0]]);
  });

  it('is half open', async () => {
    expect(await rows(table([{ fn: 'count' }]), frame(1_001, 1_003))).toEqual([[2]]);
  });

  it('cuts into steps: a gap is null, a step that the range cuts is rated over what is left of it', async () => {
    const spec = series([{ fn: 'count' }, { fn: 'rate' }], [], { op: 'lt', field: attribute('size'), value: 8 });
    const answer = await store.ask(spec, frame(1_002, 1_012, 4));
    // Steps are counted from 1970: they start at 1000, 1004, 1008. Sizes below 8 are in 1000 … 1006.
    expect(answer.kind === 'series' && answer.series).toEqual([
      { measure: 0, labels: [], points: [[T0 + 1_000_000, 2], [T0 + 1_004_000, 3], [T0 + 1_008_000, null]] },
      { measure: 1, labels: [], points: [[T0 + 1_000_000, 1], [T0 + 1_004_000, 0.75], [T0 + 1_008_000, null]] },
    ]); // prettier-ignore
  });

  it('keeps the largest groups of a series over the whole range', async () => {
    const spec = series([{ fn: 'sum', of: attribute('size') }], [record('tenant')], undefined, 1);
    const answer = await store.ask(spec, frame(1_000, 1_010, 5));
    // b: sizes 2, 4 in the first five seconds; 6, 8, 10 in the others
    expect(answer).toMatchObject({ partial: true, series: [{ labels: ['b'], points: [[T0 + 1_000_000, 6], [T0 + 1_005_000, 24]] }] }); // prettier-ignore
  });

  it('has no series where there are no records', async () => {
    expect(await store.ask(series([{ fn: 'count' }]), frame(5, 10, 1))).toMatchObject({ series: [], partial: false });
  });

  it('refuses increase over spans, and a distribution in a table', async () => {
    await expect(store.ask(table([{ fn: 'increase', of: duration }]), when)).rejects.toMatchObject({ fault: 'unsupported' });
    await expect(store.ask(table([{ fn: 'distribution', of: duration }]), when)).rejects.toBeInstanceOf(BackendError);
    await expect(store.ask(series([{ fn: 'count' }]), frame(0, 1e6, 1))).rejects.toMatchObject({ fault: 'invalid' });
  });
});

it('quantiles are within 2 % of the exact ones', async () => {
  // Durations of 1, 2 … 10 000 µs: the exact quantile is q · 10 ms.
  await store.add({
    spans: Array.from({ length: 10_000 }, (_, index) =>
      span({ start: at(2_000), duration: nanos(BigInt(index + 1) * 1_000n), name: 'many' }),
    ),
  });
  for (const q of [0.01, 0.5, 0.95, 0.99, 0.999]) {
    const [[value] = []] = await rows(table([{ fn: 'quantile', of: record('duration'), q }]), frame(2_000, 2_001));
    expect(Math.abs(Number(value) / (q * 1e7) - 1)).toBeLessThan(0.02);
  }
});

it('a distribution counts in log-spaced rows, zeros in the lowest', async () => {
  const values = [1, 2, 2, 2.1, 1_000_000, 0];
  await store.add({ spans: values.map((size) => span({ start: at(3_000), name: 'spread', attributes: { size } })) });
  const answer = await store.ask(series([{ fn: 'distribution', of: attribute('size') }]), frame(3_000, 3_010, 10));
  if (answer.kind !== 'distribution') throw new Error(answer.kind);
  // 1 … 1 000 000 are 20 doublings: 40 rows at most makes the base √2 wide rows too many (41), so it is 2.
  expect(answer.cells).toEqual([
    { at: T0 + 3_000_000, low: 0, high: 1, count: 2 },
    { at: T0 + 3_000_000, low: 1, high: 2, count: 2 },
    { at: T0 + 3_000_000, low: 2, high: 4, count: 1 },
    { at: T0 + 3_000_000, low: 524_288, high: 1_048_576, count: 1 },
  ]);
});

describe('filters', () => {
  const when = frame(4_000, 4_001);
  const start = at(4_000);
  beforeAll(() =>
    store.add({
      spans: [
        span({ start, name: 'one', attributes: { n: 5, flag: true, s: 'Alpha', empty: '' }, tags: ['x', 'y'], kind: 'Server' }),
        span({ start, name: 'two', attributes: { n: 50, flag: false, s: 'beta' }, statusCode: 'Error', statusMessage: 'It BROKE' }),
        span({ start, name: 'three', attributes: { n: '5.0', s: "o'brien; DROP TABLE" }, parentSpanId: '00000000000000ff' }),
        span({
          start,
          name: 'four',
          message: 'Überfall of GET',
          resource: resource('web', { 'k8s.pod.name': 'p-1', 'deployment.environment': 'staging' }),
          attributes: { 'http.status_code': 503, 'http.route': '/a/{b}' },
          events: [{ time: start, name: 'exception', attributes: [{ key: 'exception.type', type: 'string', text: 'KeyError' }, { key: 'exception.message', type: 'string', text: 'no such Flimflam' }] }],
        }), // prettier-ignore
        span({
          start,
          name: 'five',
          parentSpanId: '00000000000000ff',
          flags: 0x300,
          attributes: { 'http.response.status_code': 200, 'http.status_code': 500 },
        }),
      ],
    }),
  );
  const [n, flag, s] = [attribute('n'), attribute('flag'), attribute('s')];
  const httpStatus = record('httpStatus');
  const not = (of: Filter): Filter => ({ op: 'not', of });

  it.each<[string, Filter, string]>([
    ['text is', { op: 'eq', field: s, value: 'beta' }, 'two'],
    ['text is not, or is missing', { op: 'ne', field: s, value: 'beta' }, 'five four one three'],
    ['a number is read from text', { op: 'eq', field: n, value: 5 }, 'one three'],
    ['text compares as text', { op: 'eq', field: n, value: '5' }, 'one'],
    ['more than', { op: 'gt', field: n, value: 5 }, 'two'],
    ['at least', { op: 'gte', field: n, value: 5 }, 'one three two'],
    ['less than', { op: 'lt', field: n, value: 50 }, 'one three'],
    ['at most', { op: 'lte', field: n, value: 50 }, 'one three two'],
    ['not more than, or missing', not({ op: 'gt', field: n, value: 5 }), 'five four one three'],
    ['text orders as text', { op: 'gt', field: s, value: 'a' }, 'three two'],
    ['a boolean', { op: 'eq', field: flag, value: true }, 'one'],
    ['a boolean that is false is not one that is missing', { op: 'eq', field: flag, value: false }, 'two'],
    ['exists', { op: 'exists', field: flag }, 'one two'],
    ['exists, though empty', { op: 'exists', field: attribute('empty') }, 'one'],
    ['is empty, which missing is not', { op: 'eq', field: attribute('empty'), value: '' }, 'one'],
    ['not exists', not({ op: 'exists', field: n }), 'five four'],
    ['contains, in any case', { op: 'contains', field: s, value: 'ALPH' }, 'one'],
    ['not contains, or missing', not({ op: 'contains', field: s, value: 'a' }), 'five four'],
    ['matches', { op: 'matches', field: s, value: '^[A-Z]' }, 'one'],
    ['matches anything, but it has to be there', { op: 'matches', field: s, value: '.*' }, 'one three two'],
    ['one of', { op: 'in', field: s, values: ['Alpha', 'beta', 'gamma'] }, 'one two'],
    ['one of, mixed', { op: 'in', field: n, values: ['5', 50] }, 'one two'],
    ['one of none', { op: 'in', field: s, values: [] }, ''],
    [
      'and',
      {
        op: 'and',
        of: [
          { op: 'exists', field: n },
          { op: 'exists', field: flag },
        ],
      },
      'one two',
    ],
    [
      'or',
      {
        op: 'or',
        of: [
          { op: 'eq', field: n, value: 50 },
          { op: 'eq', field: record('service'), value: 'web' },
        ],
      },
      'four two',
    ],
    ['and of nothing', { op: 'and', of: [] }, 'five four one three two'],
    ['or of nothing', { op: 'or', of: [] }, ''],
    ['status in any case', { op: 'eq', field: record('status'), value: 'error' }, 'two'],
    ['kind in any case', { op: 'eq', field: record('kind'), value: 'SERVER' }, 'one'],
    ['the first key wins', { op: 'eq', field: httpStatus, value: 200 }, 'five'],
    ['an older key', { op: 'gte', field: httpStatus, value: 500 }, 'four'],
    ['a number as text', { op: 'eq', field: httpStatus, value: '503' }, 'four'],
    ['a number that is none', { op: 'eq', field: httpStatus, value: 'abc' }, ''],
    ['a number is missing', not({ op: 'exists', field: httpStatus }), 'one three two'],
    ['below, and not missing', { op: 'lt', field: httpStatus, value: 500 }, 'five'],
    ['a class of status', { op: 'eq', field: record('httpStatusClass'), value: '5xx' }, 'four'],
    ['a resource attribute', { op: 'eq', field: { in: 'resource', key: 'k8s.pod.name' }, value: 'p-1' }, 'four'],
    ['environment', { op: 'eq', field: record('environment'), value: 'staging' }, 'four'],
    ['no parent', { op: 'eq', field: record('parentSpanId'), value: '' }, 'four one two'],
    ['root', { op: 'eq', field: record('root'), value: true }, 'four one two'],
    ['not root', { op: 'eq', field: record('root'), value: false }, 'five three'],
    ['a duration', { op: 'gte', field: record('duration'), value: 1_000_000 }, 'five four one three two'],
    ['exception', { op: 'eq', field: record('exceptionType'), value: 'KeyError' }, 'four'],
    ['exception message', { op: 'contains', field: record('exceptionMessage'), value: 'flimflam' }, 'four'],
    ['search a name', { op: 'search', text: 'THR' }, 'three'],
    ['search a status message', { op: 'search', text: 'broke' }, 'two'],
    ['search an exception', { op: 'search', text: 'flimflam' }, 'four'],
    ['search an exception by type', { op: 'search', text: 'keyerror' }, 'four'],
    ['time', { op: 'gte', field: record('time'), value: T0 + 4_000_000 }, 'five four one three two'],
    ['a field that spans do not have', { op: 'exists', field: record('value') }, ''],
  ])('%s', async (_, where, expected) => {
    for (const layout of [store.layout, store.plain]) {
      const found = await rows(table([{ fn: 'count' }], [record('name')], where), when, layout);
      expect(found.map(([name]) => name).sort().join(' ')).toBe(expected); // prettier-ignore
    }
  });

  it.each<[string, Filter, string]>([
    ['tags', { op: 'eq', field: record('tags'), value: 'y' }, 'one'],
    ['any of some tags', { op: 'in', field: record('tags'), values: ['q', 'x'] }, 'one'],
    ['not a tag', { op: 'ne', field: record('tags'), value: 'x' }, 'five four three two'],
    ['search a message, in any case', { op: 'search', text: 'überFALL' }, 'four'],
    ['entry: server, root, or remote parent', { op: 'eq', field: record('entry'), value: true }, 'five four one two'],
    ['scope', { op: 'eq', field: record('scope'), value: 'test' }, 'five four one three two'],
  ])('with the columns of Hearth: %s', async (_, where, expected) => {
    const found = await rows(table([{ fn: 'count' }], [record('name')], where), when);
    expect(found.map(([name]) => name).sort().join(' ')).toBe(expected); // prettier-ignore
  });

  const INJECTION = `x' OR 1=1 --\\'); DROP TABLE otel_traces; {p0:String} \` " \n\0`;
  it.each<[string, Filter]>([
    ['a value', { op: 'eq', field: s, value: INJECTION }],
    ['values', { op: 'in', field: s, values: [INJECTION, "'"] }],
    ['an attribute key', { op: 'eq', field: attribute(INJECTION), value: 'x' }],
    ['a resource key', { op: 'exists', field: { in: 'resource', key: INJECTION } }],
    ['a scope key', { op: 'contains', field: { in: 'scope', key: INJECTION }, value: INJECTION }],
    ['a word', { op: 'search', text: INJECTION }],
    ['an ordered value', { op: 'gt', field: record('traceId'), value: `zzzz${INJECTION}` }],
    ['a tag', { op: 'eq', field: record('tags'), value: INJECTION }],
  ])('takes %s as text, whatever it says', async (_, where) => {
    const answer = await store.ask(table([{ fn: 'count' }], [attribute(INJECTION), record('name')], where), when);
    expect(answer).toMatchObject({ kind: 'table', table: { rows: [] } });
    // What is shown can be run again as it stands, and says the same.
    const again = await store.transport.query(answer.executed, {}, { signal: new AbortController().signal });
    expect(again.rows).toEqual([]);
    expect(await rows(table([{ fn: 'count' }]), when)).toEqual([[5]]);
  });

  it('finds hostile text that is there', async () => {
    const found = await rows(table([{ fn: 'count' }], [s], { op: 'eq', field: s, value: "o'brien; DROP TABLE" }), when);
    expect(found).toEqual([["o'brien; DROP TABLE", 1]]);
  });

  it('groups of a series may have hostile names', async () => {
    await store.add({
      spans: [
        span({ start: at(4_100), name: INJECTION }),
        span({ start: at(4_100), name: INJECTION }),
        span({ start: at(4_100), name: 'b' }),
      ],
    });
    const answer = await store.ask(series([{ fn: 'count' }], [record('name')], undefined, 1), frame(4_100, 4_101));
    expect(answer).toMatchObject({ partial: true, series: [{ labels: [INJECTION], points: [[T0 + 4_100_000, 2]] }] });
  });

  it('says what is wrong with a regular expression, and with a variable that nobody bound', async () => {
    await expect(store.ask(table([{ fn: 'count' }], [], { op: 'matches', field: s, value: '(' }), when)).rejects.toMatchObject({
      fault: 'invalid',
    });
    await expect(store.ask(table([{ fn: 'count' }], [], { op: 'eq', field: s, value: { variable: 'v' } }), when)).rejects.toMatchObject({
      fault: 'invalid',
    });
  });
});

it('logs: severity, body, errors', async () => {
  await store.add({
    logs: [
      log({ time: at(5_000), severity: 9, body: 'Stream STARTED', eventName: 'stream.started' }),
      log({ time: at(5_000), severity: 17, body: 'failed', attributes: { 'exception.message': 'Kaputt' } }),
      log({ time: at(5_000), severity: 0, body: '' }),
    ],
  });
  const count = async (where: Filter) => {
    const spec: TableSpec = { ...table([{ fn: 'count' }], [], where), source: { signal: 'logs' } };
    return (await rows(spec, frame(5_000, 5_001)))[0]?.[0];
  };
  expect(await count({ op: 'gte', field: record('severity'), value: 17 })).toBe(1);
  expect(await count({ op: 'lt', field: record('level'), value: 17 })).toBe(1);
  expect(await count({ op: 'search', text: 'started' })).toBe(1);
  expect(await count({ op: 'search', text: 'kaputt' })).toBe(1);
  expect(await count({ op: 'eq', field: record('error'), value: true })).toBe(1);
  expect(await count({ op: 'eq', field: record('eventName'), value: 'stream.started' })).toBe(1);
});
