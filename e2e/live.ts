/** The live page in a browser, and what is sent to it while it is open. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { TestHearth } from '@/e2e/hearth';
import { idOf, sendKnown, type KnownSpan } from '@/e2e/known-telemetry';

/** Sends spans whose times are seconds from now. */
export function send(hearth: TestHearth, ...spans: KnownSpan[]): Promise<void> {
  return sendKnown(hearth.otlpHttp, Date.now(), { spans });
}

/** What a Logfire SDK sends when a span begins: see `normaliseSpan`. `parent`: the word of its own parent. */
export function begun(service: string, trace: string, id: string, at: number, parent?: string): KnownSpan {
  return {
    service,
    trace,
    id: `${id} begins`,
    parent: id,
    name: id,
    at,
    millis: 0,
    attributes: {
      'logfire.span_type': 'pending_span',
      'logfire.pending_parent_id': parent === undefined ? '0'.repeat(16) : idOf(`${trace}/${parent}`, 8),
    },
  };
}

/** The list of records. */
export const list = (page: Page): Locator => page.getByRole('treegrid', { name: 'Records' });
/** Its rows with a text. */
export const row = (page: Page, text: string): Locator => list(page).getByRole('row').filter({ hasText: text });
/** The button that says whether the list is followed. */
export const state = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
/** The field of the filter. */
export const filter = (page: Page): Locator => page.getByRole('combobox', { name: 'Filter' });
/** The panel of what is selected. */
export const details = (page: Page, name: 'Span' | 'Log'): Locator => page.getByRole('complementary', { name });

/** Expects that what is below a row is shown, or is not. */
export function isOpen(one: Locator, open: boolean): Promise<void> {
  return expect(one).toHaveAttribute('aria-expanded', String(open));
}

/** Opens the list of one service and waits until it is followed. */
export async function follow(page: Page, hearth: TestHearth, service: string, more = ''): Promise<void> {
  await page.goto(`${hearth.app}/live?q=${encodeURIComponent(`service.name = ${service}`)}${more}`);
  await expect(state(page, 'Live')).toBeVisible();
}

/** Sends a trace of four spans and a log. */
export async function sendTrace(hearth: TestHearth, service: string, at = 0): Promise<void> {
  const trace = `${service} trace`;
  await send(
    hearth,
    {
      service,
      trace,
      id: 'root',
      name: 'POST /streams',
      at,
      millis: 100,
      kind: 'server',
      attributes: { 'http.response.status_code': 201 },
    },
    { service, trace, id: 'a', parent: 'root', name: 'validate', at: at + 0.01, millis: 30 },
    { service, trace, id: 'b', parent: 'a', name: 'SELECT users', at: at + 0.02, millis: 10 },
    {
      service,
      trace,
      id: 'c',
      parent: 'root',
      name: 'start',
      at: at + 0.06,
      millis: 10,
      exception: { type: 'QuotaExceeded', message: 'no more' },
    },
    {
      service,
      trace,
      parent: 'root',
      name: 'said',
      at: at + 0.05,
      millis: 0,
      attributes: { 'logfire.span_type': 'log', 'logfire.msg': 'user is known' },
    },
  );
}
