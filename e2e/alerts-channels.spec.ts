/** Channels as a person makes them: tried before they are kept, their payload to the letter, secrets that never come back, what was sent. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import {
  askAlerts,
  failingRule,
  keepRule,
  keepWebhook,
  type Receiver,
  startAlertsHearth,
  startReceiver,
  untilRule,
} from '@/e2e/alerts-fixture';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendCheckout } from '@/e2e/sender';
import type { ShownChannel } from '@/lib/model/alert-channel';

const TOKEN = 'Bearer very-secret-token';
const SIGNING_KEY = 'very-secret-signing-key';
/** The same whatever it is about, so that what a test sends is what was previewed. */
const TEMPLATE = '{"from": "Hearth", "rule": "{{rule.title}}", "team": "{{rule.labels.team}}"}';

let hearth: TestHearth;
let receiver: Receiver;

test.beforeAll(async () => {
  receiver = await startReceiver();
  hearth = await startAlertsHearth();
});
test.afterAll(async () => {
  await hearth.dispose();
  await receiver.close();
});
test.beforeEach(() => receiver.answer(200));

const panel = (page: Page) => page.getByRole('complementary', { name: 'Channel' });
const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) });

/** Opens the form of a new channel of a kind. */
async function begin(page: Page, app: string, kind: string): Promise<void> {
  await page.goto(`${app}/alerts/channels`);
  await page.getByRole('button', { name: 'New channel' }).first().click();
  await page.getByRole('menuitem', { name: kind, exact: true }).click();
}

test('a webhook is tried, looked at and kept, and its secrets never come back', async ({ page }) => {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) answers.push(response.text().catch(() => ''));
  });
  await page.goto(`${hearth.app}/alerts/channels`);
  await expect(page.getByText('Nobody is told yet')).toBeVisible();
  await begin(page, hearth.app, 'Webhook');
  await expect(panel(page).getByRole('button', { name: 'Send a test' })).toBeDisabled();
  await panel(page).getByRole('textbox', { name: 'Name' }).fill('Incident bot');
  await panel(page).getByRole('textbox', { name: 'Address' }).fill(`${receiver.url}/hook`);
  await panel(page).getByRole('button', { name: 'Add a header' }).click();
  await panel(page).getByRole('group', { name: 'Header 1' }).getByRole('textbox', { name: 'Name' }).fill('Authorization');
  await panel(page).getByLabel('Value of Authorization').fill(TOKEN);
  await panel(page).getByLabel('Signing key').fill(SIGNING_KEY);

  await panel(page).getByRole('tab', { name: 'Payload' }).click();
  await panel(page).getByRole('textbox', { name: 'Body' }).fill(TEMPLATE);
  const sent = panel(page).getByRole('region', { name: 'What is sent' });
  await expect(sent).toContainText(`POST ${receiver.url}/hook`);
  await expect(sent.getByLabel('Body', { exact: true })).toContainText('"from": "Hearth"');
  const previewed: unknown = JSON.parse(await sent.getByLabel('Body', { exact: true }).innerText());

  await panel(page).getByRole('tab', { name: 'Settings' }).click();
  await panel(page).getByRole('button', { name: 'Send a test' }).click();
  await expect(panel(page).getByRole('status')).toContainText('It arrived');
  await expect(panel(page).getByRole('status')).toContainText('200');
  const [first] = receiver.received;
  expect(first?.path).toBe('/hook');
  expect(first?.headers.authorization).toBe(TOKEN);
  expect(JSON.parse(first?.body ?? '')).toEqual(previewed);

  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/channel=/);
  await expect(row(page, 'Incident bot')).toContainText(/tested/);
  await expect(row(page, 'Incident bot')).not.toContainText('never tested');

  // what was kept is used again, though it is not shown
  await page.reload();
  await expect(panel(page).getByLabel('Value of Authorization')).toHaveValue('');
  await expect(panel(page).getByLabel('Value of Authorization')).toHaveAttribute('placeholder', 'set, leave empty to keep');
  await panel(page).getByRole('textbox', { name: 'Name' }).first().fill('Incident robot');
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Incident robot')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Send a test' }).click();
  await expect(panel(page).getByRole('status')).toContainText('It arrived');
  expect(receiver.received.at(-1)?.headers.authorization).toBe(TOKEN);

  const said = (await Promise.all(answers)).join('\n');
  expect(said).toContain('Incident robot');
  expect(said).not.toContain('very-secret');
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});

