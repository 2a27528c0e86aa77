/** A rule in its editor: thresholds dragged and typed on what it would have done, saved, and set from elsewhere. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { askAlerts, failingRule, keepRule, startAlertsHearth } from '@/e2e/alerts-fixture';
import { pastHour } from '@/e2e/drawn-figures';
import type { TestHearth } from '@/e2e/hearth';
import { sendKnown, times, type KnownSpan } from '@/e2e/known-telemetry';
import type { AlertListing } from '@/lib/model/alert-api';
import type { SavedRule } from '@/lib/model/alert-store';

let hearth: TestHearth;
/** The hour that all of the telemetry lies in: it is over. */
const start = pastHour(2);
const hour = `from=${start}&to=${start + 3_600_000}`;

/** Ten requests of `shop` in the minute `minute`, so many of which fail. */
function minuteOf(minute: number, failed: number): KnownSpan[] {
  const one = { name: 'POST /checkout', at: minute * 60 + 30, millis: 10, kind: 'server' as const, service: 'shop' };
  return [...times(10 - failed, one), ...times(failed, { ...one, failed: true })];
}

test.beforeAll(async () => {
  hearth = await startAlertsHearth();
  // half of all requests fail for three minutes, a fifth of them for two minutes later on
  const failures = (minute: number) => (minute >= 20 && minute < 23 ? 5 : minute >= 40 && minute < 42 ? 2 : 0);
  await sendKnown(hearth.otlpHttp, start, {
    spans: Array.from({ length: 60 }, (_, minute) => minuteOf(minute, failures(minute))).flat(),
    metrics: [{ kind: 'gauge', name: 'test.depth', service: 'shop', points: [60, 600, 1_200].map((at) => [at, 20] as const) }],
  });
});
test.afterAll(() => hearth.dispose());

/** Judged on every minute by itself: warns above 10 %, is critical above 30 %. */
const byMinute = (title: string) =>
  failingRule(title, {
    every: 60_000,
    over: 60_000,
    condition: { is: 'above', warn: { at: 0.1, for: 0 }, critical: { at: 0.3, for: 0 } },
  });

const headline = (page: Page): Locator => page.getByRole('status').filter({ hasText: /would|threshold/ });
const critical = (page: Page): Locator => page.getByRole('slider', { name: 'Critical threshold' });
const typed = (page: Page, label: string): Locator => page.getByRole('textbox', { name: label, exact: true });
const save = (page: Page): Locator => page.getByRole('button', { name: 'Save', exact: true });
const plain = (text: string) => new RegExp(text.replaceAll(' ', '\\s').replaceAll('.', '\\.'));

async function open(page: Page, path: string): Promise<void> {
  await page.goto(hearth.app + path);
  await expect(page.getByRole('region', { name: 'The rule' })).toBeVisible();
  await page.waitForLoadState('networkidle');
}

