/** Several Hearths on one PostgreSQL: one evaluates, and another goes on where it is gone. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createRunner } from '@/lib/alerts/runner';
import { millis, MINUTE } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta, type Meta } from '@/lib/meta/db';
import { openLease } from '@/lib/meta/lease';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';
import type { AlertRule } from '@/lib/model/alert';
import type { Lease } from '@/lib/model/alert-store';
import { CRASH_RULE } from '@/lib/server/alert-crash.testing';

const { signal } = new AbortController();
const T0 = Date.UTC(2026, 10, 21);
let postgres: TestPostgres;
let meta: Meta;
beforeAll(async () => {
  postgres = await startPostgres();
  meta = await openMeta({ mode: 'server', url: postgres.url }, path.resolve('lib/meta/migrations'));
}, 300_000);
afterAll(async () => {
  await meta.close();
  await postgres.stop();
});

// a lease looks again after two seconds: the tests move the clock instead of waiting
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: T0 }));
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((each) => each.close()));
});
const later = (lease: Lease) => {
  vi.setSystemTime(Date.now() + 3_000);
  return lease.held();
};
function leaseAt(url: string): Lease {
  const lease = openLease(url);
  open.push({ close: () => lease.release() });
  return lease;
}

interface Line {
  readonly url: string;
  /** Ends every connection, as when the process at the end of it is killed. */
  cut(): void;
  /** Lets nothing more through, and does not say so, as when a machine or the network between is gone. */
  silence(): void;
}

/** A way to the database that can fail. */
async function openLine(): Promise<Line> {
  const there = new URL(postgres.url);
  const ends = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connect(Number(there.port), there.hostname);
    for (const socket of [near, far]) ends.add(socket.on('error', () => undefined));
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = () => ends.forEach((socket) => socket.destroy());
  open.push({
    close: () => {
      cut();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  const url = new URL(postgres.url);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut,
    silence: () =>
      ends.forEach((socket) => {
        socket.unpipe();
        socket.pause();
      }),
  };
}

it('is held by one of several, and by another as soon as that one gives it up', async () => {
  const leases = Array.from({ length: 3 }, () => leaseAt(postgres.url));
  const held = await Promise.all(leases.map((lease) => lease.held()));
  expect(held.filter(Boolean)).toHaveLength(1);
  for (const lease of leases) expect(await later(lease)).toBe(held[leases.indexOf(lease)]);
  const [holder, ...others] = leases.toSorted((one, other) => Number(held[leases.indexOf(other)]) - Number(held[leases.indexOf(one)]));
  await holder?.release();
  expect(await holder?.held()).toBe(false);
  const taken = [];
  for (const other of others) taken.push(await later(other));
  expect(taken).toEqual([true, false]);
});

it('goes to another when the holder’s connection ends, and the holder knows', async () => {
  const line = await openLine();
  const [first, second] = [leaseAt(line.url), leaseAt(postgres.url)];
  expect(await first.held()).toBe(true);
  expect(await second.held()).toBe(false);
  line.cut();
  await vi.waitFor(async () => expect(await later(second)).toBe(true), 10_000);
  expect(await later(first)).toBe(false);
});

it('goes to another within 30 s when the holder falls silent, and the holder knows before that', async () => {
  const line = await openLine();
  const [first, second] = [leaseAt(line.url), leaseAt(postgres.url)];
  expect(await first.held()).toBe(true);
  expect(await second.held()).toBe(false);
  line.silence();
  expect(await later(first)).toBe(false);
  expect(await later(second)).toBe(false);
  await vi.waitFor(async () => expect(await later(second)).toBe(true), { timeout: 30_000, interval: 1_000 });
}, 60_000);

it('is not held while there is no server, and nothing throws', async () => {
  const lease = leaseAt('postgres://hearth@127.0.0.1:1/hearth');
  expect(await lease.held()).toBe(false);
});

it('lets exactly one evaluate each window, also when the one who does is gone in the middle of it', async () => {
  const rule: AlertRule = { ...CRASH_RULE, id: 'shared', title: 'Shared' };
  let now: number = T0;
  const asked: string[] = [];
  // odd minutes are bad, so that every window has something to tell
  const value = () => (((now - T0) / MINUTE) % 2 === 1 ? 9 : 1);
  const process = (name: string, url: string) => {
    const stores = { ...alertStores(meta, postgres.url), lease: leaseAt(url) };
    const runner = createRunner({
      stores,
      run: () => {
        asked.push(`${name} ${(now - T0) / MINUTE}`);
        const table = { columns: [{ name: 'value', type: 'number' as const }], rows: [[value()]] };
        return Promise.resolve({ kind: 'native', table, executed: 'SELECT 1', partial: false });
      },
      publicUrl: '',
      now: () => millis(now),
      report: () => undefined,
    });
    return { runner, stores };
  };
  const line = await openLine();
  const [one, two] = [process('one', line.url), process('two', postgres.url)];
  await one.stores.rules.save({ rule, basedOn: 0, note: '', savedBy: '', savedAt: millis(T0) });
  const minute = async () => {
    now += MINUTE;
    vi.setSystemTime(now);
    await Promise.all([one.runner.tick(signal), two.runner.tick(signal)]);
  };
  await one.stores.lease.held();
  for (let n = 0; n < 3; n += 1) await minute();
  line.cut();
  await vi.waitFor(async () => expect(await later(two.stores.lease)).toBe(true), 10_000);
  for (let n = 0; n < 3; n += 1) await minute();
  expect(asked).toEqual(['one 1', 'one 2', 'one 3', 'two 4', 'two 5', 'two 6']);
  const told = await one.stores.deliveries.list({ ruleId: 'shared', limit: 100 });
  expect(told.map(({ notification: { kind, at } }) => `${(at - T0) / MINUTE} ${kind}`).toSorted()).toEqual([
    '1 firing',
    '2 resolved',
    '3 firing',
    '4 resolved',
    '5 firing',
    '6 resolved',
  ]);
});
