import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, frame, openTestStore, span, T0, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import type { NativeSpec } from '@/lib/model/query';

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.add({ spans: [0, 1, 2].map((second) => span({ start: at(second) })) });
});
afterAll(() => store.close());

const typed = (text: string, limit = 100): NativeSpec => ({ kind: 'native', language: 'sql', text, limit });
const when = frame(0, 2);

it('binds the frame, half open as the person writes it', async () => {
  const text = 'SELECT count() AS spans FROM otel_traces WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)};\n';
  expect(await store.ask(typed(text), when)).toMatchObject({
    kind: 'native',
    table: { columns: [{ name: 'spans', type: 'number' }], rows: [[2]] },
    partial: false,
  });
});

it('types its columns', async () => {
  const text = `SELECT 1::UInt8 a, 'x' b, true c, toDateTime64('2026-11-21 00:00:00', 9, 'UTC') d, [1, 2] e, map('k', 'v') f, NULL g,
    9007199254740993::Int64 h, 1.5 i, toLowCardinality('l') j, nan k, toNullable(3) l, 42::UInt64 m`;
  const answer = await store.ask(typed(text), when);
  if (answer.kind !== 'native') throw new Error(answer.kind);
  const { columns, rows } = answer.table;
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'a number', 'b string', 'c boolean', 'd time', 'e json', 'f json', 'g string', 'h number', 'i number', 'j string', 'k number', 'l number', 'm number',
  ]); // prettier-ignore
  expect(rows).toEqual([
    [1, 'x', true, '2026-11-21 00:00:00.000000000', '[1,2]', '{"k":"v"}', null, '9007199254740993', 1.5, 'l', null, 3, 42],
  ]);
});

it.each([
  [10, 10, 10, false],
  [11, 10, 10, true],
  [100_000, 10, 10, true],
])('of %d rows with a limit of %d it shows %d', async (rows, limit, shown, partial) => {
  const answer = await store.ask(typed(`SELECT number FROM numbers(${rows})`, limit), when);
  expect(answer).toMatchObject({ partial });
  expect(answer.kind === 'native' && answer.table.rows.length).toBe(shown);
});

describe('says where it went wrong', () => {
  it.each([
    ['SELECT 1 FORM otel_traces', 14],
    ["SELECT 'ü😀', 1 FORM x", 21],
    ['  SELECT (1', 9],
  ])('%s', async (text, position) => {
    const error: unknown = await store.ask(typed(text), when).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'BackendError', fault: 'invalid', details: { position } });
  });

  it('names what is unknown', async () => {
    await expect(store.ask(typed('SELECT Nope FROM otel_traces'), when)).rejects.toThrow(/Nope/);
    await expect(store.ask(typed('SELECT 1 FROM nowhere'), when)).rejects.toMatchObject({
      fault: 'invalid',
      details: { executed: 'SELECT 1 FROM nowhere' },
    });
  });

  it.each(['', ';', ' ;; '])('there is nothing in “%s”', async (text) => {
    await expect(store.ask(typed(text), when)).rejects.toMatchObject({ fault: 'invalid' });
  });
});

it.each([
  "INSERT INTO otel_traces (TraceId) VALUES ('x')",
  'DROP TABLE otel_traces',
  'SELECT 1 SETTINGS readonly = 0',
  "SELECT * FROM file('/etc/passwd', 'LineAsString')",
  "SELECT file('/etc/passwd')",
  "SELECT * FROM url('http://127.0.0.1:1/', 'LineAsString')",
  "SELECT 1 INTO OUTFILE '/tmp/hearth-outfile'",
  'SELECT 1; DROP TABLE otel_traces',
])('refuses %s', async (text) => {
  await expect(store.ask(typed(text), when)).rejects.toMatchObject({ name: 'BackendError' });
  expect(await store.ask(typed('SELECT count() FROM otel_traces'), when)).toMatchObject({ table: { rows: [[3]] } });
});

it('the frame is exact', async () => {
  const answer = await store.ask(typed('SELECT toUnixTimestamp64Nano({from:DateTime64(9)}) AS f'), frame(0.123, 2));
  expect(answer.kind === 'native' && answer.table.rows[0]?.[0]).toBe(`${BigInt(T0 + 123) * 1_000_000n}`);
});
