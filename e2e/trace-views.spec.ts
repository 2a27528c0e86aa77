/** The views of a trace beside its waterfall, and two traces compared: two known traces, whose figures are worked out by hand. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestHearth, type TestHearth } from '@/e2e/hearth';
import { pressBoth } from '@/e2e/keys';

let hearth: TestHearth;

const A = 'a1'.repeat(16);
const B = 'b2'.repeat(16);
const MILLI = 1_000_000n;

interface Sent {
  readonly id: number;
  readonly parent?: number;
  readonly service: string;
  readonly name: string;
  /** OTLP's number: 1 internal, 2 server, 3 client. */
  readonly kind: 1 | 2 | 3;
  /** ms after the trace began. */
  readonly from: number;
  readonly to: number;
  readonly failed?: true;
  readonly attributes?: Readonly<Record<string, string>>;
}

const POSTGRES = { 'db.system.name': 'postgresql', 'db.namespace': 'shop' };

/**
 * Self times: web's GET /cart 20 (100 − 80), GET 20 (80 − 60), api's GET /cart 20 (60 − 10 − 20 − 10), SELECT 10 + 20, render 10:
 * 100 ms in all.
 */
const FIRST: readonly Sent[] = [
  { id: 1, service: 'web', name: 'GET /cart', kind: 2, from: 0, to: 100 },
  { id: 2, parent: 1, service: 'web', name: 'GET', kind: 3, from: 10, to: 90, attributes: { 'server.address': 'api.internal' } },
  { id: 3, parent: 2, service: 'api', name: 'GET /cart', kind: 2, from: 20, to: 80 },
  { id: 4, parent: 3, service: 'api', name: 'SELECT', kind: 3, from: 25, to: 35, attributes: POSTGRES },
  { id: 5, parent: 3, service: 'api', name: 'SELECT', kind: 3, from: 40, to: 60, failed: true, attributes: POSTGRES },
  { id: 6, parent: 3, service: 'api', name: 'render', kind: 1, from: 65, to: 75 },
];
/** One SELECT, longer; no render; a cache. */
const SECOND: readonly Sent[] = [
  { id: 1, service: 'web', name: 'GET /cart', kind: 2, from: 0, to: 160 },
  { id: 2, parent: 1, service: 'web', name: 'GET', kind: 3, from: 10, to: 150 },
  { id: 3, parent: 2, service: 'api', name: 'GET /cart', kind: 2, from: 20, to: 140 },
  { id: 4, parent: 3, service: 'api', name: 'SELECT', kind: 3, from: 25, to: 115, attributes: POSTGRES },
  { id: 5, parent: 3, service: 'api', name: 'cache', kind: 1, from: 120, to: 125 },
];

const began = (BigInt(Date.now()) - 60_000n) * MILLI;
const at = (millis: number): string => String(began + BigInt(millis) * MILLI);
const spanId = (id: number): string => id.toString(16).padStart(16, '0');
const attributes = (values: Readonly<Record<string, string>>) =>
  Object.entries(values).map(([key, stringValue]) => ({ key, value: { stringValue } }));

