import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { millis } from '@/lib/base/time';
import { type Meta, openMeta } from '@/lib/meta/db';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';
import { searchStore } from '@/lib/meta/searches';
import type { SavedSearch, SearchStore } from '@/lib/model/saved-search';

const migrations = path.resolve('lib/meta/migrations');
let folder: string;
let postgres: TestPostgres;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-searches-'));
  postgres = await startPostgres();
}, 300_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const search = (id: string, name: string, over: Partial<SavedSearch> = {}): SavedSearch => ({
  id,
  name,
  page: 'traces',
  filter: 'error',
  owner: '',
  createdAt: millis(1_700_000_000_123),
  ...over,
});

describe.each<[string, () => Promise<Meta>]>([
  ['PGlite', () => openMeta({ mode: 'embedded', folder: path.join(folder, 'meta') }, migrations)],
  ['PostgreSQL', () => openMeta({ mode: 'server', url: postgres.url }, migrations)],
])('searches on %s', (_name, open) => {
  let meta: Meta;
  let store: SearchStore;
  beforeAll(async () => {
    meta = await open();
    store = searchStore(meta.db);
  }, 60_000);
  afterAll(() => meta.close());

  it('keeps searches by page, as they were, in the order of their names', async () => {
    const odd = search('1', "Slow “things” ' \\ 🔥", { filter: 'message contains "a\\"b" or\nx', owner: 'ann' });
    expect(await store.save(odd)).toBe(true);
    expect(await store.save(search('2', 'All', { filter: '' }))).toBe(true);
    expect(await store.save(search('3', 'All', { page: 'logs' }))).toBe(true);
    expect(await store.list('traces')).toEqual([search('2', 'All', { filter: '' }), odd]);
    expect(await store.list('logs')).toEqual([search('3', 'All', { page: 'logs' })]);
    expect(await store.list('live')).toEqual([]);
  });

  it('keeps nothing under a name that its page has already; of ten at once one wins', async () => {
    const attempts = Array.from({ length: 10 }, (_, n) => search(`raced${n}`, 'Raced', { page: 'live', filter: `n = ${n}` }));
    const saved = await Promise.all(attempts.map((each) => store.save(each)));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await store.list('live')).toEqual([attempts[saved.indexOf(true)]]);
    expect(await store.save(search('late', 'Raced', { page: 'live' }))).toBe(false);
  });

  it('removes one by its id, once; its name is free again', async () => {
    await store.save(search('gone', 'Gone'));
    expect(await store.remove('gone')).toBe(true);
    expect(await store.remove('gone')).toBe(false);
    expect((await store.list('traces')).some(({ name }) => name === 'Gone')).toBe(false);
    expect(await store.save(search('again', 'Gone'))).toBe(true);
  });
});
