// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TraceListPage } from '@/components/traces/trace-list-page';
import { millis, type NanosText } from '@/lib/base/time';
import { TimeWindowProvider } from '@/lib/client/time-window';
import type { Answer, SpanRow } from '@/lib/model/answer';
import type { Query, RowsSpec } from '@/lib/model/query';

vi.mock('next/navigation', () => ({
  useRouter: () => ({ push: () => undefined }),
  useSearchParams: () => new URLSearchParams(),
  usePathname: () => '/traces',
}));

const NOW = Date.now();

function span(index: number, rest: Partial<SpanRow> = {}): SpanRow {
  return {
    signal: 'spans',
    traceId: `trace${index}`,
    spanId: `span${index}`,
    parentSpanId: '',
    time: `${NOW - index}000000` as NanosText,
    duration: '6310000000' as NanosText,
    service: 'api',
    name: `GET /${index}`,
    message: '',
    kind: 'Server',
    status: 'Unset',
    level: 9,
    tags: [],
    httpStatus: 200,
    exceptionType: '',
    values: [],
    trace: { spans: 3, errors: 0 },
    ...rest,
  };
}

/** What the server was asked for rows. */
let asked: RowsSpec[] = [];

/** A server that answers questions for rows with `rows`, and counts 3 spans. */
function serve(rows: (spec: RowsSpec) => Answer | { status: number; message: string }, stored = 5): void {
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path === '/api/status') return Response.json({ store: { spans: stored } });
    const { spec } = JSON.parse(String(init.body)) as Query;
    if (spec.kind !== 'rows') {
      const points = [[NOW - 60_000, 3]];
      return Response.json({ kind: 'series', executed: '', partial: false, series: [{ measure: 0, labels: [], points }] });
    }
    asked.push(spec);
    const answer = rows(spec);
    if ('kind' in answer) return Response.json(answer);
    return Response.json({ error: { fault: 'failed', message: answer.message, executed: 'SELECT 1' } }, { status: answer.status });
  });
}

const page = (rows: readonly SpanRow[], next?: string): Answer => ({
  kind: 'rows',
  executed: '',
  partial: false,
  rows,
  ...(next === undefined ? {} : { next }),
});

function open(address = ''): void {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <NuqsTestingAdapter hasMemory searchParams={address}>
        <TimeWindowProvider start={millis(NOW)}>
          <TraceListPage />
        </TimeWindowProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  asked = [];
  // jsdom has no layout: nothing ever changes its size
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('lists roots, each a link to its trace, and reads on to an honest end', async () => {
  serve(({ after }) =>
    after === undefined
      ? page([span(0, { status: 'Error', httpStatus: 502, exceptionType: 'ModelHTTPError' }), span(1)], 'more')
      : page([span(2, { duration: '-1' as NanosText })]),
  );
  open();
  expect(await screen.findByText('That is all: 3.')).toBeTruthy();
  const rows = within(screen.getByRole('grid', { name: 'Spans' })).getAllByRole('row');
  expect(rows).toHaveLength(3);
  expect(rows[0]?.textContent).toContain('GET /0→ 502');
  expect(rows[0]?.textContent).toContain('ModelHTTPError');
  expect(within(screen.getByRole('grid')).getByRole('link', { name: 'GET /0' }).getAttribute('href')).toBe('/traces/trace0');
  expect(rows[2]?.textContent).toContain('running');
  expect(asked.map(({ after, where, traceSummary }) => [after, where, traceSummary])).toEqual([
    [undefined, { op: 'eq', field: { in: 'record', name: 'root' }, value: true }, true],
    ['more', { op: 'eq', field: { in: 'record', name: 'root' }, value: true }, true],
  ]);
});

it('opens a span that is no root at its place in the trace', async () => {
  serve(() => page([span(7, { parentSpanId: 'p' })]));
  open('?show=all');
  expect((await screen.findByRole('link', { name: 'GET /7' })).getAttribute('href')).toBe('/traces/trace7?span=span7');
});

it('asks for the filter of the address, and a button adds to it', async () => {
  serve(() => page([span(0)]));
  open('?q=service.name%20%3D%20api&show=all');
  await screen.findByRole('grid');
  fireEvent.click(screen.getByRole('button', { name: 'Errors' }));
  await expect.poll(() => asked).toHaveLength(2);
  const service = { op: 'eq', field: { in: 'record', name: 'service' }, value: 'api' };
  expect(asked.map(({ where }) => where)).toEqual([
    service,
    { op: 'and', of: [service, { op: 'eq', field: { in: 'record', name: 'error' }, value: true }] },
  ]);
  expect(screen.getByRole<HTMLInputElement>('combobox').value).toBe('service.name = api and error');
});

it('offers a longer range and fewer conditions where nothing matches', async () => {
  serve(() => page([]));
  open('?q=error');
  expect(await screen.findByText('No spans match. Try the last hour.')).toBeTruthy();
  expect(screen.getAllByRole('button').map((button) => button.textContent)).toEqual(
    expect.arrayContaining(['Show the last hour', 'Clear the filter']),
  );
});

it('leads to Connect while nothing has arrived', async () => {
  serve(() => page([]), 0);
  open();
  expect((await screen.findByRole('link', { name: 'Connect your app' })).getAttribute('href')).toBe('/connect');
});

it('says what failed and what ran, and tries again', async () => {
  serve(() => ({ status: 400, message: 'The column Foo is missing.' }));
  open();
  expect((await screen.findByRole('alert')).textContent).toContain('The column Foo is missing.');
  expect(screen.getByText('SELECT 1')).toBeTruthy();
  serve(() => page([span(4)]));
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('link', { name: 'GET /4' })).toBeTruthy();
});

it('keeps the rows when the next page fails, and asks again only on a click', async () => {
  serve(({ after }) => (after === undefined ? page([span(0)], 'more') : { status: 500, message: 'The store is gone.' }));
  open();
  expect(await screen.findByText(/The next rows could not be read: The store is gone./)).toBeTruthy();
  expect(screen.getByRole('link', { name: 'GET /0' })).toBeTruthy();
  expect(asked).toHaveLength(2);
  serve(() => page([span(1)]));
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('That is all: 2.')).toBeTruthy();
});