async function send(path: 'traces' | 'logs', body: unknown): Promise<void> {
  const answer = await fetch(`${hearth.otlpHttp}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

function resourceOf(service: string) {
  return { attributes: attributes({ 'service.name': service }) };
}

async function sendTrace(traceId: string, spans: readonly Sent[]): Promise<void> {
  await send('traces', {
    resourceSpans: spans.map(({ id, parent, service, name, kind, from, to, failed, attributes: own = {} }) => ({
      resource: resourceOf(service),
      scopeSpans: [
        {
          spans: [
            {
              ...{ traceId, spanId: spanId(id), name, kind, startTimeUnixNano: at(from), endTimeUnixNano: at(to) },
              ...(parent === undefined ? {} : { parentSpanId: spanId(parent) }),
              attributes: attributes(own),
              status: failed ? { code: 2 } : {},
              events: failed
                ? [
                    {
                      timeUnixNano: at(to - 2),
                      name: 'exception',
                      attributes: attributes({ 'exception.type': 'LockTimeout', 'exception.message': 'row is locked' }),
                    },
                  ]
                : [],
            },
          ],
        },
      ],
    })),
  });
}

test.beforeAll(async () => {
  hearth = await startTestHearth();
  await sendTrace(A, FIRST);
  await sendTrace(B, SECOND);
  const log = (id: number, millis: number, severityNumber: number, severityText: string, stringValue: string) => ({
    ...{ timeUnixNano: at(millis), severityNumber, severityText, body: { stringValue }, traceId: A, spanId: spanId(id) },
  });
  const logRecords = [log(5, 59, 17, 'ERROR', 'gave up on the cart'), log(3, 22, 9, 'INFO', 'cart of 3')];
  await send('logs', { resourceLogs: [{ resource: resourceOf('api'), scopeLogs: [{ logRecords }] }] });
});
test.afterAll(() => hearth.dispose());

const tab = (page: Page, name: string | RegExp) => page.getByRole('tab', { name });
const cellsOf = (page: Page, table: string, name: string) =>
  page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name }).getByRole('cell');

async function clean(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('statistics add up, sort, group, and lead to the spans', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}`);
  await tab(page, 'Statistics').click();
  await expect(page).toHaveURL(/view=statistics/);
  const figures = (name: string) => cellsOf(page, 'Statistics of the trace', name);
  // count, errors, total, self, average, p50, p95, max, share
  await expect(figures('SELECT')).toHaveText(['2', '1', '30 ms', '30 ms', '15 ms', '10 ms', '20 ms', '20 ms', '30 %']);
  await expect(figures('render')).toHaveText(['1', '0', '10 ms', '10 ms', '10 ms', '10 ms', '10 ms', '10 ms', '10 %']);
  await expect(figures('GET /cart').nth(2)).toHaveText('100 ms');
  const rows = page.getByRole('table', { name: 'Statistics of the trace' }).getByRole('rowheader');
  await expect(rows.first()).toContainText('SELECT');
  await page.getByRole('button', { name: 'Total' }).click();
  await expect(rows.first()).toContainText('GET /cart');
  await expect(page.getByRole('columnheader', { name: 'Total' })).toHaveAttribute('aria-sort', 'descending');
  await clean(page);
  await page.getByRole('combobox', { name: 'By' }).click();
  await page.getByRole('option', { name: 'service', exact: true }).click();
  // api: 60 + 10 + 20 + 10 in all, 60 of them its own
  await expect(figures('api')).toHaveText(['4', '1', '100 ms', '60 ms', '25 ms', '10 ms', '60 ms', '60 ms', '60 %']);
  await page.getByRole('table', { name: 'Statistics of the trace' }).getByRole('button', { name: 'api' }).click();
  await expect(tab(page, 'Waterfall')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'Search in this trace' })).toHaveValue('api');
});

test('the flame graph tells its frames to the keyboard, zooms in and out, and changes its order', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}?view=flame`);
  const graph = page.getByRole('tree', { name: /Flame graph by call path/ });
  await graph.focus();
  const frame = graph.getByRole('treeitem');
  await expect(frame).toHaveAccessibleName(/GET \/cart, web: 1 span, total 100\sms, self 20\sms, 100\s% of the graph/);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  // the widest below api's GET /cart
  await expect(frame).toHaveAccessibleName(/SELECT, api: 2 spans, 1 with an error, total 30\sms, self 30\sms, 30\s% of the graph/);
  await expect(frame).toHaveAttribute('aria-level', '4');
  await page.keyboard.press('ArrowRight');
  await expect(frame).toHaveAccessibleName(/render, api/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Show all (Esc)' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Show all (Esc)' })).toBeHidden();
  await clean(page);
  await page.getByRole('button', { name: 'By time' }).click();
  await expect(page).toHaveURL(/flame=time/);
  const chart = page.getByRole('tree', { name: /Flame graph by time/ });
  await chart.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(chart.getByRole('treeitem')).toHaveAccessibleName(/SELECT, api: 1 span, 1 with an error, total 20\sms/);
  await page.keyboard.press(' ');
  await expect(page.getByRole('complementary', { name: 'Span' })).toContainText('SELECT');
  await expect(page).toHaveURL(new RegExp(`span=${spanId(5)}`));
});

test('logs and span events stand in order of time, and lead to their spans', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}`);
  await expect(tab(page, /^Logs\s*3$/)).toBeVisible();
  await pressBoth(page, 'v', 'l');
  const rows = page.getByRole('grid', { name: 'Logs of the trace' }).getByRole('row');
  await expect(rows).toHaveText([/\+22\sms.*cart of 3/, /\+58\sms.*LockTimeout: row is locked/, /\+59\sms.*gave up on the cart/]);
  await clean(page);
  await page.getByRole('textbox', { name: 'Find in the logs' }).fill('cart');
  await expect(rows).toHaveText([/cart of 3/, /gave up on the cart/]);
  await page.getByRole('combobox', { name: 'Severity' }).click();
  await page.getByRole('option', { name: 'errors' }).click();
  await expect(rows).toHaveText([/gave up on the cart/]);
  await page.getByRole('textbox', { name: 'Find in the logs' }).fill('nothing like it');
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(rows).toHaveCount(3);
  await rows.nth(1).click();
  await expect(page).toHaveURL(new RegExp(`span=${spanId(5)}`));
  await expect(page.getByRole('complementary', { name: 'Span' })).toContainText('SELECT');
});

