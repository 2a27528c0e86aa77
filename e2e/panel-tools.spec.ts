/** What can be done with a panel: its figures, a file, a picture, the whole page, the keyboard; and what it says when it fails. */
import { readFile } from 'node:fs/promises';
import { SpanKind } from '@opentelemetry/api';
import { expect, type Download, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { failQuestions, questionsOf } from '@/e2e/questions';
import { createSender } from '@/e2e/sender';
import type { ErrorBody } from '@/lib/model/api';
import type { Query } from '@/lib/model/query';

/** Requests by route and status. */
const SENT = [
  { route: '/orders', status: 200, count: 5 },
  { route: '/users, "all"', status: 200, count: 3 },
  { route: '/health', status: 404, count: 2 },
];

let hearth: TestHearth;

test.beforeAll(async () => {
  hearth = await startTestHearth();
  const sender = createSender(hearth.otlpHttp, 'shop');
  // whole minutes ago: counts of a step that is not over are not drawn
  const start = Date.now() - 4 * 60_000;
  for (const { route, status, count } of SENT) {
    for (let index = 0; index < count; index += 1) {
      const attributes = { 'http.request.method': 'GET', 'http.route': route, 'http.response.status_code': status };
      const startTime = start + index * 1_000;
      sender.tracer.startSpan(`GET ${route}`, { kind: SpanKind.SERVER, root: true, startTime, attributes }).end(startTime + 20);
    }
  }
  await sender.close();
});
test.afterAll(() => hearth.dispose());

const panel = (page: Page, title: string) => page.getByRole('group', { name: title, exact: true }).first();
const along = (page: Page, title: string) => panel(page, title).getByRole('slider');

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(`${hearth.app}/dashboards/api-overview?t=15m${search}`);
  await panel(page, 'Routes').scrollIntoViewIfNeeded();
  await expect(panel(page, 'Routes')).toContainText('/orders');
}

