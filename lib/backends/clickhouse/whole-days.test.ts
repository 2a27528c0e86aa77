import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Layout } from '@/lib/backends/clickhouse/layout';
import { at, frame, log, openTestStore, span, table, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { nanos } from '@/lib/base/time';
import type { TableSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Six hours into the first day, to five hours before the end of the tenth. */
const [FROM, TO] = [6 * HOUR, 10 * DAY - 5 * HOUR];
/** Whole hours in that: 240 less 6 and 5. */
const HOURS = 229;
const RANGE = frame(FROM, TO);

let store: TestStore;
/** The same tables, of which is not known how they are parted. */
let unparted: Layout;
beforeAll(async () => {
  store = await openTestStore();
  unparted = { tables: store.layout.tables };
  // one an hour from a day before the first day to a day after the tenth, and one on each side of both ends
  const hours = Array.from({ length: 12 * 24 }, (_, hour) => at((hour - 24) * HOUR));
  const edges = [at(FROM, -1n), at(FROM, 1n), at(TO, -1n), at(TO, 1n)];
  await store.add({
    spans: [...hours, ...edges].map((start, index) =>
      span({
        start,
        duration: nanos(BigInt(index + 1)),
        level: [0, 9, 17][index % 3] ?? 0,
        statusCode: index % 5 === 0 ? 'Error' : 'Unset',
        statusMessage: index % 7 === 0 ? 'it broke' : '',
        scope: { name: `scope ${index % 4}`, version: '1', attributes: [], schemaUrl: '' },
        tags: index % 2 === 0 ? ['web', 'v2'] : [],
        attributes: { 'tenant.id': index % 3 === 0 ? 'a' : 'b', size: index % 6 },
      }),
    ),
    logs: hours.map((time, index) => log({ time, severity: index % 4 === 0 ? 17 : 9 })),
  });
});
afterAll(() => store.close());

async function asked(spec: TableSpec, layout: Layout, when = RANGE) {
  const answer = await store.ask(spec, when, layout, false);
  if (answer.kind !== 'table') throw new Error(answer.kind);
  return answer;
}

const count = { fn: 'count' } as const;
const logs = (spec: TableSpec): TableSpec => ({ ...spec, source: { signal: 'logs' } });

describe('a table over many days', () => {
  it('counts what begins in the range, to the nanosecond', async () => {
    const { table: found, executed } = await asked(table([count]), store.layout);
    // the one a nanosecond after the beginning and the one before the end are in it, too
    expect(found.rows).toEqual([[HOURS + 2]]);
    expect(executed).toContain('_partition_value');
  });

  it.each<[string, TableSpec]>([
    ['level', table([count], [record('level')])],
    ['status of a tenant', table([count], [record('status')], { op: 'eq', field: record('tenant'), value: 'a' })],
    ['scope', table([count], [record('scope')], undefined, 3)],
    ['tags', table([count], [record('tags')])],
    ['what went wrong', table([count], [record('statusMessage')], { op: 'exists', field: record('statusMessage') })],
    ['several measures', table([{ fn: 'max', of: record('duration') }, { fn: 'last', of: record('duration') }, { fn: 'rate' }])],
    ['a share', table([{ fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }], [record('tenant')])],
    ['a filter on time', table([count], [], { op: 'gte', field: record('time'), value: Number(at(5 * DAY) / 1_000_000n) })],
    ['the severity of logs', logs(table([count], [record('severity')]))],
  ])('has the same figures as from one read: %s', async (_, spec) => {
    const [days, whole] = [await asked(spec, store.layout), await asked(spec, unparted)];
    expect(days.executed).toContain('_partition_value');
    expect(whole.executed).not.toContain('_partition_value');
    expect(days.table).toEqual(whole.table);
    expect(days.partial).toBe(whole.partial);
  });

  it('has them from nanosecond to nanosecond wherever the range begins and ends', async () => {
    for (const [from, to] of [
      [0, 7 * DAY],
      [-1, 7 * DAY],
      [23 * HOUR, 10 * DAY + 1],
      [DAY - 1, 9 * DAY + HOUR],
    ] as const) {
      const when = frame(from, to);
      const [days, whole] = [await asked(table([count]), store.layout, when), await asked(table([count]), unparted, when)];
      expect(days.executed).toContain('_partition_value');
      expect(days.table.rows).toEqual(whole.table.rows);
    }
  });

  it.each<[string, TableSpec, ReturnType<typeof frame>]>([
    ['of a few days', table([count]), frame(0, 6 * DAY)],
    ['that looks at attributes', table([count], [attribute('size')]), RANGE],
    ['that looks for words', table([count], [], { op: 'search', text: 'broke' }), RANGE],
  ])('is read at once where it is one %s', async (_, spec, when) => {
    const answer = await asked(spec, store.layout, when);
    expect(answer.executed).not.toContain('_partition_value');
    expect(answer.table).toEqual((await asked(spec, unparted, when)).table);
  });
});
