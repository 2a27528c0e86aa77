/** Facets, saved and recent searches, with what a real SDK sends. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { createSender } from '@/e2e/sender';

/** Roots of each service, and the plan of the customers that they are for. */
const SENT = [
  ['shop', 3, 'free'],
  ['search', 2, 'paid'],
  ['mail', 1, 'paid'],
] as const;

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  for (const [service, count, plan] of SENT) {
    const sender = createSender(hearth.otlpHttp, service);
    for (let n = 0; n < count; n++) sender.tracer.startSpan(`work of ${service}`, { attributes: { 'customer.plan': plan } }).end();
    await sender.close();
  }
});
test.afterAll(() => hearth.dispose());

const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter' });
const rows = (page: Page) => page.getByRole('grid', { name: 'Spans' }).getByRole('row');
const facet = (page: Page, name: string) => page.getByRole('complementary', { name: 'Facets' }).getByRole('region', { name });

async function open(page: Page, path = '/traces'): Promise<void> {
  await page.goto(hearth.app + path);
  await expect(filter(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test('a facet counts its values; clicks choose, add and leave out, and the filter says so', async ({ page }) => {
  await open(page);
  const service = facet(page, 'Service');
  await expect(service.getByRole('listitem')).toHaveText([/shop.*3/, /search.*2/, /mail.*1/]);
  await service.getByRole('button', { name: /^shop:/ }).click();
  await expect(filter(page)).toHaveValue('service.name = shop');
  await expect(rows(page)).toHaveCount(3);
  // the others stay to be chosen, and other facets count what is left
  await expect(service.getByRole('listitem')).toHaveText([/shop.*3/, /search.*2/, /mail.*1/]);
  await expect(service.getByRole('button', { name: /^shop:/ })).toHaveAttribute('aria-pressed', 'true');
  await expect(facet(page, 'Environment').getByRole('button', { name: 'production: 3' })).toBeVisible();
  await service.getByRole('button', { name: /^mail:/ }).click({ modifiers: ['Shift'] });
  await expect(filter(page)).toHaveValue('service.name in (shop, mail)');
  await expect(rows(page)).toHaveCount(4);
  await service.getByRole('button', { name: /^shop:/ }).click({ modifiers: ['Alt'] });
  await expect(filter(page)).toHaveValue('service.name = mail and service.name != shop');
  await expect(service.getByRole('button', { name: 'shop: 3, excluded' })).toBeVisible();
  await service.getByRole('button', { name: /^mail:/ }).click();
  await expect(filter(page)).toHaveValue('service.name != shop');
  await expect(rows(page)).toHaveCount(3);
});

test('with the keyboard: Enter chooses and takes back, Alt and Enter leave out, f hides all', async ({ page }) => {
  await open(page);
  const shop = facet(page, 'Service').getByRole('button', { name: /^shop:/ });
  await shop.focus();
  await page.keyboard.press('Enter');
  await expect(filter(page)).toHaveValue('service.name = shop');
  await expect(shop).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(filter(page)).toHaveValue('');
  await page.keyboard.press('Alt+Enter');
  await expect(filter(page)).toHaveValue('service.name != shop');
  // the arrows come here from the facet's name, and Tab leaves for the next one
  await page.keyboard.press('Home');
  await expect(facet(page, 'Service').getByRole('button', { name: 'Service', exact: true })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(shop).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(facet(page, 'Environment').getByRole('button', { name: 'Environment', exact: true })).toBeFocused();
  await page.keyboard.press('f');
  await expect(page.getByRole('complementary', { name: 'Facets' })).toBeHidden();
  await page.reload();
  await expect(filter(page)).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Facets' })).toBeHidden();
});

test('any attribute becomes a facet, which this browser keeps until it is removed', async ({ page }) => {
  await open(page);
  await page.getByRole('button', { name: 'Add a facet' }).click();
  await page.getByPlaceholder('a field or an attribute').fill('customer');
  await page.getByRole('option', { name: /customer\.plan/ }).click();
  const plan = facet(page, 'customer.plan');
  await expect(plan.getByRole('listitem')).toHaveText([/free.*3|paid.*3/, /free.*3|paid.*3/]);
  await plan.getByRole('button', { name: /^paid:/ }).click();
  await expect(filter(page)).toHaveValue('customer.plan = paid');
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await expect(plan.getByRole('button', { name: 'paid: 3, chosen' })).toBeVisible();
  await plan.getByRole('button', { name: 'Remove the facet customer.plan' }).click();
  await expect(plan).toBeHidden();
});

test('a search is saved for everyone, runs, and can be deleted and brought back; recent ones run, too', async ({ page, browser }) => {
  await open(page, '/traces?q=service.name+%3D+mail');
  const menu = page.getByRole('dialog', { name: 'Saved and recent searches' });
  await page.getByRole('button', { name: 'Saved' }).click();
  await menu.getByRole('textbox', { name: 'Name of the search' }).fill('Only mail');
  await menu.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(menu.getByRole('button', { name: /^Only mail/ })).toBeVisible();
  await menu.getByRole('textbox', { name: 'Name of the search' }).fill('Only mail');
  await page.keyboard.press('Enter');
  await expect(menu.getByRole('alert')).toHaveText('Not saved: A search called “Only mail” is saved already. Choose another name.');

  const other = await browser.newPage();
  await open(other);
  await other.getByRole('button', { name: 'Saved' }).click();
  await other.getByRole('button', { name: /^Only mail/ }).click();
  await expect(filter(other)).toHaveValue('service.name = mail');
  await expect(rows(other)).toHaveCount(1);
  await other.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rows(other)).toHaveCount(6);
  await other.getByRole('button', { name: 'Saved' }).click();
  await other.getByRole('region', { name: 'Recent in this browser' }).getByRole('button', { name: 'service.name = mail' }).click();
  await expect(filter(other)).toHaveValue('service.name = mail');
  await other.close();

  await menu.getByRole('button', { name: 'Delete Only mail' }).click();
  await expect(menu.getByText('None yet.')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Saved' }).click();
  await expect(menu.getByRole('button', { name: /^Only mail/ })).toBeVisible();
});

test('the routes say what they do not take', async ({ request }) => {
  const searches = `${hearth.app}/api/searches`;
  const draft = { name: ' ', page: 'traces', filter: '' };
  // what changes something has to come from Hearth's own pages
  const headers = { origin: hearth.app };
  const nameless = await request.post(searches, { data: draft, headers });
  expect([nameless.status(), await nameless.text()]).toEqual([400, expect.stringContaining('A search needs a name.')]);
  expect((await request.get(`${searches}?page=nowhere`)).status()).toBe(400);
  const gone = await request.delete(`${searches}/none`, { headers });
  expect([gone.status(), await gone.text()]).toEqual([404, expect.stringContaining('no longer there')]);
  const kept = await request.post(searches, { data: { ...draft, name: 'Ours', page: 'logs' }, headers });
  expect([kept.status(), await kept.json()]).toEqual([201, expect.objectContaining({ name: 'Ours', page: 'logs', owner: '' })]);
  expect(await (await request.get(`${searches}?page=logs`)).json()).toHaveLength(1);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`facets and the menu of searches are accessible in ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, '/traces?q=service.name+%3D+shop');
    await expect(facet(page, 'Service').getByRole('button', { name: /shop.*chosen/ })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.getByRole('button', { name: 'Saved' }).click();
    await expect(page.getByRole('dialog', { name: 'Saved and recent searches' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}

test('on a narrow screen the facets are a sheet', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await page.getByRole('button', { name: /^Facets/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Facets' });
  await sheet.getByRole('button', { name: /^search:/ }).click();
  await page.keyboard.press('Escape');
  await expect(filter(page)).toHaveValue('service.name = search');
  await expect(rows(page)).toHaveCount(2);
});
