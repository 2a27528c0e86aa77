/** The page that an operator opens first: what fires, who silences it, and until when. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
  askAlerts,
  failingRule,
  keepRule,
  keepWebhook,
  removePrebuilt,
  startAlertsHearth,
  startReceiver,
  untilRule,
  type Receiver,
} from '@/e2e/alerts-fixture';
import type { TestHearth } from '@/e2e/hearth';
import { sendCheckout } from '@/e2e/sender';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Delivery } from '@/lib/model/alert-notification';

// several windows of 10 s pass in each journey
test.describe.configure({ timeout: 180_000 });

let hearth: TestHearth;
let receiver: Receiver;
let channelId: string;

test.beforeAll(async () => {
  [hearth, receiver] = await Promise.all([startAlertsHearth(), startReceiver()]);
  await removePrebuilt(hearth);
  channelId = await keepWebhook(hearth, 'The desk', receiver);
});
test.afterAll(async () => {
  await receiver.close();
  await hearth.dispose();
});

const row = (page: Page, title: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: title }) });
const tile = (page: Page, name: string) => page.getByRole('group', { name: 'Rules by state' }).getByRole('button', { name });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'Silence' });
const tell = () => [{ channel: channelId, of: ['warn', 'critical'] }];

/** Waits until the page listens to its keys. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(hearth.app + path);
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

test('a rule fires, is silenced by keyboard alone, is held back, and fires again when the silence ends', async ({ page }) => {
  const id = await keepRule(hearth, failingRule('Failing checkouts', { tell: tell(), labels: { team: 'shop' } }));
  await sendCheckout(hearth.otlpHttp);
  await untilRule(hearth, id, 'critical');
  await open(page, '/alerts');

  const rule = row(page, 'Failing checkouts');
  await expect(rule).toContainText('critical');
  await expect(rule).toContainText('100 %');
  await expect(rule).toContainText('above 50 %');
  await expect(rule).toContainText('1 of 1');
  await expect(rule).toContainText('The desk');
  await expect(tile(page, 'Firing')).toContainText('1');
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Alerts' })).toContainText(
    '1 firing',
  );
  await expect.poll(() => receiver.received.length).toBe(1);

  await page.keyboard.press('j');
  await expect(rule.getByRole('link', { name: 'Failing checkouts' })).toBeFocused();
  await page.keyboard.press('s');
  await expect(dialog(page).getByRole('status')).toHaveText('It is about 1 group of 1 rule, 1 in trouble now.');
  // the reason is where the typing goes, and Enter keeps it
  await expect(dialog(page).getByRole('textbox', { name: 'Why' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(dialog(page).getByRole('alert')).toHaveText('Say why, for whoever finds it.');
  await page.keyboard.type('Cards are refused on purpose');
  await page.keyboard.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
  await expect(rule).toContainText('silenced');
  await expect(tile(page, 'Silenced')).toContainText('1');
  await expect(tile(page, 'Firing')).toContainText('0');

  await page.getByRole('link', { name: 'Silences' }).click();
  const silence = row(page, 'Cards are refused on purpose');
  await expect(silence).toContainText('Failing checkouts');
  await expect(silence).toContainText('1 group of 1 rule, 1 in trouble now');
  await expect(silence).toContainText('holds now, for another');
  expect(receiver.received).toHaveLength(1);
  await silence.getByRole('button', { name: /^End now/ }).click();
  await expect(page.getByRole('rowgroup').filter({ hasText: 'Ended in the last 30 days' })).toContainText('Cards are refused on purpose');
  await untilRule(hearth, id, 'critical');
  await page.getByRole('link', { name: 'Rules' }).click();
  await expect(row(page, 'Failing checkouts')).toContainText('critical');
});

test('a silence by label holds the messages of every rule that it fits', async ({ page }) => {
  await sendCheckout(hearth.otlpHttp);
  await open(page, '/alerts/silences');
  await page.getByRole('main').getByRole('button', { name: 'Silence', exact: true }).click();
  await dialog(page).getByRole('button', { name: 'Only where a label …' }).click();
  await dialog(page).getByRole('combobox', { name: 'Name of label 1' }).fill('service.name');
  await dialog(page).getByRole('combobox', { name: 'Value of label 1' }).fill('shop');
  await expect(dialog(page).getByRole('status')).toHaveText(/^It is about 1 group of 1 rule, /);
  await expect(dialog(page).getByRole('list', { name: 'What it is about' })).toContainText('Failing checkouts · shop');
  await dialog(page).getByRole('button', { name: '4 h', exact: true }).click();
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('The shop is being moved');
  await dialog(page).getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(row(page, 'The shop is being moved')).toContainText('service.name = shop');

  const before = receiver.received.length;
  const id = await keepRule(hearth, failingRule('Held from the start', { tell: tell() }));
  await untilRule(hearth, id, 'silenced');
  await expect
    .poll(async () => (await askAlerts<Delivery[]>(hearth, 'GET', `/alerts/deliveries?ruleId=${id}`)).body.map(({ state }) => state))
    .toEqual(['silenced']);
  expect(receiver.received).toHaveLength(before);

  await row(page, 'The shop is being moved')
    .getByRole('button', { name: /^End now/ })
    .click();
  // what still fires is told once nothing holds it back
  await expect.poll(() => receiver.received.length, { timeout: 45_000 }).toBeGreaterThan(before);
});

test('a silence of many groups names the first and counts the others', async ({ page }) => {
  const quiet = ['one', 'two', 'three', 'four', 'five', 'six'].map((name) =>
    failingRule(`Quiet ${name}`, { labels: { team: 'quiet' }, paused: true }),
  );
  const ids = await Promise.all(quiet.map((rule) => keepRule(hearth, rule)));
  await open(page, '/alerts/silences');
  // what is listed is asked for by the running page, which listens to its keys by then
  await expect(page.getByRole('main').getByRole('table').or(page.getByText('Nothing is silenced'))).toBeVisible();
  await page.keyboard.press('n');
  await dialog(page).getByRole('button', { name: 'Only where a label …' }).click();
  await dialog(page).getByRole('combobox', { name: 'Name of label 1' }).fill('team');
  // what there is to choose from comes from the server
  await expect(dialog(page).locator('datalist option[value="quiet"]')).toBeAttached();
  await dialog(page).getByRole('combobox', { name: 'Value of label 1' }).fill('quiet');
  await expect(dialog(page).getByRole('status')).toHaveText('It is about 6 groups of 6 rules, none in trouble now.');
  await expect(dialog(page).getByRole('listitem')).toHaveText(['Quiet five', 'Quiet four', 'Quiet one', 'Quiet six']);
  await expect(dialog(page).getByText('and 2 more')).toBeVisible();
  await page.keyboard.press('Escape');
  for (const id of ids) await askAlerts(hearth, 'DELETE', `/alerts/${id}`);
});

test('a maintenance window says when it comes next, and is changed and ended', async ({ page }) => {
  await open(page, '/alerts/silences');
  await page.getByRole('button', { name: 'Maintenance window' }).click();
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('Backups');
  await dialog(page).getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toHaveText('Choose at least one day.');
  await dialog(page).getByRole('button', { name: 'Saturday' }).click();
  await dialog(page).getByRole('button', { name: 'Sunday' }).click();
  await dialog(page).getByLabel('Time of day at which it begins').fill('23:30');
  await dialog(page).getByRole('combobox', { name: 'Time zone' }).fill('Europe/Atlantis');
  await dialog(page).getByRole('button', { name: 'Silence', exact: true }).click();
  await expect(dialog(page).getByRole('alert')).toContainText('No time zone is called that.');
  await dialog(page).getByRole('combobox', { name: 'Time zone' }).fill('Europe/Prague');
  await expect(dialog(page).getByRole('list', { name: 'Next times' }).getByRole('listitem')).toHaveCount(3);
  await dialog(page).getByRole('button', { name: 'Silence', exact: true }).click();

  const recurring = page.getByRole('rowgroup').filter({ hasText: 'Maintenance windows' });
  await expect(recurring).toContainText('Sat, Sun 23:30 for 2 h, Europe/Prague');
  await recurring.getByRole('button', { name: 'Change: Backups' }).click();
  const change = page.getByRole('dialog', { name: 'Change the silence' });
  await change.getByRole('spinbutton', { name: 'Hours' }).fill('1');
  await change.getByRole('button', { name: 'Save' }).click();
  await expect(recurring).toContainText('for 1 h');
  await recurring.getByRole('button', { name: /^End now/ }).click();
  await expect(page.getByText('The silence has ended')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(recurring).toContainText('Backups');
});

test('several rules are paused and resumed together, found by words, and the address keeps what is shown', async ({ page }) => {
  for (const [title, team] of [
    ['Bulk one', 'data'],
    ['Bulk two', 'data'],
    ['Bulk three', 'web'],
  ] as const) {
    await keepRule(hearth, failingRule(title, { labels: { team }, condition: { is: 'above', critical: { at: 2, for: 0 } } }));
  }
  await open(page, '/alerts');
  await page.keyboard.press('/');
  await page.keyboard.type('bulk');
  await expect(page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: /^Bulk/ }) })).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Choose Bulk one' }).check();
  await page.getByRole('checkbox', { name: 'Choose Bulk two' }).check();
  const bar = page.getByRole('toolbar', { name: 'With the chosen rules' });
  await expect(bar.getByRole('status')).toHaveText('2 chosen');
  await bar.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('2 rules are paused')).toBeVisible();
  await expect(row(page, 'Bulk one')).toContainText('paused');
  await expect(row(page, 'Bulk two')).toContainText('paused');
  await tile(page, 'Paused').click();
  await expect(page).toHaveURL(/show=paused/);
  await expect(row(page, 'Bulk three')).toHaveCount(0);
  await page.reload();
  await expect(row(page, 'Bulk one')).toContainText('paused');
  await expect(row(page, 'Bulk three')).toHaveCount(0);
  await page.getByRole('checkbox', { name: 'Choose all rules that are shown' }).check();
  await bar.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByText('No rule fits')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await page.getByRole('combobox', { name: 'by' }).click();
  await page.getByRole('option', { name: 'team' }).click();
  await expect(page.getByRole('rowgroup').filter({ hasText: /^data/ }).getByRole('row')).toHaveCount(3);
});

test('a rule is copied, deleted and brought back with its history', async ({ page }) => {
  const id = await keepRule(hearth, failingRule('To be deleted'));
  await open(page, '/alerts?q=deleted');
  await page.getByRole('button', { name: 'More on To be deleted' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(row(page, 'To be deleted copy')).toContainText('paused');
  await page.getByRole('button', { name: 'More on To be deleted', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByText('To be deleted is deleted')).toBeVisible();
  expect((await askAlerts(hearth, 'GET', `/alerts/${id}`)).status).toBe(404);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`)).body.revision).toBe(2);
});

test('says what failed, and what to do where there is nothing', async ({ page }) => {
  await page.route('**/api/alerts', (route) =>
    route.fulfill({ status: 500, json: { error: { fault: 'failed', message: 'The metadata does not answer.' } } }),
  );
  await page.goto(`${hearth.app}/alerts`);
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: 'The rules could not be read' })).toContainText(
    'The metadata does not answer.',
  );
  await page.unroute('**/api/alerts');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Alert rules' })).toBeVisible();
  await page.route('**/health', (route) =>
    route.fulfill({ status: 503, json: { components: { alerts: { state: 'degraded', reason: '3 of 9 rules are evaluated late' } } } }),
  );
  await page.reload();
  await expect(page.getByText('Do not rely on being told: 3 of 9 rules are evaluated late.')).toBeVisible();
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`nothing stands in the way of a screen reader in ${colorScheme}, nor on a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    for (const path of ['/alerts', '/alerts/silences']) {
      await open(page, path);
      await expect(page.getByRole('main').getByRole('table')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
    await page.getByRole('button', { name: 'Maintenance window' }).click();
    await expect(dialog(page)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/alerts', '/alerts/silences']) {
      await open(page, path);
      await expect(page.getByRole('main').getByRole('table')).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    }
  });
}
