import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { dashboardStore } from '@/lib/meta/dashboard-store';
import { type Meta, openMeta } from '@/lib/meta/db';
import { dashboardRevisions, dashboards } from '@/lib/meta/schema';
import { Dashboard } from '@/lib/model/dashboard';
import type { DashboardStore } from '@/lib/model/dashboard-store';
import { createDashboard, listDashboards, openDashboard, saveDashboard, setChoices, setDeleted } from '@/lib/server/dashboards';

let folder: string;
let meta: Meta;
let store: DashboardStore;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearth-server-dashboards-'));
  meta = await openMeta({ mode: 'embedded', folder }, path.resolve('lib/meta/migrations'));
  store = dashboardStore(meta.db);
});
beforeEach(async () => {
  await meta.db.delete(dashboardRevisions);
  await meta.db.delete(dashboards);
});
afterAll(async () => {
  await meta.close();
  await rm(folder, { recursive: true, force: true });
});

const document = (title: string, over: Partial<Dashboard> = {}) =>
  Dashboard.parse({ version: 2, slug: 'any', title, variables: [], sections: [], ...over });
const create = (title: string, over: Partial<Dashboard> = {}) => createDashboard(store, { dashboard: document(title, over), note: '' });
const mine = async () => (await listDashboards(store)).filter(({ prebuilt }) => !prebuilt);

it('gives every new dashboard a slug of its own: not a prebuilt one’s, not another page’s, not a deleted one’s', async () => {
  const slugs = [];
  for (const title of ['API overview', 'New', 'Twice', 'Twice']) slugs.push((await create(title)).dashboard.slug);
  expect(slugs).toEqual(['api-overview-2', 'new-2', 'twice', 'twice-2']);
  await setDeleted(store, 'twice', true);
  expect((await create('Twice')).dashboard.slug).toBe('twice-3');
  const racers = await Promise.all(Array.from({ length: 8 }, () => create('Raced')));
  expect(new Set(racers.map(({ dashboard }) => dashboard.slug)).size).toBe(8);
});

it('a copy of a prebuilt dashboard is not prebuilt', async () => {
  expect(await create('Copy', { prebuilt: true })).toMatchObject({
    revision: 1,
    may: ['read', 'edit'],
    dashboard: { prebuilt: false, slug: 'copy' },
  });
});

it('lists one that a newer Hearth saved and says why it is not opened; its older revisions still are', async () => {
  await create('Later');
  await saveDashboard(store, 'later', { dashboard: document('Later'), basedOn: 1, note: '' });
  await meta.db.update(dashboards).set({ version: 9 });
  await meta.db
    .update(dashboardRevisions)
    .set({ document: { version: 9, shapes: 'unknown' } })
    .where(eq(dashboardRevisions.revision, 2));
  expect(await mine()).toMatchObject([
    { slug: 'later', title: 'Later', fault: 'A newer Hearth saved this dashboard; this one cannot read it.' },
  ]);
  expect(await openDashboard(store, 'later')).toMatchObject({
    ok: false,
    error: { kind: 'unreadable', revision: 2, message: expect.stringMatching(/version 9/) },
  });
  expect(await openDashboard(store, 'later', 1)).toMatchObject({ ok: true, value: { newest: 2, saved: { may: ['read'] } } });
  await expect(saveDashboard(store, 'later', { dashboard: document('Over it'), basedOn: 1, note: '' })).rejects.toThrow(/version 9/);
});

it('says what is broken in a document that nobody could have saved', async () => {
  await create('Broken');
  await meta.db.update(dashboardRevisions).set({ document: { version: 2, slug: 'broken', title: '', variables: [], sections: [] } });
  expect(await openDashboard(store, 'broken')).toMatchObject({
    ok: false,
    error: { kind: 'unreadable', message: expect.stringMatching(/broken at title/) },
  });
  expect(await mine()).toMatchObject([{ slug: 'broken', title: 'Broken' }]);
});

it('brings up a document of an older format', async () => {
  await create('Old');
  const service = { name: 'service', title: 'service', source: { signal: 'spans' }, field: { in: 'record', name: 'service' } };
  await meta.db.update(dashboardRevisions).set({ document: { version: 1, slug: 'old', title: 'Old', variables: [service], sections: [] } });
  expect(await openDashboard(store, 'old')).toMatchObject({
    ok: true,
    value: { saved: { dashboard: { version: 2, variables: [{ kind: 'field' }] } } },
  });
});

it('gives the newest revision to whoever saves on an old one', async () => {
  await create('Shared');
  expect(await saveDashboard(store, 'shared', { dashboard: document('Second'), basedOn: 1, note: 'b' })).toMatchObject({
    ok: true,
    value: { revision: 2 },
  });
  expect(await saveDashboard(store, 'shared', { dashboard: document('Third'), basedOn: 1, note: 'c' })).toMatchObject({
    ok: false,
    error: { revision: 2, note: 'b', dashboard: { title: 'Second' } },
  });
});

it.each(['zero \u0000 in it', 'half \ud83d a pair'])('refuses text that no database keeps: %j', async (text) => {
  await expect(create('Odd', { description: text })).rejects.toThrow('character');
});

it('keeps texts that only look like that', async () => {
  const description = 'a written \\u0000, a real pair 🔥, a backslash \\\\';
  expect(await create('Fine', { description })).toMatchObject({ dashboard: { description } });
});

it('forgets the choice of a variable that is gone', async () => {
  const service = { kind: 'metric' as const, name: 'queue', title: 'Queue', metrics: ['a'] };
  await create('Chosen', { variables: [service] });
  await setChoices(store, 'chosen', { queue: ['b'] });
  await expect(setChoices(store, 'chosen', { queue: ['a\u0000b'] })).rejects.toMatchObject({ status: 400 });
  expect(await openDashboard(store, 'chosen')).toMatchObject({ value: { saved: { choices: { queue: ['b'] } } } });
  await saveDashboard(store, 'chosen', { dashboard: document('Chosen'), basedOn: 1, note: '' });
  expect(await openDashboard(store, 'chosen')).toMatchObject({ value: { saved: { choices: {} } } });
});
