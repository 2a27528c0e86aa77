/** A trace leaves as a file and text, and a file is looked at without being stored. */
import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { expect, test } from '@playwright/test';
import { countSpans } from '@/e2e/ask';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { createSender } from '@/e2e/sender';

let hearth: TestHearth;
let traceId = '';

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const sender = createSender(hearth.otlpHttp, 'shop');
  const root = sender.tracer.startSpan('POST /orders', { kind: SpanKind.SERVER, root: true, attributes: { 'order.id': 7 } });
  const query = sender.tracer.startSpan('INSERT orders', { kind: SpanKind.CLIENT }, trace.setSpan(context.active(), root));
  query.setStatus({ code: SpanStatusCode.ERROR, message: 'deadlock' });
  query.end();
  root.end();
  traceId = root.spanContext().traceId;
  await sender.close();
});
test.afterAll(() => hearth.dispose());

test('a trace is downloaded as OTLP JSON, and opened from the file without being stored', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${traceId}`);
  await page.getByRole('button', { name: 'Copy or download this trace' }).click();
  const arriving = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download as OTLP JSON' }).click();
  const file = await arriving;
  expect(file.suggestedFilename()).toBe(`trace-${traceId}.otlp.json`);
  // the same trace under another id, which this Hearth has never heard of
  const other = 'f'.repeat(31) + '0';
  const content = (await readFile(await file.path(), 'utf8')).replaceAll(traceId, other);

  await page.goto(`${hearth.app}/traces/open`);
  await page
    .getByLabel('File with a trace')
    .setInputFiles({ name: 'kept.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  const grid = page.getByRole('treegrid');
  await expect(grid.getByRole('row')).toHaveCount(2);
  await grid.getByRole('row', { name: /POST \/orders/ }).click();
  await expect(page.getByText('order.id')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect((await countSpans(hearth.app, 'shop')).distinct).toBe(2);
  const answer = await page.request.get(`${hearth.app}/api/traces/${other}/spans/${'a'.repeat(16)}`);
  expect(answer.status()).toBe(404);
});

test('a file that is no trace says why', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/open`);
  await page
    .getByLabel('File with a trace')
    .setInputFiles({ name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('{"a":1}') });
  await expect(page.getByRole('main').getByRole('alert')).toContainText('There are no spans in it');
});

test('a trace is copied as Markdown', async ({ page }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${hearth.app}/traces/${traceId}`);
  await page.getByRole('button', { name: 'Copy or download this trace' }).click();
  await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
  await expect(page.getByText('The trace as Markdown is copied.')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('**POST /orders**');
  expect(text).toMatch(/\n {2}- shop: INSERT orders \(.+\) \*\*error\*\*\n/);
});