test('the service path has the calls between services and to the database', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}?view=path`);
  const calls = (name: string) => cellsOf(page, 'Calls of the trace', name);
  // api.internal is no host of its own: api has answered
  await expect(page.getByRole('table', { name: 'Calls of the trace' }).getByRole('rowheader')).toHaveText(['web → api', 'api → shop']);
  await expect(calls('web → api')).toHaveText(['1', '0', '60 ms']);
  await expect(calls('api → shop')).toHaveText(['2', '1', '30 ms']);
  await page.getByRole('button', { name: /database shop: 2 calls, 50\s% errors/ }).click();
  await expect(page.getByText('30 ms in calls to it')).toBeVisible();
  await clean(page);
});

test('two traces are compared by path and order', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}`);
  await page.getByRole('button', { name: 'Compare' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare with another trace' });
  await dialog.getByRole('textbox', { name: 'Trace id' }).fill('nonsense');
  await expect(dialog.getByRole('alert')).toContainText('32 digits');
  await dialog.getByRole('link', { name: /slowest.*160/ }).click();
  await expect(page).toHaveURL(`${hearth.app}/traces/${A}/compare/${B}`);
  await expect(page.getByText('4 spans matched')).toBeVisible();
  await expect(page.getByText('2 only in A, 1 only in B', { exact: true })).toBeVisible();
  await expect(page.getByText(/paths: 4 slower, 0 faster, 1 only in A, 1 only in B/)).toBeVisible();
  const rows = page
    .getByRole('treegrid', { name: 'Paths of both traces' })
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell') });
  await expect(rows).toHaveText([
    /GET \/cart1 → 1100\sms160\sms\+60\sms \+60\s%/,
    /GET1 → 180\sms140\sms\+60\sms \+75\s%/,
    /GET \/cart1 → 160\sms120\sms\+60\sms \+100\s%/,
    /SELECT2 → 130\sms90\sms\+60\sms \+200\s%/,
    /cache0 → 1–5\smsonly in B/,
    /render1 → 010\sms–only in A/,
  ]);
  await clean(page);
  await rows.nth(3).click();
  const pairs = page.getByRole('table', { name: 'Spans of the path, matched in their order' }).getByRole('row');
  await expect(pairs.nth(1)).toHaveText(/110\sms90\sms\+80\sms/);
  await expect(pairs.nth(2)).toHaveText(/220\sms–only in A/);
  await page.getByRole('combobox', { name: 'Show' }).click();
  await page.getByRole('option', { name: 'only in B' }).click();
  await expect(rows).toHaveCount(4);
  await tab(page, 'Statistics').click();
  const figures = cellsOf(page, 'Statistics of both traces', 'SELECT');
  await expect(figures).toHaveText(['2', '1', '1', '0', '30 ms', '90 ms', '+60 ms +200 %', '30 ms', '90 ms', '+60 ms +200 %']);
  await clean(page);
});

test('a trace that is not here says so, beside the one that is', async ({ page }) => {
  await page.goto(`${hearth.app}/traces/${A}/compare/${'c3'.repeat(16)}`);
  await expect(page.getByText('No spans of trace B are here.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Trace A: GET /cart' })).toBeVisible();
});

test('every view fits a phone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${hearth.app}/traces/${A}`);
  for (const name of ['Waterfall', 'Flame', 'Statistics', /^Logs/, 'Path']) {
    await expect(page.getByRole('tab', { name })).toBeInViewport({ ratio: 1 });
  }
  await expect(page.getByRole('button', { name: 'show', exact: true })).toBeInViewport({ ratio: 1 });
  for (const address of ['?view=flame', '?view=statistics', '?view=logs', '?view=path', `/compare/${B}`]) {
    await page.goto(`${hearth.app}/traces/${A}${address}`);
    await expect(page.getByRole('tab', { selected: true })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  }
});
