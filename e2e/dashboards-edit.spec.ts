/** Dashboards that people make: copied, built, moved about, saved; read for one tenant, on a wall, with metrics of another name. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { pastHour } from '@/e2e/drawn-figures';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown, times } from '@/e2e/known-telemetry';
import { madeDashboard } from '@/e2e/made-dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';

let hearth: TestHearth;
const start = pastHour(2);
/** The hour that all of the telemetry lies in. */
const hour = `from=${start}&to=${start + 3_600_000}`;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const tenant = (id: string) => ({ 'tenant.id': id });
  await sendKnown(hearth.otlpHttp, start, {
    spans: [
      ...times(4, { name: 'GET /a', at: 60, millis: 10, kind: 'server' as const, service: 'api', attributes: tenant('acme') }),
      ...times(2, { name: 'GET /b', at: 120, millis: 20, kind: 'server' as const, service: 'web', attributes: tenant('globex') }),
    ],
    metrics: [
      {
        kind: 'gauge',
        name: 'test.depth',
        service: 'api',
        points: [
          [60, 10],
          [600, 20],
        ],
      },
      {
        kind: 'gauge',
        name: 'other.depth',
        service: 'api',
        points: [
          [60, 6],
          [600, 8],
        ],
      },
    ],
  });
});
test.afterAll(() => hearth.dispose());

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${hearth.app}${path}${path.includes('?') ? '&' : '?'}${hour}`);
  await page.waitForLoadState('networkidle');
}

async function send<T>(method: string, path: string, body: unknown): Promise<T> {
  const headers = { origin: hearth.app, 'content-type': 'application/json' };
  const response = await fetch(hearth.app + path, { method, headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return (await response.json()) as T;
}

/** Keeps a dashboard as `madeDashboard` has it. */
function keep(title: string): Promise<SavedDashboard> {
  return send('POST', '/api/dashboards', { dashboard: madeDashboard(title), note: '' });
}

/** A panel while the dashboard is edited, by its title. */
const placed = (page: Page, title: string): Locator => page.getByRole('group', { name: new RegExp(`^${title}: column`) });
/** A panel while the dashboard is read. */
const panel = (page: Page, title: string): Locator => page.getByRole('group', { name: title, exact: true });
const builder = (page: Page): Locator => page.getByRole('dialog', { name: 'New panel' });

async function addPanel(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Panel' }).click();
  return builder(page);
}

async function choose(page: Page, within: Locator, select: string, option: string): Promise<void> {
  await within.getByRole('combobox', { name: select }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Presses the mouse at `from` and lets it go `by` px further. */
async function drag(page: Page, from: { x: number; y: number }, by: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 5 });
  await page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
  await page.mouse.up();
}

async function boxOf(locator: Locator) {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (!box) throw new Error('The panel is not on the page.');
  return box;
}

test('a copy of a prebuilt dashboard: panels built from spans and from a metric, moved, resized, undone, saved', async ({ page }) => {
  await open(page, '/dashboards/api-overview');
  await page.getByRole('link', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { name: 'API overview (copy)' })).toBeVisible();

  const spans = await addPanel(page);
  await spans.getByLabel('Title').fill('Spans of api');
  await spans.getByRole('button', { name: 'One figure' }).click();
  await choose(page, spans, 'Kind of measure 1', 'Count');
  await spans.getByRole('combobox', { name: 'Filter' }).fill('service.name = api');
  await page.keyboard.press('Enter');
  const preview = spans.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('4', { exact: true })).toBeVisible();
  await spans.getByRole('button', { name: 'Add to the dashboard' }).click();

  const metric = await addPanel(page);
  await metric.getByLabel('Title').fill('Depth');
  await choose(page, metric, 'Signal', 'A metric');
  await metric.getByRole('button', { name: 'Choose a metric' }).click();
  await page.getByPlaceholder('Search metrics').fill('test.dep');
  await page.getByRole('option', { name: /test\.depth/ }).click();
  await metric.getByRole('button', { name: 'Table', exact: true }).click();
  await metric.getByRole('button', { name: 'Add a field' }).click();
  await page.getByPlaceholder('Search fields and keys').fill('service.name');
  await page.getByRole('option', { name: 'service.name', exact: true }).click();
  // (10 + 20) / 2
  await expect(metric.getByRole('row', { name: /api 15/ })).toBeVisible();
  await metric.getByRole('button', { name: 'Add to the dashboard' }).click();
  await expect(placed(page, 'Depth')).toBeFocused();

  const latency = placed(page, 'Latency');
  await expect(latency).toHaveAccessibleName('Latency: column 7, row 4, 6 wide, 7 high');
  const grip = await boxOf(latency);
  await drag(page, { x: grip.x + 80, y: grip.y + 12 }, { x: -grip.width - 10, y: 0 });
  await expect(latency).toHaveAccessibleName(/^Latency: column 1, row \d+, 6 wide, 7 high$/);
  const requests = placed(page, 'Requests');
  const corner = await boxOf(requests);
  await drag(page, { x: corner.x + corner.width - 7, y: corner.y + corner.height - 7 }, { x: corner.width, y: 64 });
  await expect(requests).toHaveAccessibleName('Requests: column 1, row 1, 4 wide, 5 high');
  await page.keyboard.press('Control+z');
  await expect(requests).toHaveAccessibleName('Requests: column 1, row 1, 2 wide, 3 high');
  await page.keyboard.press('Control+Shift+z');
  await expect(requests).toHaveAccessibleName('Requests: column 1, row 1, 4 wide, 5 high');

  await page.getByRole('button', { name: /^Save/ }).click();
  const save = page.getByRole('dialog', { name: 'Save' });
  await save.getByLabel('Title').fill('My API');
  await save.getByLabel('What changed').fill('Depth');
  await save.getByRole('button', { name: 'Save as a new dashboard' }).click();
  await expect(page).toHaveURL(/\/dashboards\/my-api/);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'My API' })).toBeVisible();
  // panels ask when they come into view
  await panel(page, 'Spans of api').scrollIntoViewIfNeeded();
  await expect(panel(page, 'Spans of api').getByText('4', { exact: true })).toBeVisible();
});

test('what is not saved is kept, and asked about', async ({ page }) => {
  const { dashboard } = await keep('Drafts');
  await open(page, `/dashboards/${dashboard.slug}?edit=1`);
  await placed(page, 'Requests').focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('link', { name: 'Traces' }).click();
  const leave = page.getByRole('dialog', { name: 'Leave without saving?' });
  await leave.getByRole('button', { name: 'Stay' }).click();
  page.once('dialog', (asked) => void asked.accept());
  await page.reload();
  await expect(placed(page, 'Requests')).toHaveAccessibleName(/column 1/);
  await page.getByRole('button', { name: 'Take them up' }).click();
  await expect(placed(page, 'Requests')).toHaveAccessibleName(/column 2/);
});

test('a stale save is refused, with both shown', async ({ page }) => {
  const { dashboard, revision } = await keep('Shared');
  await open(page, `/dashboards/${dashboard.slug}?edit=1`);
  await placed(page, 'Requests').focus();
  await page.keyboard.press('ArrowRight');
  await send('PUT', `/api/dashboards/${dashboard.slug}`, {
    dashboard: { ...dashboard, description: 'Theirs' },
    basedOn: revision,
    note: 'theirs came first',
  });
  await page.keyboard.press('Control+s');
  await page.getByRole('dialog', { name: 'Save' }).getByRole('button', { name: 'Save', exact: true }).click();
  const conflict = page.getByRole('dialog', { name: 'Someone else saved this dashboard' });
  await expect(conflict.getByText('theirs came first')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(placed(page, 'Requests')).toHaveAccessibleName(/column 2/);
});

test('a panel is added and moved by the keyboard alone', async ({ page }) => {
  const { dashboard } = await keep('Keys');
  await open(page, `/dashboards/${dashboard.slug}?edit=1`);
  await expect(placed(page, 'Requests')).toBeVisible();
  await page.keyboard.press('p');
  await expect(builder(page).getByLabel('Title')).toBeFocused();
  await page.keyboard.type('Typed');
  await page.keyboard.press('Enter');
  const added = placed(page, 'Typed');
  await expect(added).toBeFocused();
  await expect(added).toHaveAccessibleName('Typed: column 4, row 1, 6 wide, 7 high');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(added).toHaveAccessibleName('Typed: column 5, row 1, 6 wide, 6 high');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Edit panel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(added).toBeVisible();
});

test('a link shows any dashboard for one tenant alone', async ({ page }) => {
  const { dashboard } = await keep('Tenants');
  await open(page, `/dashboards/${dashboard.slug}`);
  await expect(panel(page, 'Requests').getByText('6', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Link for one tenant…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link for one tenant' });
  await dialog.getByRole('option', { name: /globex/ }).click();
  await dialog.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page).toHaveURL(/tenant=globex/);
  await expect(panel(page, 'Requests').getByText('2', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'For globex. Show all tenants' }).click();
  await expect(panel(page, 'Requests').getByText('6', { exact: true })).toBeVisible();
});

test('sections fold, and the address remembers', async ({ page }) => {
  const { dashboard } = await keep('Folded');
  await open(page, `/dashboards/${dashboard.slug}`);
  const queues = page.getByRole('button', { name: /^Queues/ });
  await expect(queues).toHaveAttribute('aria-expanded', 'false');
  await expect(panel(page, 'Depth')).toHaveCount(0);
  await queues.focus();
  await page.keyboard.press('Enter');
  await expect(panel(page, 'Depth')).toBeVisible();
  await page.getByRole('button', { name: /^Requests/ }).click();
  await expect(page).toHaveURL(/fold=0(,|%2C)1/);
  await page.reload();
  await expect(panel(page, 'Depth')).toBeVisible();
  await expect(panel(page, 'Requests')).toHaveCount(0);
});

test('a metric of another name takes the place of one, for everyone', async ({ page }) => {
  const { dashboard } = await keep('Names');
  const path = `/dashboards/${dashboard.slug}?fold=1`;
  await open(page, path);
  // the first of the two names did not arrive
  const depth = page.getByRole('button', { name: /^depth/ });
  await expect(depth).toHaveText(/test\.depth/);
  await expect(panel(page, 'Depth').getByText('15', { exact: true })).toBeVisible();
  await depth.click();
  await page.getByPlaceholder('Search metrics').fill('other');
  await page.getByRole('option', { name: /other\.depth/ }).click();
  // the word that it is kept goes by itself, and the figure may take longer than that
  await expect(page.getByText('Kept for everyone who opens this dashboard')).toBeVisible();
  await expect(panel(page, 'Depth').getByText('7', { exact: true })).toBeVisible();
  await open(page, path);
  await expect(depth).toHaveText(/other\.depth/);
});

test('a kiosk shows the dashboard alone; Escape leaves it', async ({ page }) => {
  const { dashboard } = await keep('Wall');
  await open(page, `/dashboards/${dashboard.slug}?kiosk=1`);
  await expect(page.getByRole('heading', { name: 'Wall' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  await expect(page).not.toHaveURL(/kiosk/);
});

test('a panel from the address is checked', async ({ page }) => {
  await open(page, `/dashboards/new?panel=${encodeURIComponent('{"id":"a"}')}`);
  await expect(page.getByText('This dashboard cannot be begun like that')).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the editor and the builder are accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { dashboard } = await keep(`Axe ${colorScheme}`);
    await open(page, `/dashboards/${dashboard.slug}?edit=1`);
    await expect(placed(page, 'Requests')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await placed(page, 'Requests').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+s');
    await expect(page.getByRole('dialog', { name: 'Save' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.press('Escape');
    await addPanel(page);
    await expect(builder(page).getByRole('region', { name: 'Preview' })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
