/** kill -9 at any moment: nothing that was to be told is lost, and nothing is told under a second key. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { millis, MINUTE } from '@/lib/base/time';
import { alertStores } from '@/lib/meta/alert-stores';
import { openMeta } from '@/lib/meta/db';
import type { Notification } from '@/lib/model/alert-notification';
import { openReceiver, type Receiver } from '@/lib/notify/receiver.testing';
import { isBad } from '@/lib/server/alert-crash.testing';

const START = Date.UTC(2026, 10, 21);
/** Kills, each after so many minutes of the process's clock, and so many ms: between two of its steps, or in the middle of one. */
const KILLS = [
  [1, 0],
  [4, 1],
  [9, 3],
  [2, 7],
  [13, 2],
  [6, 11],
  [3, 5],
  [8, 0],
] as const;

let folder: string;
let receiver: Receiver;
let child: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-crash-'));
  receiver = await openReceiver();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await receiver.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the process until it has evaluated `minutes` windows, and kills it `wait` ms later. The last window that it said. */
async function runAndKill(minutes: number, wait: number): Promise<void> {
  const program = path.join(import.meta.dirname, 'alert-crash.testing.ts');
  const started = spawn(process.execPath, ['--import', 'tsx', program, folder, receiver.url, String(START)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  const exited = new Promise<void>((resolve) => started.once('exit', () => resolve()));
  let said = 0;
  for await (const line of createInterface({ input: started.stdout })) {
    expect(Number(line)).toBeGreaterThan(0);
    said += 1;
    if (said === minutes) setTimeout(() => started.kill('SIGKILL'), wait);
  }
  await exited;
  expect(said).toBeGreaterThanOrEqual(minutes);
}

it('loses nothing, and tells nothing under a new key', async () => {
  for (const [minutes, wait] of KILLS) await runAndKill(minutes, wait);
  // one more start sends what was still on its way
  await runAndKill(1, 0);

  const meta = await openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations'));
  const stores = alertStores(meta, undefined);
  const state = await stores.states.state('crash');
  const changes = await stores.states.changes({ ruleId: 'crash', limit: 10_000 });
  await meta.close();
  const last = state?.evaluatedTo ?? 0;
  // each start says again the window that the one before it said last
  const minutes = KILLS.reduce((sum, [each]) => sum + each - 1, 0);
  expect(last).toBeGreaterThanOrEqual(START + minutes * MINUTE);

  // by hand: it fires in each bad window, and is over in the one after it
  const expected: string[] = [];
  for (let at = START; at <= last; at += MINUTE) {
    if (isBad(at)) expected.push(`${at} firing`);
    else if (at > START && isBad(at - MINUTE)) expected.push(`${at} resolved`);
  }
  const told = receiver.received.map(({ body }) => JSON.parse(body) as Notification);
  const keys = new Map<string, Set<string>>();
  for (const { id, at, kind } of told) keys.set(`${at} ${kind}`, (keys.get(`${at} ${kind}`) ?? new Set()).add(id));
  // the last window's message may still be in the outbox of the process that was killed
  const whole = (lines: readonly string[]) => lines.filter((line) => Number(line.split(' ')[0]) < last).toSorted();
  expect(whole([...keys.keys()])).toEqual(whole(expected));
  expect([...keys.values()].every((ids) => ids.size === 1)).toBe(true);
  expect(new Set(told.map(({ id }) => id)).size).toBe(keys.size);
  // every window was judged once: each change is there once
  const seen = changes.map(({ at, to }) => `${millis(at)} ${to === 'firing' ? 'firing' : 'resolved'}`);
  expect(seen.toSorted()).toEqual(expected.toSorted());
}, 600_000);
