import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, openTestStore, resource, span, T0, type TestStore, series, table } from '@/lib/backends/clickhouse/run.testing';
import type { Filter } from '@/lib/model/filter';
import type { TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());

async function rows(spec: TableSpec, when = frame(0, 60), layout = store.layout) {
  const answer = await store.ask(spec, when, layout);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer.table.rows;
}

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
