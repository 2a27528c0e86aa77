// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { FacetGroup } from '@/components/records/facet-group';
import { facetsOf, type FacetSignal } from '@/components/records/facet-fields';
import { present } from '@/lib/base/assert';
import { millis } from '@/lib/base/time';
import type { Filter } from '@/lib/model/filter';
import type { Query, TableSpec } from '@/lib/model/query';
import { parseFilter } from '@/lib/query/parse-filter';
import { printFilter } from '@/lib/query/print-filter';

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());
beforeEach(() => {
  // all is in view
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(private readonly report: (entries: { isIntersecting: boolean }[]) => void) {}
      observe() {
        this.report([{ isIntersecting: true }]);
      }
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  server.resetHandlers();
  vi.unstubAllGlobals();
});

/** What was asked, as `signal: filter`. */
let asked: string[] = [];

/** A server that counts services: of spans api 900, web 300; of logs web 650. */
function count(partial = false): void {
  server.use(
    http.post('*/api/query', async ({ request }) => {
      const { spec } = (await request.json()) as Query<TableSpec>;
      asked.push(`${spec.source.signal}: ${printFilter(spec.where)}`);
      const rows = spec.source.signal === 'spans' ? [['api', 900], ['web', 300]] : [['web', 650]]; // prettier-ignore
      return HttpResponse.json({ kind: 'table', executed: '', partial, table: { columns: [], rows } });
    }),
  );
}

function open(text = '', signals: readonly FacetSignal[] = ['spans'], isOpen = true, wait = false): { filters: string[] } {
  asked = [];
  const parsed = parseFilter(text);
  const filter = parsed.ok ? parsed.value : undefined;
  const filters: string[] = [];
  const scope = { signals, filter, range: { from: millis(0), to: millis(60_000) } };
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <FacetGroup
        facet={present(facetsOf(signals, [])[0], 'the facet of services')}
        scope={scope}
        open={isOpen}
        onOpen={() => undefined}
        disabled={false}
        wait={wait}
        onFilter={(next: Filter | undefined) => filters.push(printFilter(next))}
        onUnpin={() => undefined}
      />
    </QueryClientProvider>,
  );
  return { filters };
}

const rows = async () => within(await screen.findByRole('list')).getAllByRole('button');
const names = async () => (await rows()).map((row) => row.getAttribute('aria-label'));

it('counts the values of both signals together, with what the filter says of other fields', async () => {
  count();
  open('error and service = web', ['spans', 'logs']);
  expect(await names()).toEqual(['web: 950, chosen', 'api: 900']);
  expect(asked.sort()).toEqual(['logs: error and service.name exists', 'spans: error and service.name exists']);
});

it('asks nothing while it is folded', async () => {
  count();
  open('', ['spans'], false);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toEqual([]);
  expect(screen.queryByRole('list')).toBeNull();
});

it('asks nothing while the list is being read', async () => {
  count();
  open('', ['spans'], true, true);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(asked).toEqual([]);
});

it('a click, a click with Alt or Shift, and the keys edit the filter', async () => {
  count();
  const { filters } = open('service = web');
  const api = present((await rows())[0], 'a row');
  fireEvent.click(api);
  fireEvent.click(api, { altKey: true });
  fireEvent.click(api, { shiftKey: true });
  fireEvent.keyDown(api, { key: 'Enter' });
  fireEvent.keyDown(api, { key: 'Enter', altKey: true });
  expect(filters).toEqual([
    'service.name = api',
    'service.name = web and service.name != api',
    'service.name in (web, api)',
    'service.name = api',
    'service.name = web and service.name != api',
  ]);
});

it('shows what the filter names although nothing has it, and what it leaves out', async () => {
  count();
  open('service = gone and service != api');
  expect(await names()).toEqual(['api: 900, excluded', 'web: 300', 'gone: not counted, chosen']);
});

it('says that it could not count, and tries again', async () => {
  server.use(
    http.post('*/api/query', () => HttpResponse.json({ error: { fault: 'timeout', message: 'It took too long.' } }, { status: 504 })),
  );
  open();
  expect((await screen.findByRole('alert')).textContent).toContain('Not counted: It took too long.');
  expect(screen.queryByRole('list')).toBeNull();
  count();
  fireEvent.click(screen.getByRole('button', { name: 'Count again' }));
  expect(await names()).toEqual(['api: 900', 'web: 300']);
});

it('leads to more values where there are more', async () => {
  count(true);
  open();
  expect(await screen.findByRole('button', { name: 'More values of Service' })).toBeTruthy();
});

it('is one stop of Tab: the arrows, Home and End go through its values, and stop at its ends', async () => {
  count(true);
  open();
  const [api, web] = await rows();
  const header = screen.getByRole('button', { name: 'Service' });
  const more = screen.getByRole('button', { name: 'More values of Service' });
  expect([header, api, web, more].map((button) => button?.tabIndex)).toEqual([0, -1, -1, -1]);
  const focused = (key: string) => {
    fireEvent.keyDown(present(document.activeElement ?? undefined, 'what has the focus'), { key });
    return document.activeElement;
  };
  header.focus();
  expect(focused('ArrowDown')).toBe(api);
  expect(focused('ArrowDown')).toBe(web);
  expect(focused('End')).toBe(more);
  expect(focused('ArrowDown')).toBe(more);
  expect(focused('ArrowUp')).toBe(web);
  expect(focused('Home')).toBe(header);
  expect(focused('ArrowUp')).toBe(header);
});

it('says that it is being counted until it is: what stands below waits for it', async () => {
  count();
  open();
  const facet = () => screen.getByRole('region', { name: 'Service' }).getAttribute('aria-busy');
  expect(facet()).toBe('true');
  await rows();
  expect(facet()).toBe('false');
});