async function saved(id: string): Promise<SavedRule> {
  return (await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`)).body;
}

test('a threshold is dragged and moved by keys, the firings follow, and what is saved is there after a reload', async ({ page }) => {
  const id = await keepRule(hearth, byMinute('Failing shop'));
  await open(page, `/alerts/${id}?days=1`);
  // the half is critical from the end of its first minute to that of the first good one; the fifth only warns
  await expect(headline(page)).toContainText(plain('would have fired 1×, 3 min · warned 1×'));
  const rows = page.getByRole('table', { name: 'Firings it would have caused' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  // the newest first
  await expect(rows.nth(1)).toContainText(plain('2 min20 %warn'));
  await expect(rows.nth(2)).toContainText(plain('3 min50 %critical'));
  // more or fewer of them push nothing down
  const panels = page.getByRole('group').and(page.locator('section'));
  await expect(panels.last()).toHaveAccessibleName('Firings it would have caused');

  // with the pointer, from 30 % to 15 %: the distance from the warning at 10 % says how far that is
  await expect(critical(page)).toHaveAttribute('aria-valuetext', /^30\s%$/);
  const [from, warn] = await Promise.all([
    critical(page).boundingBox(),
    page.getByRole('slider', { name: 'Warn threshold' }).boundingBox(),
  ]);
  if (!from || !warn) throw new Error('both handles are on the page');
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + ((warn.y - from.y) * 3) / 4, { steps: 6 });
  await page.mouse.up();
  await expect(critical(page)).toHaveAttribute('aria-valuetext', /^1[456]\s%$/);
  await expect(headline(page)).toContainText(plain('would have fired 2×, 5 min in all'));
  await expect(typed(page, 'Critical')).toHaveValue(/^1[456] %$/);

  // by keys, far above everything: Shift moves ten steps at once
  await critical(page).focus();
  await page.keyboard.press('End');
  await expect(headline(page)).toContainText(plain('would have warned 2×, 5 min in all'));

  // typed, and saved by its key
  await typed(page, 'Critical').fill('25 %');
  await expect(headline(page)).toContainText(plain('would have fired 1×, 3 min · warned 1×'));
  await page.keyboard.press('ControlOrMeta+s');
  await expect(page.getByText('Saved as revision 2')).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await page.reload();
  await expect(typed(page, 'Critical')).toHaveValue('25 %');
  expect((await saved(id)).rule.condition).toMatchObject({ critical: { at: 0.25, for: 0 } });

  // a firing leads to its records, in its window
  await rows.nth(2).getByRole('link').click();
  await expect(page).toHaveURL(/\/traces\?/);
  expect(new URL(page.url()).searchParams.get('q')).toContain('shop');
});

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a threshold is dragged by a finger, and the page stays where it is', async ({ page }) => {
    const id = await keepRule(hearth, byMinute('Touched shop'));
    await open(page, `/alerts/${id}?days=1`);
    await expect(critical(page)).toHaveAttribute('aria-valuetext', /^30\s%$/);
    const [from, warn] = await Promise.all([
      critical(page).boundingBox(),
      page.getByRole('slider', { name: 'Warn threshold' }).boundingBox(),
    ]);
    if (!from || !warn) throw new Error('both handles are on the page');
    const finger = await page.context().newCDPSession(page);
    const [x, y, way] = [from.x + from.width / 2, from.y + from.height / 2, ((warn.y - from.y) * 3) / 4];
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y + way * part }] });
    }
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(critical(page)).toHaveAttribute('aria-valuetext', /^1[456]\s%$/);
    await expect(headline(page)).toContainText(plain('would have fired 2×, 5 min in all'));
  });
});

test('a rule that came with Hearth is changed in place and put back to how it came', async ({ page }) => {
  await open(page, '/alerts/high-error-rate?days=1');
  await expect(page.getByText('prebuilt', { exact: true })).toBeVisible();
  await expect(typed(page, 'Critical')).toHaveValue('5 %');
  await typed(page, 'Critical').fill('60 %');
  await expect(page.getByText('unsaved', { exact: true })).toBeVisible();
  await save(page).click();
  await expect(page.getByText('Saved as revision 2')).toBeVisible();
  await page.getByRole('button', { name: 'More on this alert' }).click();
  await page.getByRole('menuitem', { name: 'Put back to how it came' }).click();
  await expect(typed(page, 'Critical')).toHaveValue('5 %');
  expect((await saved('high-error-rate')).rule.condition).toMatchObject({ critical: { at: 0.05 } });
});

test('an alert is set from a panel, from a metric and from SQL', async ({ page }) => {
  await page.goto(`${hearth.app}/dashboards/api-overview?${hour}`);
  await page.getByRole('button', { name: 'More on Error rate', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Set an alert' }).click();
  await expect(page).toHaveURL(/\/alerts\/new\?/);
  await expect(typed(page, 'Title')).toHaveValue('Error rate');
  await typed(page, 'Title').fill('Errors from a panel');
  await typed(page, 'Critical').fill('30 %');
  await save(page).click();
  await expect(page).toHaveURL(/\/alerts\/errors-from-a-panel/);
  expect((await saved('errors-from-a-panel')).rule).toMatchObject({ unit: 'ratio', condition: { is: 'above', critical: { at: 0.3 } } });

  await page.goto(`${hearth.app}/metrics/test.depth?${hour}`);
  await page.getByRole('link', { name: 'Set an alert' }).click();
  await expect(page.getByRole('button', { name: 'Metric: test.depth' })).toBeVisible();

  const sql =
    'SELECT ServiceName AS service, count() AS value FROM otel_traces ' +
    'WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)} GROUP BY service';
  await page.goto(`${hearth.app}/sql?${hour}&q=${encodeURIComponent(sql)}`);
  await page.getByRole('link', { name: 'Set an alert' }).click();
  await expect(typed(page, 'Title')).toHaveValue('');
  await typed(page, 'Title').fill('Too many spans');
  await typed(page, 'Warn').fill('1k');
  await save(page).click();
  await expect(page).toHaveURL(/\/alerts\/too-many-spans/);
  await page.reload();
  await expect(typed(page, 'Warn')).toHaveValue('1000');
  expect((await saved('too-many-spans')).rule.ask).toEqual({ kind: 'sql', text: sql });
});

test('what does not fit is said beside its field, and a rule without a threshold can be kept', async ({ page }) => {
  await open(page, '/alerts/new?days=1');
  await expect(headline(page)).toContainText('no threshold is set');
  const untitled = page.getByText('A rule needs a title.');
  await expect(untitled).toHaveCount(0);
  await save(page).click();
  await expect(untitled).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await expect(page.getByText('Set a threshold: without one it is watched but never fires.')).toBeVisible();
  await typed(page, 'Title').fill('Watched alone');
  await typed(page, 'Critical').fill('much');
  await expect(page.getByText('“much” is no amount here: write it like 5 %.')).toBeVisible();
  await typed(page, 'Critical').fill('');
  await typed(page, 'Over').fill('90 s');
  await expect(page.getByText('A whole number of times 1 min, or less than that.').first()).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await typed(page, 'Over').fill('10 min');
  await typed(page, 'Warn').fill('20 %');
  await typed(page, 'Critical').fill('10 %');
  await expect(page.getByText('Critical lies above warn.')).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await typed(page, 'Warn').fill('');
  await typed(page, 'Critical').fill('');
  await save(page).click();
  await expect(page).toHaveURL(/\/alerts\/watched-alone/);
  expect((await saved('watched-alone')).rule).toMatchObject({ over: 600_000, condition: { is: 'above' } });
});

test('two people save: both changes are shown, and one is taken', async ({ page }) => {
  const id = await keepRule(hearth, byMinute('Saved twice'));
  await open(page, `/alerts/${id}?days=1`);
  await typed(page, 'Critical').fill('40 %');
  const { rule } = await saved(id);
  const theirs = { ...rule, title: 'Saved by them' };
  expect((await askAlerts(hearth, 'PUT', `/alerts/${id}`, { rule: theirs, basedOn: 1, note: 'Renamed' })).status).toBe(200);
  await save(page).click();
  const dialog = page.getByRole('dialog', { name: 'Someone else saved this alert' });
  await expect(dialog.getByRole('region', { name: 'Yours' })).toContainText('above 40 %');
  await expect(dialog.getByRole('region', { name: 'Theirs' })).toContainText('Saved by them');
  await dialog.getByRole('button', { name: 'Save mine as revision 3' }).click();
  await expect(page.getByText('Saved as revision 3')).toBeVisible();
  expect((await saved(id)).rule).toMatchObject({ title: 'Saved twice', condition: { critical: { at: 0.4 } } });
});

test('unsaved changes are not left behind unseen', async ({ page }) => {
  const id = await keepRule(hearth, byMinute('Left behind'));
  await open(page, `/alerts/${id}?days=1`);
  await typed(page, 'Critical').fill('45 %');
  const up = page.locator('header').getByRole('link', { name: 'Alerts', exact: true });
  await up.click();
  const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await expect(typed(page, 'Critical')).toHaveValue('45 %');
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(typed(page, 'Critical')).toHaveValue('30 %');
  await up.click();
  await expect(page).toHaveURL(/\/alerts(\?|$)/);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`nothing stands in the way of a screen reader in ${colorScheme}, nor on a phone`, async ({ page }) => {
    const id = await keepRule(hearth, byMinute(`Read out ${colorScheme}`));
    await page.emulateMedia({ colorScheme });
    await open(page, `/alerts/${id}?days=1`);
    await expect(critical(page)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect(critical(page)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  });
}