async function choose(page: Page, title: string, item: string): Promise<void> {
  await panel(page, title).hover();
  await panel(page, title)
    .getByRole('button', { name: `More on ${title}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function downloaded(page: Page, title: string, item: string): Promise<{ name: string; content: Buffer }> {
  const waiting: Promise<Download> = page.waitForEvent('download');
  await choose(page, title, item);
  const download = await waiting;
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}

/** Moves from a chart's end back to the first step that has a series `name`; what the chart says there. */
async function backUntil(page: Page, title: string, name: string): Promise<string> {
  const chart = along(page, title);
  await chart.focus();
  await page.keyboard.press('End');
  const last = Number(await chart.getAttribute('aria-valuemax'));
  await expect(chart).toHaveAttribute('aria-valuenow', String(last));
  for (let step = last - 1; step >= 0; step -= 1) {
    await page.keyboard.press('ArrowLeft');
    await expect(chart).toHaveAttribute('aria-valuenow', String(step));
    const said = (await chart.getAttribute('aria-valuetext')) ?? '';
    if (said.includes(name)) return said;
  }
  throw new Error(`No step of ${title} has ${name}.`);
}

test('the CSV of a table is the table, in the order that it is sorted in', async ({ page }) => {
  await open(page);
  const table = panel(page, 'Routes').getByRole('table');
  await table.getByRole('button', { name: 'Requests' }).click();
  await expect(table.getByRole('columnheader', { name: 'Requests' })).toHaveAttribute('aria-sort', 'descending');
  const drawn = await table
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll('td')].slice(0, 3).map((cell) => cell.textContent ?? '')));
  expect(drawn.map(([, , requests]) => requests)).toEqual(['5', '3', '2']);
  const { name, content } = await downloaded(page, 'Routes', 'Download CSV');
  expect(name).toBe('routes.csv');
  const lines = content.toString('utf8').split('\r\n');
  expect(lines[0]).toMatch(/^Route,Service,Requests \(count\),Errors \(ratio\),p50 \(nanoseconds\),p95 \(nanoseconds\)/);
  // each span took 20 ms
  expect(lines[1]).toMatch(/^GET \/orders,shop,5,0,20000000,20000000/);
  expect(lines[2]).toMatch(/^"GET \/users, ""all""",shop,3,0,/);
  expect(lines[3]).toMatch(/^GET \/health,shop,2,0,/);
  expect(lines.slice(4)).toEqual(['']);
});

test('the figures of a chart are a table, and its CSV has them step by step', async ({ page }) => {
  await open(page);
  await choose(page, 'Throughput by status class', 'Show figures');
  const figures = page.getByRole('dialog').getByRole('table');
  await expect(figures.getByRole('columnheader')).toHaveText(['Time', '2xx', '4xx']);
  await page.keyboard.press('Escape');
  const { content } = await downloaded(page, 'Throughput by status class', 'Download CSV');
  const [head, ...lines] = content.toString('utf8').trim().split('\r\n');
  expect(head).toBe('Time,2xx (perSecond),4xx (perSecond)');
  const rows = lines.map((line) => line.split(','));
  expect(rows.every(([time]) => new Date(time ?? '').toISOString() === time)).toBe(true);
  const step = (Date.parse(rows[1]?.[0] ?? '') - Date.parse(rows[0]?.[0] ?? '')) / 1_000;
  const sent = (column: number) => rows.reduce((sum, row) => sum + Number(row[column] ?? 0) * step, 0);
  expect(sent(1)).toBeCloseTo(8, 6);
  expect(sent(2)).toBeCloseTo(2, 6);
});

test('the picture of a panel is a picture', async ({ page }) => {
  await open(page);
  const { name, content } = await downloaded(page, 'Latency', 'Download PNG');
  expect(name).toBe('latency.png');
  expect(content.subarray(1, 4).toString('latin1')).toBe('PNG');
  // the header's width and height: twice the panel's
  const box = await panel(page, 'Latency').boundingBox();
  expect(content.readUInt32BE(16)).toBe(Math.round(box?.width ?? 0) * 2);
  expect(content.readUInt32BE(20)).toBe(Math.round(box?.height ?? 0) * 2);
});

test('a panel fills the page; Escape and Back return', async ({ page }) => {
  await open(page);
  await choose(page, 'Latency', 'Full screen');
  await expect(page).toHaveURL(/panel=latency/);
  const full = page.getByRole('dialog', { name: 'Latency' });
  await expect.poll(async () => (await full.getByRole('slider').boundingBox())?.height).toBeGreaterThan(400);
  await page.keyboard.press('Escape');
  await expect(full).toBeHidden();
  await expect(page).not.toHaveURL(/panel=/);
  await page.goBack();
  await expect(full).toBeVisible();
  await page.reload();
  await expect(full.getByRole('slider')).toBeVisible();
});

test('what a panel ran fits a phone, with the button that copies it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page);
  await choose(page, 'Latency', 'View query');
  const dialog = page.getByRole('dialog', { name: 'Latency' });
  await expect(dialog.getByLabel('Query that ran')).toContainText('otel_traces');
  await expect(dialog.getByRole('button', { name: 'Copy query' })).toBeInViewport({ ratio: 1 });
  const sideways = await dialog
    .locator('*')
    .evaluateAll((all) => all.filter((each) => getComputedStyle(each).overflowX === 'auto' && each.scrollWidth > each.clientWidth));
  expect(sideways).toEqual([]);
});

test('a click on the legend isolates, another brings all back', async ({ page }) => {
  await open(page);
  const legend = (name: string) => panel(page, 'Throughput by status class').getByRole('button', { name: new RegExp(`^${name} `) });
  await legend('4xx').click();
  await expect(legend('4xx')).toHaveAttribute('aria-pressed', 'true');
  // both were sent in the same minute
  const alone = await backUntil(page, 'Throughput by status class', '4xx');
  expect(alone).not.toContain('2xx');
  await legend('4xx').click();
  await expect(legend('4xx')).toHaveAttribute('aria-pressed', 'false');
  expect(await backUntil(page, 'Throughput by status class', '4xx')).toContain('2xx');
});

test('the keyboard moves along a chart, and Enter opens the records of the step', async ({ page }) => {
  await open(page);
  const said = await backUntil(page, 'Throughput by status class', '2xx');
  expect(said).toMatch(/2xx .*\/s/);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/traces\?.*from=\d+/);
  await expect(page.getByRole('grid', { name: 'Spans' })).toContainText('GET /orders');
});

const failure: ErrorBody = { error: { fault: 'failed', message: 'The engine ran out of memory.', executed: 'SELECT 1' } };
/** The question of the table of routes. */
const isRoutes = ({ spec }: Query) => spec.kind === 'table' && spec.measures.length > 3 && spec.by.length === 2;

test('a failed query is drawn as failed, with the way to try again; the other panels stand', async ({ page }) => {
  let failing = true;
  await failQuestions(page, (query) => failing && isRoutes(query), failure);
  await page.goto(`${hearth.app}/dashboards/api-overview?t=15m`);
  await panel(page, 'Routes').scrollIntoViewIfNeeded();
  await expect(panel(page, 'Routes').getByRole('alert')).toContainText('The engine ran out of memory.');
  await expect(panel(page, 'Routes')).not.toContainText('No data');
  await expect(panel(page, 'Throughput by status class')).toContainText('2xx');
  failing = false;
  await panel(page, 'Routes').getByRole('button', { name: 'Try again' }).click();
  await expect(panel(page, 'Routes')).toContainText('/orders');
});

test('a question is called off when its panel is scrolled away, and asked again when it is back', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 300 });
  let held = 0;
  await page.route('**/api/query', async (route) => {
    if (!questionsOf(route.request()).some(isRoutes)) return route.continue();
    held += 1;
    if (held > 1) await route.continue();
  });
  await page.goto(`${hearth.app}/dashboards/api-overview?t=15m`);
  const asked = page.waitForRequest((request) => request.url().endsWith('/api/query') && questionsOf(request).some(isRoutes));
  await panel(page, 'Routes').scrollIntoViewIfNeeded();
  const request = await asked;
  const gone = page.waitForEvent('requestfailed', (failed) => failed === request);
  await panel(page, 'Versions').scrollIntoViewIfNeeded();
  await gone;
  await panel(page, 'Routes').scrollIntoViewIfNeeded();
  await expect(panel(page, 'Routes')).toContainText('/orders');
  expect(held).toBe(2);
});
