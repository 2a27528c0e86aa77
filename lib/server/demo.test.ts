import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDemo, type Demo } from '@/lib/server/demo';

let root: string;
let demo: Demo;
const onLive = vi.fn();

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'hearth-demo-'));
  mkdirSync(path.join(root, '.next-server'));
  demo = createDemo(root, 'http://localhost:4318', onLive);
  onLive.mockClear();
});
afterEach(async () => {
  await demo.stop();
  rmSync(root, { recursive: true, force: true });
});

/** What runs in place of the demo's program. */
function program(text: string): void {
  writeFileSync(path.join(root, '.next-server/demo.mjs'), text);
}

const UNTIL_STOPPED = 'setInterval(() => undefined, 1_000);';

it('tells what its program says', async () => {
  program(`process.send({ progress: 0.5 }); ${UNTIL_STOPPED}`);
  expect(demo.state()).toEqual({ state: 'off' });
  demo.start(true);
  expect(demo.state()).toEqual({ state: 'filling', progress: 0 });
  demo.start(true);
  await expect.poll(() => demo.state()).toEqual({ state: 'filling', progress: 0.5 });
  expect(onLive).not.toHaveBeenCalled();
  await demo.stop();
  expect(demo.state()).toEqual({ state: 'off' });
});

it('is live when the history is in', async () => {
  program(`process.send({ live: true }); ${UNTIL_STOPPED}`);
  demo.start(true);
  await expect.poll(() => demo.state().state).toBe('live');
  expect(onLive).toHaveBeenCalledOnce();
});

it('passes on where to send, and whether the history is wanted', async () => {
  program(`process.send({ failed: process.argv.slice(2).join(' ') });`);
  demo.start(false);
  await expect.poll(() => demo.state()).toEqual({ state: 'failed', message: '--endpoint http://localhost:4318 --no-fill' });
});

it.each([
  ['process.exit(3);', 'The demo ended with code 3.'],
  [`process.kill(process.pid, 'SIGKILL');`, 'The demo ended with SIGKILL.'],
])('says that it ended by itself: %s', async (text, message) => {
  program(text);
  demo.start(true);
  await expect.poll(() => demo.state()).toEqual({ state: 'failed', message });
  await demo.stop();
  expect(demo.state()).toEqual({ state: 'off' });
});

it('stops while it starts, and what the old program still says changes nothing', async () => {
  program(`process.once('SIGTERM', () => { process.send({ live: true }); process.disconnect(); });`);
  demo.start(true);
  const stopped = demo.stop();
  expect(demo.state()).toEqual({ state: 'off' });
  await stopped;
  expect(demo.state()).toEqual({ state: 'off' });
  expect(onLive).not.toHaveBeenCalled();
});
