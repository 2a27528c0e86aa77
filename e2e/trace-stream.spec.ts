/** How a trace gets into the page: whole, in part, broken off, and while it still grows. */
import { context, trace } from '@opentelemetry/api';
import { expect, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { traceRequest } from '@/e2e/otlp';
import { createSender } from '@/e2e/sender';
import { grid, row } from '@/e2e/waterfall';

const SPANS = 900;

let hearth: TestHearth;
let large: string;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const { traceId, body } = traceRequest('shop', SPANS);
  large = traceId;
  const headers = { 'content-type': 'application/x-protobuf' };
  expect((await fetch(`${hearth.otlpHttp}/v1/traces`, { method: 'POST', headers, body })).ok).toBe(true);
});
test.afterAll(() => hearth.dispose());

test('opens as much as the address says, and the rest on a click', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${large}?limit=200&grouped=false`);
  const notice = page.getByRole('status').filter({ hasText: 'the earliest first' });
  await expect(notice).toContainText('200 of 900 spans, the earliest first.');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '200');
  await page.getByRole('button', { name: 'Load all' }).click();
  await expect(notice).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SPANS));
  await expect(page).toHaveURL(/limit=900/);
});

test('loads more by the usual amount', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${large}?limit=50&grouped=false`);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SPANS));
  await expect(page).toHaveURL((url) => !url.searchParams.has('limit') || url.searchParams.get('limit') === '100050');
});

test('asks for a trace once', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(`${hearth.app}/traces/${large}?grouped=false`);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SPANS));
  // the page's HTML has asked for it already
  expect(asked.filter((path) => path === `/api/traces/${large}`)).toHaveLength(1);
});

test('keeps what came when the connection breaks, says so, and reads again', async ({ page }) => {
  let broken = true;
  await page.route('**/api/traces/*?limit=*', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    await route.fulfill({ response, body: broken ? body.subarray(0, body.length - 20) : body });
  });
  await page.goto(`${hearth.app}/traces/${large}?grouped=false`);
  const notice = page.getByRole('status').filter({ hasText: 'The trace stopped short' });
  await expect(notice).toContainText('The connection broke before the whole trace had come. What had come is shown.');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SPANS));
  broken = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(notice).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(SPANS));
});

test('says that a trace is not here', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${'f'.repeat(32)}`);
  await expect(page.getByText('No spans of this trace are here.')).toBeVisible();
});

test('grows while it is looked at: what is selected, collapsed and seen stays', async ({ page }) => {
  const sender = createSender(hearth.otlpHttp, 'shop');
  const root = sender.tracer.startSpan('a long job');
  const within = (parent: typeof root) => trace.setSpan(context.active(), parent);
  const stage = sender.tracer.startSpan('stage 1', {}, within(root));
  sender.tracer.startSpan('step 1', {}, within(stage)).end();
  stage.end();
  await sender.flush();
  await page.goto(`${hearth.app}/traces/${root.spanContext().traceId}?grouped=false`);
  // the root has not come: its children stand under a row for it
  await expect(row(page, 'stage 1')).toBeVisible();
  await expect(row(page, 'step 1')).toBeVisible();
  await row(page, 'stage 1').click();
  await expect(row(page, 'stage 1')).toHaveAttribute('aria-selected', 'true');
  await grid(page).press('ArrowLeft');
  await expect(row(page, 'step 1')).toHaveCount(0);

  sender.tracer.startSpan('stage 2', {}, within(root)).end();
  root.end();
  await sender.close();
  await expect(row(page, 'stage 2')).toBeVisible({ timeout: 20_000 });
  await expect(row(page, 'a long job')).toHaveAttribute('aria-level', '1');
  await expect(row(page, 'stage 1')).toHaveAttribute('aria-selected', 'true');
  await expect(row(page, 'stage 1')).toHaveAttribute('aria-expanded', 'false');
  await expect(row(page, 'step 1')).toHaveCount(0);
});
