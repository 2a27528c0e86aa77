import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dashboardStore } from '@/lib/meta/dashboard-store';
import { type Meta, openMeta } from '@/lib/meta/db';
import { startPostgres, type TestPostgres } from '@/lib/meta/postgres.testing';
import { Dashboard } from '@/lib/model/dashboard';
import type { DashboardStore, RevisionToKeep } from '@/lib/model/dashboard-store';

const migrations = path.resolve('lib/meta/migrations');
let folder: string;
let postgres: TestPostgres;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-dashboards-'));
  postgres = await startPostgres();
}, 300_000);
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

const dashboard = (slug: string, title: string, over: Partial<Dashboard> = {}) =>
  Dashboard.parse({ version: 2, slug, title, variables: [], sections: [], ...over });
const revision = (slug: string, title: string, basedOn: number, over: Partial<Dashboard> = {}): RevisionToKeep => ({
  dashboard: dashboard(slug, title, over),
  basedOn,
  note: `note ${basedOn + 1}`,
  savedBy: '',
  savedAt: 1_000 * (basedOn + 1),
});

describe.each<[string, () => Promise<Meta>]>([
  ['PGlite', () => openMeta({ mode: 'embedded', folder: path.join(folder, 'meta') }, migrations)],
  ['PostgreSQL', () => openMeta({ mode: 'server', url: postgres.url }, migrations)],
])('dashboards on %s', (_name, open) => {
  let meta: Meta;
  let store: DashboardStore;
  beforeAll(async () => {
    meta = await open();
    store = dashboardStore(meta.db);
  }, 60_000);
  afterAll(() => meta.close());

  it('keeps every revision, and lists the newest', async () => {
    expect(await store.save(revision('one', 'First', 0, { folder: 'team', tags: ['a'] }))).toBe(true);
    expect(await store.save(revision('one', 'Second', 1, { tags: ['a', 'b'] }))).toBe(true);
    const about = { slug: 'one', owner: '', version: 2, description: '', folder: '', tags: ['a', 'b'], savedBy: '' };
    expect(await store.list()).toEqual([{ ...about, title: 'Second', revision: 2, savedAt: 2_000 }]);
    expect(await store.revisions('one')).toEqual([
      { revision: 2, savedAt: 2_000, savedBy: '', note: 'note 2' },
      { revision: 1, savedAt: 1_000, savedBy: '', note: 'note 1' },
    ]);
    expect(await store.revision('one')).toMatchObject({ revision: 2, newest: 2, deleted: false, document: { title: 'Second' } });
    expect((await store.revision('one', 1))?.document).toEqual(dashboard('one', 'First', { folder: 'team', tags: ['a'] }));
    expect(await store.revision('one', 3)).toBeUndefined();
    expect(await store.revision('none')).toBeUndefined();
  });

  it('keeps nothing of a save that is based on an old revision, on none, or on one to come', async () => {
    await store.save(revision('stale', 'First', 0));
    await store.save(revision('stale', 'Second', 1));
    for (const basedOn of [0, 1, 3]) expect(await store.save(revision('stale', 'Late', basedOn))).toBe(false);
    expect(await store.save(revision('nowhere', 'Late', 1))).toBe(false);
    expect(await store.revision('stale')).toMatchObject({ revision: 2, document: { title: 'Second' } });
    expect((await store.revisions('stale')).length).toBe(2);
    expect(await store.revision('nowhere')).toBeUndefined();
  });

  it('of twenty who save at once, exactly one wins each revision', async () => {
    const savers = Array.from({ length: 20 }, (_, saver) => `Saver ${saver}`);
    for (const basedOn of [0, 1, 2]) {
      const saved = await Promise.all(savers.map((title) => store.save(revision('raced', title, basedOn))));
      expect(saved.filter(Boolean).length).toBe(1);
      const winner = savers[saved.indexOf(true)];
      // the list and the content are of the same saver
      expect(await store.revision('raced')).toMatchObject({ revision: basedOn + 1, document: { title: winner } });
      expect((await store.list()).find(({ slug }) => slug === 'raced')).toMatchObject({ title: winner, revision: basedOn + 1 });
    }
    expect((await store.revisions('raced')).map(({ revision: number }) => number)).toEqual([3, 2, 1]);
  });

  it('deletes and brings back, with all revisions; a deleted one is not saved over', async () => {
    await store.save(revision('gone', 'Gone', 0));
    expect(await store.setDeleted('gone', true)).toBe(true);
    expect((await store.list()).some(({ slug }) => slug === 'gone')).toBe(false);
    expect(await store.revision('gone')).toMatchObject({ deleted: true, revision: 1 });
    for (const basedOn of [0, 1]) expect(await store.save(revision('gone', 'Again', basedOn))).toBe(false);
    expect(await store.setDeleted('gone', false)).toBe(true);
    expect((await store.list()).some(({ slug }) => slug === 'gone')).toBe(true);
    expect(await store.save(revision('gone', 'Again', 1))).toBe(true);
    expect(await store.setDeleted('nowhere', true)).toBe(false);
  });

  it('keeps favourites per owner, of dashboards that it does not keep, too', async () => {
    await store.setFavourite('api-overview', '', true);
    await store.setFavourite('api-overview', '', true);
    await store.setFavourite('one', 'ann', true);
    expect([...(await store.favourites(''))]).toEqual(['api-overview']);
    expect([...(await store.favourites('ann'))]).toEqual(['one']);
    await store.setFavourite('api-overview', '', false);
    expect((await store.favourites('')).size).toBe(0);
    expect((await store.favourites('ann')).size).toBe(1);
  });

  it('keeps what variables stand for', async () => {
    expect(await store.choices('api-overview')).toEqual({});
    await store.setChoices('api-overview', { metric: ['a.b'], service: ['x', 'y'] });
    await store.setChoices('api-overview', { metric: ['c'] });
    expect(await store.choices('api-overview')).toEqual({ metric: ['c'] });
  });

  it('gives a document back as it was, whatever its texts are', async () => {
    const text = 'quotes \' " \\ and ✓ 🔥 \n \u007f';
    const odd = dashboard('odd', text, { description: text, tags: [text], folder: text });
    await store.save({ ...revision('odd', text, 0), dashboard: odd, note: text });
    expect(await store.revision('odd')).toMatchObject({ document: odd, note: text });
  });
});
