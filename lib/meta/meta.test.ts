import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MetaSettings, openMeta } from '@/lib/meta/db';
import { DEMO, readSetting, writeSetting } from '@/lib/meta/settings';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';

const migrations = path.resolve('lib/meta/migrations');
let folder: string;
let postgres: TestPostgres;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-meta-'));
  postgres = await startPostgres();
}, 300_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

describe.each<[string, () => MetaSettings]>([
  ['PGlite', () => ({ mode: 'embedded', folder: path.join(folder, 'meta') })],
  ['PostgreSQL', () => ({ mode: 'server', url: postgres.url })],
])('metadata on %s', (_name, settings) => {
  it('has a fallback, keeps what was written over a restart, and overwrites it', async () => {
    const first = await openMeta(settings(), migrations);
    expect(await readSetting(first.db, DEMO)).toEqual({ on: false });
    await writeSetting(first.db, DEMO, { on: true, filledAt: 1 });
    await first.close();
    const second = await openMeta(settings(), migrations);
    expect(await readSetting(second.db, DEMO)).toEqual({ on: true, filledAt: 1 });
    await writeSetting(second.db, DEMO, { on: false });
    expect(await readSetting(second.db, DEMO)).toEqual({ on: false });
    await second.check();
    await second.close();
  });
});

it('lets several processes migrate one PostgreSQL at once', async () => {
  await promisify(execFile)('psql', [postgres.url, '-c', 'CREATE DATABASE several'], { cwd: folder });
  const url = postgres.url.replace(/\/[^/]*$/, '/several');
  const opened = await Promise.all(Array.from({ length: 4 }, () => openMeta({ mode: 'server', url }, migrations)));
  await Promise.all(opened.map((meta) => meta.check()));
  await Promise.all(opened.map((meta) => meta.close()));
});

it('says in a sentence that a server is not there, without its password', async () => {
  const opening = openMeta({ mode: 'server', url: 'postgres://hearth:secret@127.0.0.1:1/hearth' }, migrations);
  await expect(opening).rejects.toThrow(
    'The PostgreSQL server of HEARTH_DATABASE_URL (127.0.0.1:1) cannot be used: connect ECONNREFUSED 127.0.0.1:1.',
  );
});
