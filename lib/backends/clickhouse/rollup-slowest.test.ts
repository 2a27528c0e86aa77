/** The longest spans where many are as long as each other: roll-ups tell which of them are the newest. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { at, frame, openTestStore, resource, span, type TestStore } from '@/lib/backends/clickhouse/run.testing';
import { present } from '@/lib/base/assert';
import { nanos } from '@/lib/base/time';
import type { RowsSpec } from '@/lib/model/query';

const DAY = 86_400;
const SERVICES = ['api', 'worker', 'web'] as const;
const LIMIT = 20;
const TIMEOUT = 30_000_000_000n;

const took = (service: string, seconds: number, length: bigint) =>
  span({ resource: resource(service), name: 'call', kind: 'Server', start: at(seconds), duration: nanos(length) });
/** Every minute of two days another service times out. */
const timeouts = Array.from({ length: 2_880 }, (_, minute) => took(present(SERVICES[minute % 3], 'a service'), minute * 60, TIMEOUT));
const others = [took('api', 7, 40_000_000_000n), took('web', DAY + 7, TIMEOUT + 1n), took('web', 2 * DAY - 1, TIMEOUT - 1n)];

let store: TestStore;
beforeAll(async () => {
  store = await openTestStore();
  await store.add({ spans: [...timeouts, ...others] });
}, 120_000);
afterAll(() => store.close(), 60_000);

it('of those that are as long as each other, the newest are found in the hours that they are of', async () => {
  const spec: RowsSpec = {
    kind: 'rows',
    source: { signal: 'spans' },
    fields: [],
    orderBy: 'duration',
    traceSummary: false,
    limit: LIMIT,
  };
  const ask = async (rollups: boolean) => {
    const answer = await store.ask(spec, frame(0, 2 * DAY), undefined, rollups);
    if (answer.kind !== 'rows') throw new Error(`These are ${answer.kind}, not rows.`);
    return answer;
  };
  const [few, all] = [await ask(true), await ask(false)];
  expect(few.rows).toEqual(all.rows);
  expect(few.next).toBe(all.next);
  // the two that took longer, and the newest 18 of those that timed out
  const newest = Array.from({ length: 18 }, (_, back) => 2_879 - back).map((minute) => [SERVICES[minute % 3], String(at(minute * 60))]);
  const found = few.rows.map((row) => [row.service, String(row.time)]);
  expect(found).toEqual([['api', String(at(7))], ['web', String(at(DAY + 7))], ...newest]); // prettier-ignore
  // an hour of each that took longer, and the newest seven of each service: the 21st longest group is of the seventh
  expect(few.executed.match(/ServiceName = /g)).toHaveLength(23);
  expect(all.executed).not.toContain('ServiceName = ');
});