test('a signing key is set, and taken away again', async ({ page }) => {
  const { body: kept } = await askAlerts<ShownChannel>(hearth, 'POST', '/channels', {
    name: 'Signed',
    target: { kind: 'webhook', url: `${receiver.url}/signed`, headers: {}, template: '', signingKey: 'the-key-of-the-desk' },
  });
  const signed = () => receiver.received.filter(({ path }) => path === '/signed').map(({ headers }) => 'hearth-signature' in headers);
  await page.goto(`${hearth.app}/alerts/channels?channel=${kept.id}`);
  await panel(page).getByRole('button', { name: 'Send a test' }).click();
  await expect(panel(page).getByRole('status')).toContainText('It arrived');
  await panel(page).getByRole('button', { name: 'Remove the signing key' }).click();
  await expect(panel(page).getByLabel('Signing key', { exact: true })).toHaveAttribute('placeholder', 'removed when you save');
  await panel(page).getByRole('button', { name: 'Keep the signing key' }).click();
  await expect(panel(page).getByRole('button', { name: 'Save' })).toBeDisabled();
  await panel(page).getByRole('button', { name: 'Remove the signing key' }).click();
  await panel(page).getByRole('button', { name: 'Save' }).click();
  await expect(panel(page).getByRole('button', { name: 'Remove the signing key' })).toHaveCount(0);
  await panel(page).getByRole('button', { name: 'Send a test' }).click();
  await expect.poll(signed).toEqual([true, false]);
});

test('a private address is refused without the operator’s word, and mail needs a server', async ({ page }) => {
  test.slow();
  const closed = await startTestHearth();
  try {
    await begin(page, closed.app, 'Webhook');
    await panel(page).getByRole('textbox', { name: 'Name' }).fill('Inside');
    await panel(page).getByRole('textbox', { name: 'Address' }).fill(`${receiver.url}/inside`);
    await panel(page).getByRole('button', { name: 'Send a test' }).click();
    await expect(panel(page)).toContainText('HEARTH_NOTIFY_ALLOW');
    await expect(panel(page)).not.toContainText('It arrived');
    expect(receiver.received.filter(({ path }) => path === '/inside')).toEqual([]);
    await begin(page, closed.app, 'E-mail');
    await expect(panel(page).getByRole('alert')).toContainText('HEARTH_SMTP_URL');
  } finally {
    await closed.dispose();
  }
});

test('what was given up is in the log with its answer, and is sent again; deleting names the rules', async ({ page }) => {
  test.slow();
  const channel = await keepWebhook(hearth, 'Night shift', receiver);
  receiver.answer(410);
  const id = await keepRule(hearth, failingRule('Checkout fails', { tell: [{ channel, of: ['critical'] }] }));
  await sendCheckout(hearth.otlpHttp);
  await untilRule(hearth, id, 'critical');

  await page.goto(`${hearth.app}/alerts/channels?channel=${channel}&tab=deliveries`);
  const lost = panel(page).getByRole('button', { name: /Checkout fails.*given up/ });
  await expect(lost).toContainText('410', { timeout: 45_000 });
  await expect(row(page, 'Night shift')).toContainText('1 given up');
  await lost.click();
  await expect(panel(page).getByLabel('What it says', { exact: true })).toContainText('"kind": "firing"');
  receiver.answer(200);
  await panel(page).getByRole('button', { name: 'Send again' }).click();
  await expect(panel(page).getByRole('button', { name: /Checkout fails.*sent/ })).toBeVisible({ timeout: 45_000 });
  const told = receiver.received.filter(({ path }) => path === '/told');
  expect(told.length).toBeGreaterThan(1);
  // the same key for every attempt: whoever got it twice can tell
  expect(new Set(told.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);

  await panel(page).getByRole('tab', { name: 'Settings' }).click();
  await panel(page).getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete Night shift?' });
  await expect(dialog.getByRole('link', { name: 'Checkout fails' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'Night shift')).toHaveCount(0);
});

test('by keyboard: to a channel, into it, and out again', async ({ page }) => {
  await keepWebhook(hearth, 'By hand', receiver);
  await page.goto(`${hearth.app}/alerts/channels`);
  await expect(row(page, 'By hand')).toBeVisible();
  await page.keyboard.press('j');
  await expect(page.getByRole('button', { name: 'By hand' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'By hand' })).toBeFocused();
});
