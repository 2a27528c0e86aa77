/** What a machine does to Hearth: a stop while it starts, a data folder that is damaged, a disk that is full. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { countSpans } from '@/e2e/ask';
import { startTestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';

const MIB = 2 ** 20;
let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-trouble-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** Starts Hearth without waiting for it; `exit` has its code and all that it printed. */
function start(dataFolder: string) {
  const child = spawn(process.execPath, ['lib/launch/start.cjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      HEARTH_OTLP_HTTP_PORT: '0',
      HEARTH_OTLP_GRPC_PORT: '0',
      HEARTH_DATA_DIR: dataFolder,
    },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, output: output.trim() }));
  });
  return { child, exit };
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} while it starts: it breaks off cleanly, and starts again`, async () => {
    const { child, exit } = start(folder);
    // looked at often: the whole start may take less than a second
    await expect.poll(() => existsSync(path.join(folder, 'hearth.lock')), { intervals: [20] }).toBe(true);
    child.kill(signal);
    child.kill(signal);
    expect(await exit).toEqual({ code: 0, output: expect.not.stringContaining('Hearth is ready') });
    expect(existsSync(path.join(folder, 'hearth.lock'))).toBe(false);
    const hearth = await startTestHearth({ dataFolder: folder });
    await hearth.dispose();
  });
}

test('a data folder that is damaged: one sentence that names it, and exit code 1', async () => {
  await mkdir(path.join(folder, 'telemetry'));
  await writeFile(path.join(folder, 'telemetry/metadata'), 'not a folder');
  const telemetry = await start(folder).exit;
  expect(telemetry.output).toMatch(new RegExp(`^The data folder ${folder}/telemetry can't be opened: [^\\n]+$`));
  // the metadata is opened first, and so it was made
  await writeFile(path.join(folder, 'meta/PG_VERSION'), 'not a version');
  const meta = await start(folder).exit;
  expect(meta.output).toMatch(new RegExp(`^The metadata in ${folder}/meta cannot be opened: [^\\n]+$`));
  expect([telemetry.code, meta.code]).toEqual([1, 1]);
});

/** A file system of its own of `mebibytes` at `at`; false where this user may not mount one. */
function mountSmallDisk(at: string, mebibytes: number): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a full disk: what was acknowledged stays, senders are asked to come again, and it goes on when there is room', async () => {
  if (!mountSmallDisk(folder, 320)) {
    console.warn('Not tested: a full disk. It takes a user who may mount a tmpfs.');
    return;
  }
  const hearth = await startTestHearth({ dataFolder: path.join(folder, 'data') });
  try {
    const free = () => statfsSync(folder).bavail * statfsSync(folder).bsize;
    const send = (body: Uint8Array<ArrayBuffer>) =>
      fetch(`${hearth.otlpHttp}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
    const ingestState = async () => {
      const health = (await (await fetch(`${hearth.app}/health`)).json()) as { components: { ingest: unknown } };
      return health.components.ingest;
    };
    expect((await send(exportRequest('full', 0, 500))).status).toBe(200);

    const ballast = path.join(folder, 'ballast');
    await writeFile(ballast, Buffer.alloc(free() - MIB));
    const refused = exportRequest('full', 1, 500, { padding: 'x'.repeat(4_000) });
    const answer = await send(refused);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(await answer.text()).toContain('The store could not take it: The disk that holds the data is full.');
    expect(await ingestState()).toEqual({ state: 'degraded', reason: 'The disk that holds the data is full.' });
    expect(await countSpans(hearth.app, 'full')).toEqual({ rows: 500, distinct: 500 });

    await rm(ballast);
    await expect.poll(async () => (await send(refused)).status).toBe(200);
    expect(await ingestState()).toEqual({ state: 'healthy' });
    expect(await countSpans(hearth.app, 'full')).toEqual({ rows: 1_000, distinct: 1_000 });
  } finally {
    await hearth.stop();
    execFileSync('umount', [folder]);
  }
});
