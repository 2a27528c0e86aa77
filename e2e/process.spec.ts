/** Hearth as a process: how it starts, refuses to start, stops, and is killed. */
import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { countSpans } from '@/e2e/ask';
import { startTestHearth } from '@/e2e/hearth';
import { exportRequest } from '@/e2e/otlp';

async function refusedStart(env: Record<string, string>): Promise<{ code: number; output: string }> {
  try {
    await promisify(execFile)(process.execPath, ['lib/launch/start.cjs'], {
      env: { ...process.env, PORT: '0', HEARTH_OTLP_HTTP_PORT: '0', HEARTH_OTLP_GRPC_PORT: '0', ...env },
    });
  } catch (cause) {
    const { code, stdout, stderr } = cause as { code: number; stdout: string; stderr: string };
    return { code, output: `${stdout}${stderr}`.trim() };
  }
  throw new Error('Hearth started where it should not have.');
}

test.describe('a start that cannot be', () => {
  let folder: string;
  test.beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-refused-'));
  });
  test.afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a taken port', async () => {
    const taker = createServer();
    await new Promise<void>((resolve) => taker.listen(0, '127.0.0.1', resolve));
    const { port } = taker.address() as AddressInfo;
    for (const variable of ['PORT', 'HEARTH_OTLP_HTTP_PORT', 'HEARTH_OTLP_GRPC_PORT']) {
      const { code, output } = await refusedStart({ [variable]: String(port), HEARTH_DATA_DIR: path.join(folder, 'port') });
      expect(output).toBe(`Port ${port} is taken: stop the program that has it, or set ${variable} to another port.`);
      expect(code).toBe(1);
    }
    taker.close();
  });

  test('a data folder that is a file', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    const { code, output } = await refusedStart({ HEARTH_DATA_DIR: file });
    expect(output).toMatch(
      /^The data folder \S+ cannot be read and written \(EEXIST\): set HEARTH_DATA_DIR to a folder that this user may use\.$/,
    );
    expect(code).toBe(1);
  });

  test('a data folder in use', async () => {
    const hearth = await startTestHearth();
    const { code, output } = await refusedStart({ HEARTH_DATA_DIR: hearth.dataFolder });
    expect(output).toBe(
      `The data folder ${hearth.dataFolder} is in use by another Hearth: stop that one, or set HEARTH_DATA_DIR to another folder.`,
    );
    expect(code).toBe(1);
    await hearth.dispose();
  });

  test('a setting that does not fit, and an open address', async () => {
    expect(await refusedStart({ HEARTH_RETENTION_DAYS_LOGS: 'ever' })).toEqual({
      code: 1,
      output: 'HEARTH_RETENTION_DAYS_LOGS must be a whole number from 1 to 3650; it is "ever".',
    });
    const { code, output } = await refusedStart({ HEARTH_HOST: '0.0.0.0' });
    expect(output).toContain('set HEARTH_UNSAFE_OPEN=true');
    expect(code).toBe(1);
  });

  test('servers that are not there', async () => {
    const postgres = await refusedStart({
      HEARTH_DATA_DIR: path.join(folder, 'servers'),
      HEARTH_DATABASE_URL: 'postgres://hearth:secret@127.0.0.1:1/hearth',
    });
    expect(postgres.output).toMatch(
      /^The PostgreSQL server of HEARTH_DATABASE_URL \(127\.0\.0\.1:1\) cannot be used: .*ECONNREFUSED[^\n]*\.$/,
    );
    const clickhouse = await refusedStart({
      HEARTH_DATA_DIR: path.join(folder, 'servers'),
      HEARTH_CLICKHOUSE_URL: 'http://hearth:secret@127.0.0.1:1/default',
    });
    expect(clickhouse.output).not.toContain('secret');
    expect(clickhouse.output).toMatch(/^[^\n]*127\.0\.0\.1:1[^\n]*$/);
    expect([postgres.code, clickhouse.code]).toEqual([1, 1]);
  });

  test('a Node that is too old', async () => {
    const script = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require('./lib/launch/start.cjs');`;
    const child = spawn(process.execPath, ['-e', script]);
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(output.trim()).toBe('Hearth needs Node 20.19 or newer; this is 18.20.0.');
    expect(code).toBe(1);
  });
});

test('an open Hearth says loudly that it is open', async () => {
  const hearth = await startTestHearth({ env: { HEARTH_HOST: '0.0.0.0', HEARTH_UNSAFE_OPEN: 'true' } });
  expect(hearth.output()).toContain('WARNING: HEARTH_UNSAFE_OPEN=true');
  await hearth.dispose();
});

test('SIGTERM: what is on its way is stored, the exit is 0, and it is all there after a restart', async () => {
  const hearth = await startTestHearth();
  const sent = Array.from({ length: 20 }, (_, index) => post(hearth.otlpHttp, exportRequest('stop', index, 50)));
  await Promise.race(sent);
  // a stop that takes too long ends itself, with 1
  expect(await hearth.stop('SIGTERM')).toBe(0);
  const acknowledged = (await Promise.all(sent)).filter((status) => status === 200).length;
  expect(acknowledged).toBeGreaterThan(0);
  const again = await startTestHearth({ dataFolder: hearth.dataFolder });
  const { rows, distinct } = await countSpans(again.app, 'stop');
  expect(rows).toBe(distinct);
  expect(rows).toBeGreaterThanOrEqual(acknowledged * 50);
  await again.dispose();
});

test('npm start stops as cleanly when npm gets the signal', async () => {
  const hearth = await startTestHearth({ npm: true });
  expect((await fetch(`${hearth.app}/ready`)).status).toBe(200);
  expect(await hearth.stop('SIGTERM')).toBe(0);
  await expect(fetch(`${hearth.app}/ready`)).rejects.toThrow();
  await hearth.dispose();
});

test('kill -9 under load: after a restart and the senders’ retries, every span is there exactly once', async () => {
  test.setTimeout(180_000);
  let hearth = await startTestHearth();
  const requests = Array.from({ length: 120 }, (_, index) => exportRequest('kill', index, 100));
  const acknowledged = new Set<number>();
  for (const round of [0, 1, 2]) {
    const open = requests.map((body, index) => ({ body, index })).filter(({ index }) => !acknowledged.has(index));
    const enough = 40 * (round + 1);
    // four senders; the process is killed while they are in the middle of it
    const senders = Array.from({ length: 4 }, async (_, sender) => {
      for (const { body, index } of open.filter(({ index: at }) => at % 4 === sender)) {
        if ((await post(hearth.otlpHttp, body)) !== 200) return;
        acknowledged.add(index);
        if (acknowledged.size >= enough && round < 2) hearth.process.kill('SIGKILL');
      }
    });
    await Promise.all(senders);
    if (round < 2) {
      await hearth.stop('SIGKILL');
      hearth = await startTestHearth({ dataFolder: hearth.dataFolder });
    }
  }
  expect(acknowledged.size).toBe(120);
  expect(await countSpans(hearth.app, 'kill')).toEqual({ rows: 12_000, distinct: 12_000 });
  await hearth.dispose();
});

async function post(endpoint: string, body: Uint8Array<ArrayBuffer>): Promise<number> {
  try {
    const response = await fetch(`${endpoint}/v1/traces`, { method: 'POST', headers: { 'content-type': 'application/x-protobuf' }, body });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0; // the connection went down with the process: not acknowledged
  }
}
