/** Dashboards that leave as files and come back, and those that come from elsewhere. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { askDashboards, dashboardOf, keepDashboard, notePanel } from '@/e2e/dashboards';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import type { Dashboard } from '@/lib/model/dashboard';
import type { DashboardListing, SavedDashboard } from '@/lib/model/saved-dashboard';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
});
test.afterAll(() => hearth.dispose());

const ask = <T>(method: string, at: string, body?: unknown) => askDashboards<T>(hearth, method, at, body);
const keep = (title: string, over: Partial<Dashboard> = {}) => keepDashboard(hearth, title, over);

async function open(page: Page, at: string): Promise<void> {
  await page.goto(hearth.app + at);
  await page.waitForLoadState('networkidle');
}

test('what is exported comes back the same; what is imported from elsewhere is looked at first', async ({ page }) => {
  const slug = await keep('There and back', { tags: ['x'], folder: 'a/b', description: 'Both ways' });
  const file = await (await fetch(`${hearth.app}/api/dashboards/${slug}/export`)).text();
  await open(page, '/dashboards');
  await page.getByRole('button', { name: 'Import' }).click();
  const dialog = page.getByRole('dialog', { name: 'Import a dashboard' });
  await dialog.getByLabel('File').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await expect(dialog.getByText('All of it carries over.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await expect(page).toHaveURL(/there-and-back-2/);
  const [one, two] = await Promise.all([slug, `${slug}-2`].map((each) => ask<SavedDashboard>('GET', `/${each}`)));
  expect(two?.body.dashboard).toEqual({ ...one?.body.dashboard, slug: `${slug}-2` });

  await open(page, '/dashboards');
  await page.getByRole('button', { name: 'Import' }).click();
  await dialog.getByRole('textbox').fill('{ not json');
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog.getByRole('alert')).toContainText('This is not JSON');
  const query = { kind: 'TimeSeriesQuery', spec: { plugin: { kind: 'PrometheusTimeSeriesQuery', spec: { query: 'deriv(x[5m])' } } } };
  const perses = {
    kind: 'Dashboard',
    metadata: { name: 'far' },
    spec: {
      display: { name: 'From afar' },
      panels: {
        p: { kind: 'Panel', spec: { display: { name: 'Slope' }, plugin: { kind: 'TimeSeriesChart', spec: {} }, queries: [query] } },
      },
      layouts: [{ kind: 'Grid', spec: { items: [{ x: 0, y: 0, width: 24, height: 6, content: { $ref: '#/spec/panels/p' } }] } }],
    },
  };
  await dialog.getByRole('textbox').fill(JSON.stringify(perses));
  await dialog.getByRole('button', { name: 'Look at it' }).click();
  await expect(dialog.getByText('Panel “Slope”: its PromQL has no counterpart here; it shows its query instead.')).toBeVisible();
  expect((await ask<DashboardListing[]>('GET', '')).body.some(({ title }) => title === 'From afar')).toBe(false);
  await dialog.getByRole('button', { name: 'Save it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'From afar' })).toBeVisible();
  await expect(page.getByText('deriv(x[5m])')).toBeVisible();
});

/** Runs a script as a person does; its exit code and what it said. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { ...process.env, HEARTH_URL: hearth.app };
  try {
    return { code: 0, said: (await promisify(execFile)('npm', ['run', '--silent', ...args], { env })).stdout };
  } catch (cause) {
    const { code, stdout } = cause as { code: number; stdout: string };
    return { code, said: stdout };
  }
}

test('dashboards go into files and come back, and nobody’s work is overwritten', async () => {
  // a dozen programs, one after the other
  test.slow();
  const slug = await keep('In a file');
  const folder = await mkdtemp(path.join(tmpdir(), 'hearth-files-'));
  const file = path.join(folder, `${slug}.json`);
  try {
    expect(await run('dashboards:export', '--', folder, slug, '--dry-run')).toEqual({
      code: 0,
      said: `${slug}: would be written, revision 1.\n1 of 1 in ${folder}.\n`,
    });
    expect(await run('dashboards:export', '--', folder, slug)).toMatchObject({
      code: 0,
      said: expect.stringContaining('written, revision 1'),
    });
    const text = await readFile(file, 'utf8');
    expect(await run('dashboards:export', '--', folder, slug)).toMatchObject({ code: 0, said: expect.stringContaining('unchanged') });
    expect(await readFile(file, 'utf8')).toBe(text);
    expect(await run('dashboards:import', '--', folder)).toMatchObject({ code: 0, said: expect.stringContaining('unchanged') });

    await writeFile(file, text.replace('Hello', 'Hello from the file'));
    expect(await run('dashboards:import', '--', folder, '--dry-run')).toMatchObject({
      code: 0,
      said: expect.stringContaining('would be saved as revision 2'),
    });
    expect((await ask<SavedDashboard>('GET', `/${slug}`)).body.revision).toBe(1);
    expect(await run('dashboards:import', '--', folder)).toMatchObject({ code: 0, said: expect.stringContaining('saved as revision 2') });
    // the file goes on changing without being exported again: what it replaces came from it
    await writeFile(file, text.replace('Hello', 'Hello once more'));
    expect(await run('dashboards:import', '--', folder)).toMatchObject({ code: 0, said: expect.stringContaining('saved as revision 3') });

    // someone saves in Hearth: the file is refused until it is forced
    await ask('PUT', `/${slug}`, { dashboard: dashboardOf('By hand'), basedOn: 3, note: 'by hand' });
    const refused = await run('dashboards:import', '--', folder);
    expect(refused).toMatchObject({
      code: 1,
      said: expect.stringContaining('was saved in Hearth as revision 4, the file is of revision 1'),
    });
    expect(await run('dashboards:import', '--', folder, '--force')).toMatchObject({
      code: 0,
      said: expect.stringContaining('saved as revision 5'),
    });

    await ask('DELETE', `/${slug}`);
    expect(await run('dashboards:import', '--', folder)).toMatchObject({ code: 1, said: expect.stringContaining('was deleted in Hearth') });
    expect((await run('dashboards:import', '--', folder, '--force')).code).toBe(0);
    expect((await ask<SavedDashboard>('GET', `/${slug}`)).body.dashboard.sections).toEqual(
      dashboardOf('x', { sections: [{ title: '', folded: false, panels: [notePanel('first', 'Hello once more')] }] }).sections,
    );

    await writeFile(path.join(folder, 'broken.json'), '{');
    expect(await run('dashboards:import', '--', folder)).toMatchObject({
      code: 1,
      said: expect.stringContaining('broken.json: not imported: it is not JSON'),
    });
    expect((await run('dashboards:import')).code).toBe(2);
    expect((await run('dashboards:import', '--', path.join(folder, 'nowhere'))).code).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
