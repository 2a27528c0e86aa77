/** What is left when an alert is over: its changes with values and reasons, who was told, who changed it, and bands on the dashboards. */
import AxeBuilder from '@axe-core/playwright';
import { SpanKind } from '@opentelemetry/api';
import { expect, type Page, test } from '@playwright/test';
import {
  askAlerts,
  failingRule,
  keepRule,
  keepWebhook,
  type Receiver,
  removePrebuilt,
  startAlertsHearth,
  startReceiver,
  untilRule,
} from '@/e2e/alerts-fixture';
import type { TestHearth } from '@/e2e/hearth';
import { createSender, sendCheckout } from '@/e2e/sender';
import type { AlertListing } from '@/lib/model/alert-api';
import type { Notification } from '@/lib/model/alert-notification';

const TITLE = 'Checkout fails';
const PATH = '/alerts/checkout-fails';

let hearth: TestHearth;
let receiver: Receiver;

/** One request of the shop that goes well. */
async function sendGood(): Promise<void> {
  const sender = createSender(hearth.otlpHttp, 'shop');
  sender.tracer.startSpan('POST /checkout', { kind: SpanKind.SERVER }).end();
  await sender.close();
}

/** What the receiver was told, in order. */
function told(): Notification[] {
  return receiver.received.map(({ body }) => JSON.parse(body) as Notification);
}

/** One rule over 20 s windows that fires with real telemetry, is told of, and is over; then somebody raises its threshold. */
test.beforeAll(async () => {
  test.setTimeout(240_000);
  receiver = await startReceiver();
  hearth = await startAlertsHearth();
  await removePrebuilt(hearth);
  const channel = await keepWebhook(hearth, 'Night shift', receiver);
  const id = await keepRule(hearth, failingRule(TITLE, { over: 20_000, tell: [{ channel, of: ['warn', 'critical'] }] }));
  await sendCheckout(hearth.otlpHttp);
  await untilRule(hearth, id, 'critical');
  await expect.poll(() => told().map(({ kind }) => kind), { timeout: 30_000 }).toContain('firing');
  // once the failure has left the window, only good requests are in it
  await expect
    .poll(
      async () => {
        await sendGood();
        return (await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`)).body.condition;
      },
      { timeout: 90_000 },
    )
    .toBe('ok');
  await expect.poll(() => told().at(-1)?.kind, { timeout: 30_000 }).toBe('resolved');
  const { body } = await askAlerts<AlertListing>(hearth, 'GET', `/alerts/${id}`);
  const rule = { ...body.rule, condition: { is: 'above', warn: { at: 0.1, for: 0 }, critical: { at: 0.6, for: 0 } } };
  const { status } = await askAlerts(hearth, 'PUT', `/alerts/${id}`, { rule, basedOn: body.revision, note: 'Half of them is usual here' });
  expect(status).toBe(200);
});
test.afterAll(async () => {
  await hearth.dispose();
  await receiver.close();
});

const changes = (page: Page) => page.getByRole('grid', { name: 'Changes' });
const notifications = (page: Page) => page.getByRole('grid', { name: 'Notifications' });

test('changes with their values, why, the query, and the records behind them', async ({ page }) => {
  await page.goto(`${hearth.app}${PATH}/history`);
  await expect(page).toHaveURL(/t=1d/);
  await expect(page.getByRole('status').first()).toContainText('shop is ok');
  const fired = changes(page)
    .getByRole('row', { name: /critical/ })
    .last();
  await expect(fired).toContainText('shop');
  await expect(fired).toContainText('100 %');
  await expect(fired).toContainText('above 50 %');
  await expect(changes(page).getByRole('row').first()).toContainText(/ok/);
  await expect(page.locator('[data-shade=error]').first()).toBeAttached();

  await changes(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/open=/);
  const panel = page.getByRole('complementary', { name: 'Change' });
  await expect(panel).toContainText('SELECT');
  await expect(panel.getByRole('link', { name: 'Open in SQL' })).toHaveAttribute('href', /\/sql\?.*q=SELECT/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await panel.getByRole('link', { name: 'See its records' }).click();
  await expect(page).toHaveURL(/\/traces\?.*from=\d+/);
  await expect(page.getByRole('grid', { name: 'Spans' }).getByRole('link', { name: 'POST /checkout' })).toHaveCount(1);
  await page.goBack();
  await expect(panel).toContainText('SELECT');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
});

test('a history is narrowed to a kind of change, in the address', async ({ page }) => {
  await page.goto(`${hearth.app}${PATH}/history?t=1d&kind=ok`);
  await expect(changes(page).getByRole('row')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Kind of change' }).click();
  await page.getByRole('option', { name: 'no data' }).click();
  await expect(page.getByText('No such change in this window')).toBeVisible();
  await expect(page).toHaveURL(/kind=noData/);
});

test('who was told of what, and what became of it', async ({ page }) => {
  await page.goto(`${hearth.app}${PATH}/history?t=1d&tab=notifications`);
  const rows = notifications(page).getByRole('row');
  await expect(rows).toHaveCount(receiver.received.length);
  await expect(rows.first()).toContainText('Night shift');
  await expect(rows.first()).toContainText('resolved');
  await expect(rows.first()).toContainText('sent');
  await rows.last().click();
  const panel = page.getByRole('complementary', { name: 'Notification' });
  // what is kept is what arrived
  expect(JSON.parse(await panel.getByLabel('What it says', { exact: true }).innerText())).toEqual(told()[0]);
});

test('who changed what, in words, and an older revision is opened in the editor', async ({ page }) => {
  await page.goto(`${hearth.app}${PATH}/history?t=1d&tab=revisions`);
  const revisions = page.getByRole('list', { name: 'Revisions' });
  await expect(revisions).toContainText('Half of them is usual here');
  await expect(revisions).toContainText('Critical: above 60 %, was above 50 %.');
  const older = revisions.getByRole('link', { name: 'Open this one' });
  await expect(older).toHaveAttribute('href', /checkout-fails\?.*revision=1/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await older.click();
  const banner = page.getByText('Revision 1 of 2, to look at.');
  const critical = page.getByRole('textbox', { name: 'Critical', exact: true });
  await expect(banner).toBeVisible();
  await expect(critical).toHaveValue('50 %');
  // back to the rule as it is: nothing speaks of the older one any more
  await page.getByRole('button', { name: 'Revert' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page).not.toHaveURL(/revision=/);
  await expect(critical).toHaveValue('60 %');
});

test('dashboards shade when it fired, lead to its history, and leave it out when they are told to', async ({ page }) => {
  await page.goto(`${hearth.app}/dashboards/api-overview?t=1h`);
  const strip = page.getByRole('link', { name: /^Alert fired: Checkout fails, shop: critical/ }).first();
  await expect(strip).toBeVisible();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'When alerts fired' }).click();
  await expect(page).toHaveURL(/alerts=off/);
  await expect(strip).toHaveCount(0);
  await page.goBack();
  await strip.click();
  await expect(page).toHaveURL(/\/alerts\/checkout-fails\/history/);
  // another service is none of its business
  await page.goto(`${hearth.app}/dashboards/api-overview?t=1h&var.service=elsewhere`);
  await expect(page.getByRole('heading', { level: 1, name: 'API overview' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Alert fired/ })).toHaveCount(0);
});
