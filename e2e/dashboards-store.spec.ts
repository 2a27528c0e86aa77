/** Dashboards that people keep: listed, found, moved, their history, two who save at once. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { askDashboards, dashboardOf, keepDashboard, notePanel } from '@/e2e/dashboards';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import type { Dashboard } from '@/lib/model/dashboard';
import type { Revision, SavedDashboard } from '@/lib/model/saved-dashboard';

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

const row = (page: Page, title: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name: title, exact: true }) });
const group = (page: Page, title: string) => page.getByRole('rowgroup').filter({ has: page.getByRole('rowheader', { name: title }) });

test('the list has the prebuilt dashboards and one’s own by folder; words and tags find them, keys move through them', async ({ page }) => {
  await keep('Payments', { folder: 'team/pay', tags: ['money'] });
  await open(page, '/dashboards');
  await expect(group(page, 'Come with Hearth').getByRole('link')).toHaveText([
    'API overview',
    'Stream processing',
    'Business metrics',
    'Infrastructure health',
    'Error tracking',
  ]);
  await expect(group(page, 'team/pay').getByRole('link', { name: 'Payments' })).toBeVisible();
  const link = (title: string) => page.getByRole('main').getByRole('link', { name: title });
  // the list comes with the page's HTML, some time before the page listens to its keys
  await expect(async () => {
    await page.keyboard.press('j');
    await expect(link('API overview')).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('j');
  await expect(link('Stream processing')).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('infra');
  await expect(page.getByRole('main').getByRole('row')).toHaveCount(3); // headings, group, one dashboard
  await page.getByRole('searchbox').fill('');
  await page.getByRole('group', { name: 'Tags' }).getByRole('button', { name: /money/ }).click();
  await expect(row(page, 'API overview')).toBeHidden();
  await expect(row(page, 'Payments')).toBeVisible();
  await expect(page).toHaveURL(/tag=money/);
  await page.getByRole('searchbox').fill('nothing like it');
  await expect(page.getByText('No dashboard is called that')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await row(page, 'Payments').getByRole('link').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Payments' })).toBeVisible();
});

for (const [colorScheme, width] of [
  ['dark', 1440],
  ['light', 390],
] as const) {
  test(`the list is accessible and fits: ${colorScheme}, ${width} px`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await keep(`A title that is as long as titles sometimes are when nobody stops them ${width}`, { tags: ['a-tag', 'another-tag'] });
    await open(page, '/dashboards');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(await page.evaluate(() => window.document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Import' }).click();
    await expect(page.getByRole('dialog', { name: 'Import a dashboard' })).toBeVisible();
    expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  });
}

test('a favourite comes first, stands in the rail, and the palette finds every dashboard', async ({ page }) => {
  await keep('Starred one');
  await keep('Plain one');
  await open(page, '/dashboards');
  await page.getByRole('button', { name: 'Make Starred one a favourite' }).click();
  await expect(group(page, 'Favourites').getByRole('link')).toHaveText(['Starred one']);
  const rail = page.getByRole('navigation', { name: 'Pages' });
  await expect(rail.getByRole('link', { name: 'Starred one' })).toBeVisible();
  await page.reload();
  await expect(group(page, 'Favourites').getByRole('link')).toHaveText(['Starred one']);
  // the list is in the page's HTML, the rail has it once the page runs and listens to its keys
  await expect(rail.getByRole('link', { name: 'Starred one' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByPlaceholder('A page, a dashboard, a service, a trace id …').fill('plain');
  await page.getByRole('option', { name: 'Plain one' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Plain one' })).toBeVisible();
  await open(page, '/dashboards');
  await page.getByRole('button', { name: 'Starred one is a favourite: take it off' }).click();
  await expect(group(page, 'Favourites')).toBeHidden();
  await expect(rail.getByRole('link', { name: 'Starred one' })).toBeHidden();
});

test('a prebuilt dashboard is duplicated, renamed, moved and tagged; deleted, and brought back', async ({ page }) => {
  await open(page, '/dashboards');
  await page.getByRole('button', { name: 'More on Error tracking' }).click();
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeHidden();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(page, 'Error tracking copy')).toBeVisible();
  await page.getByRole('button', { name: 'More on Error tracking copy' }).click();
  await page.getByRole('menuitem', { name: 'Rename, move, tag …' }).click();
  const details = page.getByRole('dialog', { name: 'Name, folder and tags' });
  await details.getByRole('textbox', { name: 'Title' }).fill('Our errors');
  await details.getByRole('combobox', { name: 'Folder' }).fill('/ours / errors/');
  await details.getByRole('textbox', { name: 'Tags' }).fill('urgent, ours');
  await details.getByRole('button', { name: 'Save' }).click();
  await expect(group(page, 'ours/errors').getByRole('link', { name: 'Our errors' })).toBeVisible();
  const { body } = await ask<SavedDashboard>('GET', '/error-tracking-copy');
  expect(body).toMatchObject({
    revision: 2,
    dashboard: { title: 'Our errors', folder: 'ours/errors', tags: ['urgent', 'ours'], prebuilt: false },
  });
  const prebuilt = await ask<SavedDashboard>('GET', '/error-tracking');
  expect(body.dashboard.sections).toEqual(prebuilt.body.dashboard.sections);

  await page.getByRole('button', { name: 'More on Our errors' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(row(page, 'Our errors')).toBeHidden();
  expect((await ask('GET', '/error-tracking-copy')).status).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'Our errors')).toBeVisible();
  expect((await ask<SavedDashboard>('GET', '/error-tracking-copy')).body).toMatchObject({ revision: 2 });
});

test('prebuilt dashboards are not changed or deleted; their favourites and choices are kept', async () => {
  const change = await ask<{ error: { message: string } }>('PUT', '/api-overview', { dashboard: dashboardOf('Mine'), basedOn: 0 });
  expect(change).toMatchObject({
    status: 403,
    body: { error: { fault: 'forbidden', message: expect.stringContaining('comes with Hearth') } },
  });
  expect((await ask('DELETE', '/api-overview')).status).toBe(403);
  expect((await ask('PUT', '/api-overview/choices', { choices: { service: ['api'] } })).status).toBe(200);
  expect((await ask<SavedDashboard>('GET', '/api-overview')).body.choices).toEqual({ service: ['api'] });
  expect((await ask('PUT', '/api-overview/choices', { choices: { nosuch: ['x'] } })).status).toBe(400);
  await ask('PUT', '/api-overview/choices', { choices: {} });
  expect((await ask('PUT', '/new', { dashboard: dashboardOf('New'), basedOn: 0 })).status).toBe(400);
  expect((await ask('POST', '', { dashboard: dashboardOf('Zero \u0000') })).status).toBe(400);
});

test('the history says in words what changed, shows an old revision, and brings it back', async ({ page }) => {
  const slug = await keep('Told in words');
  const second = dashboardOf('Told in other words', {
    sections: [
      { title: '', folded: false, panels: [notePanel('first', 'Bye'), { ...notePanel('second', '2'), at: { x: 6, y: 0, w: 6, h: 4 } }] },
    ],
  });
  await ask('PUT', `/${slug}`, { dashboard: second, basedOn: 1, note: 'A second panel' });
  await open(page, `/dashboards/${slug}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History' });
  const detail = history.getByRole('region', { name: 'Revision 2' });
  await expect(detail.getByRole('listitem')).toHaveText([
    'Renamed from “Told in words” to “Told in other words”.',
    'Panel “first” is drawn differently.',
    'Panel “second” added.',
  ]);
  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([]);
  await history.getByRole('button', { name: /^Revision 1/ }).click();
  await history.getByRole('link', { name: 'Look at it' }).click();
  await expect(page).toHaveURL(/revision=1/);
  await expect(page.getByText('Revision 1 of 2')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Told in words' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeHidden();
  await page.getByRole('button', { name: 'Restore it' }).click();
  await expect(page.getByText('Revision 1 is back')).toBeVisible();
  await expect(page.getByText('Revision 1 of 2')).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Told in words' })).toBeVisible();
  const { body } = await ask<Revision[]>('GET', `/${slug}/revisions`);
  expect(body.map(({ revision, note: why }) => [revision, why])).toEqual([
    [3, 'Restored revision 1'],
    [2, 'A second panel'],
    [1, 'made'],
  ]);
});

/** Adds a section and saves, with the note `why`. */
async function addSectionAndSave(page: Page, why: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Section' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const save = page.getByRole('dialog', { name: 'Save' });
  await save.getByRole('textbox', { name: 'What changed' }).fill(why);
  await save.getByRole('button', { name: 'Save', exact: true }).click();
}

