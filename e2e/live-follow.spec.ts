/** Live while it is open: what is sent appears by itself, is held while it is read, and nothing is missed. */
import { expect, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { sendKnown } from '@/e2e/known-telemetry';
import { begun, details, filter, follow, isOpen, list, row, send, state } from '@/e2e/live';

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await send(hearth, {
    service: 'first',
    name: 'GET /first',
    at: -5,
    millis: 20,
    kind: 'server',
    attributes: { 'http.response.status_code': 200 },
  });
});
test.afterAll(() => hearth.dispose());

test('a record appears on top by itself, and is counted in the histogram', async ({ page }) => {
  await page.goto(`${hearth.app}/live`);
  await expect(state(page, 'Live')).toBeVisible();
  await expect(row(page, 'GET /first')).toBeVisible();
  // before anything is sent: a count that is read while a record is on its way may have it or not
  const histogram = page.getByRole('img', { name: /records over time/ });
  await expect(histogram).toHaveAccessibleName(/^[1-9]/);
  const before = Number(/^\d+/.exec((await histogram.getAttribute('aria-label')) ?? '')?.[0]);
  await send(hearth, { service: 'pushed', name: 'GET /pushed', at: 0, millis: 3 });
  await expect(list(page).getByRole('row').first()).toContainText('GET /pushed');
  await expect(histogram).toHaveAccessibleName(new RegExp(`^${before + 1} `));
  await send(hearth, { service: 'pushed', name: 'GET /again', at: 0, millis: 3 });
  await expect(histogram).toHaveAccessibleName(new RegExp(`^${before + 2} `));
});

test('nothing moves under the pointer: what is new is counted, and shown on leaving or on a click', async ({ page }) => {
  await send(hearth, { service: 'held', name: 'GET /zero', at: -1, millis: 3 });
  await follow(page, hearth, 'held');
  await row(page, 'GET /zero').hover();
  await send(hearth, { service: 'held', name: 'GET /one', at: 0, millis: 3 }, { service: 'held', name: 'GET /two', at: 0, millis: 3 });
  await expect(page.getByRole('button', { name: '2 new' })).toBeVisible();
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await page.keyboard.press('n');
  await expect(list(page).getByRole('row')).toHaveCount(3);
  await send(hearth, { service: 'held', name: 'GET /three', at: 0, millis: 3 });
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  await filter(page).hover();
  await expect(list(page).getByRole('row')).toHaveCount(4);
  await expect(page.getByRole('button', { name: /new$/ })).toBeHidden();
});

test('Space and the button pause; what came meanwhile is shown when it goes on', async ({ page }) => {
  await send(hearth, { service: 'paused', name: 'GET /zero', at: -1, millis: 3 });
  await follow(page, hearth, 'paused');
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await page.keyboard.press('Space');
  await expect(state(page, 'Paused')).toBeVisible();
  await send(hearth, { service: 'paused', name: 'GET /one', at: 0, millis: 3 });
  await expect(page.getByRole('button', { name: '1 new' })).toBeVisible();
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await state(page, 'Paused').click();
  await expect(list(page).getByRole('row')).toHaveCount(2);
});

test('a span that runs is replaced by the real one in place, still open and still selected', async ({ page }) => {
  const [service, trace] = ['runner', 'runner trace'];
  await send(hearth, begun(service, trace, 'import', -3), begun(service, trace, 'download', -2, 'import'));
  await follow(page, hearth, service);
  const root = row(page, 'import');
  await expect(root).toContainText('running');
  await root.getByTitle(/Click to open/).click();
  await expect(row(page, 'download')).toContainText('running');
  await row(page, 'download').click();
  await expect(details(page, 'Span')).toContainText('running');
  await send(hearth, { service, trace, id: 'download', parent: 'import', name: 'download', at: -2, millis: 1_500 });
  await expect(row(page, 'download')).toContainText('1.5 s');
  await expect(row(page, 'download')).toHaveAttribute('aria-selected', 'true');
  await expect(root).toContainText('running');
  await send(hearth, { service, trace, id: 'import', name: 'import', at: -3, millis: 2_500 });
  await expect(root).toContainText('2.5 s');
  await isOpen(root, true);
  await expect(list(page).getByRole('row')).toHaveCount(2);
});

