/** The metadata on PGlite and on a real PostgreSQL, for tests that hold for both. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Meta, openMeta } from '@/lib/meta/db';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';

const migrations = path.resolve('lib/meta/migrations');

/** Runs `tests` once for each database: `meta` opens it, empty. */
export function onBoth(name: string, tests: (meta: () => Meta) => void): void {
  describe.each(['PGlite', 'PostgreSQL'])(`${name} on %s`, (which) => {
    let folder: string;
    let postgres: TestPostgres | undefined;
    let meta: Meta;
    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'hearth-meta-'));
      postgres = which === 'PostgreSQL' ? await startPostgres() : undefined;
      meta = await openMeta(postgres ? { mode: 'server', url: postgres.url } : { mode: 'embedded', folder }, migrations);
    }, 300_000);
    afterAll(async () => {
      await meta.close();
      await postgres?.stop();
      await rm(folder, { recursive: true, force: true });
    });
    tests(() => meta);
  });
}