test('of two who save at once, the second sees both versions and decides', async ({ page, context }) => {
  const slug = await keep('Shared by two');
  const other = await context.newPage();
  await open(page, `/dashboards/${slug}?edit=1`);
  await open(other, `/dashboards/${slug}?edit=1`);
  await addSectionAndSave(page, 'mine first');
  await expect(page.getByText('Saved as revision 2')).toBeVisible();
  await addSectionAndSave(other, 'mine second');
  const conflict = other.getByRole('dialog', { name: 'Someone else saved this dashboard' });
  await expect(conflict.getByRole('region', { name: 'Yours' }).getByRole('listitem')).toHaveText(['Section “New section” added.']);
  await expect(conflict.getByRole('region', { name: 'Theirs' }).getByRole('listitem')).toHaveText(['Section “New section” added.']);
  await expect(conflict).toContainText('mine first');
  expect((await ask<Revision[]>('GET', `/${slug}/revisions`)).body.length).toBe(2);
  await conflict.getByRole('button', { name: 'Save mine as revision 3' }).click();
  await expect(other.getByText('Saved as revision 3')).toBeVisible();
  expect((await ask<Revision[]>('GET', `/${slug}/revisions`)).body.map(({ note: why }) => why)).toEqual([
    'mine second',
    'mine first',
    'made',
  ]);
});