test('“Running” asks for what has not ended; what never will says so', async ({ page }) => {
  const service = 'unfinished';
  await send(hearth, begun(service, 'lost trace', 'forgotten', -700), { service, name: 'done', at: 0, millis: 5 });
  await follow(page, hearth, service, '&t=1h');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await expect(row(page, 'forgotten')).toContainText('no end received');
  await page.getByRole('button', { name: 'Running' }).click();
  await expect(filter(page)).toHaveValue(`service.name = ${service} and running`);
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await page.goBack();
  await expect(list(page).getByRole('row')).toHaveCount(2);
});

test('a trace whose root has not come is shown by what has, and its root takes that place', async ({ page }) => {
  const [service, trace] = ['orphan', 'orphan trace'];
  await send(hearth, { service, trace, id: 'child', parent: 'root', name: 'the child', at: 0, millis: 5 });
  await follow(page, hearth, service);
  await expect(row(page, 'the child')).toContainText('parent not here');
  await send(hearth, { service, trace, id: 'root', name: 'the root', at: -1, millis: 2_000 });
  await expect(row(page, 'the root')).toBeVisible();
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await row(page, 'the root')
    .getByTitle(/Click to open/)
    .click();
  await expect(row(page, 'the child')).toHaveAttribute('aria-level', '2');
});

test('the filter is a real query: what comes must pass it, too', async ({ page }) => {
  await send(
    hearth,
    { service: 'checked', name: 'GET /well', at: -2, millis: 5 },
    { service: 'checked', name: 'GET /ill', at: -1, millis: 5, failed: true },
  );
  await follow(page, hearth, 'checked');
  await expect(list(page).getByRole('row')).toHaveCount(2);
  await page.getByRole('button', { name: 'Errors' }).click();
  await expect(filter(page)).toHaveValue('service.name = checked and error');
  await expect(list(page).getByRole('row')).toHaveCount(1);
  await expect(state(page, 'Live')).toBeVisible();
  await send(
    hearth,
    { service: 'checked', name: 'GET /fine', at: 0, millis: 5 },
    { service: 'checked', name: 'GET /worse', at: 0, millis: 5, failed: true },
  );
  await expect(row(page, 'GET /worse')).toBeVisible();
  await expect(row(page, 'GET /fine')).toBeHidden();
  await page.reload();
  await expect(row(page, 'GET /ill')).toBeVisible();
  await filter(page).fill('service.name = nobody');
  await filter(page).press('Enter');
  await expect(page.getByText(/match\. Try/)).toBeVisible();
});

test('a window in the past is not followed, and says so', async ({ page }) => {
  const to = Date.now();
  await page.goto(`${hearth.app}/live?from=${to - 3_600_000}&to=${to}`);
  await expect(page.getByRole('button', { name: 'Past' })).toBeDisabled();
  await page.getByRole('button', { name: 'Go live' }).click();
  await expect(state(page, 'Live')).toBeVisible();
});

test('a Hearth that goes away and comes back: the page says so, and misses nothing', async ({ page }) => {
  test.slow();
  const other = await startTestHearth();
  const env = { PORT: new URL(other.app).port, HEARTH_OTLP_HTTP_PORT: new URL(other.otlpHttp).port };
  await sendKnown(other.otlpHttp, Date.now(), { spans: [{ service: 'kept', name: 'before', at: -1, millis: 5 }] });
  await page.goto(`${other.app}/live`);
  await expect(state(page, 'Live')).toBeVisible();
  await expect(row(page, 'before')).toBeVisible();
  await other.stop();
  await expect(state(page, 'Disconnected')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try now' })).toBeVisible();
  await expect(row(page, 'before')).toBeVisible();
  const back = await startTestHearth({ dataFolder: other.dataFolder, env });
  await sendKnown(back.otlpHttp, Date.now(), { spans: [{ service: 'kept', name: 'meanwhile', at: 0, millis: 5 }] });
  await expect(state(page, 'Live')).toBeVisible();
  await expect(row(page, 'meanwhile')).toBeVisible();
  await sendKnown(back.otlpHttp, Date.now(), { spans: [{ service: 'kept', name: 'after', at: 0, millis: 5 }] });
  await expect(row(page, 'after')).toBeVisible();
  await back.dispose();
});
