/** The embedded database for tests that need a real one: opened once for a file, empty. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Meta, openMeta } from '@/lib/meta/db';

/** Opens it before the tests of this file and closes it after them; `meta` is there in between. */
export function openTestMeta(): () => Meta {
  let folder: string;
  let meta: Meta;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-meta-'));
    meta = await openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations'));
    // on a busy machine the engine takes its time
  }, 300_000);
  afterAll(async () => {
    await meta.close();
    await rm(folder, { recursive: true, force: true });
  });
  return () => meta;
}
