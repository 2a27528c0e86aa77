// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TraceView } from '@/components/traces/trace-view';
import { millis } from '@/lib/base/time';
import { TimeWindowProvider } from '@/lib/client/time-window';
import { extentOf } from '@/lib/waterfall/extent';
import { sampleColumns, sampleId, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { buildTree } from '@/lib/waterfall/tree';

const SPANS: SampleSpan[] = [
  { id: 'r', name: 'POST /v1/search', duration: 6.31e9 },
  { id: 'a', parent: 'r', name: '<img src=x onerror=alert(1)>', start: 1e9, duration: 2e9 },
  { id: 'b', parent: 'a', name: 'try 1', start: 1.5e9, duration: 0.5e9, status: 'Error' },
  { id: 'c', parent: 'r', name: 'publish', start: 4e9, duration: -1 },
  { id: 'x', parent: 'lost', name: 'orphan', start: 5e9, duration: 1e6 },
];

beforeEach(() => {
  // jsdom has no layout: nothing ever changes its size
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('fetch', () => new Promise(() => undefined));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Renders the trace, as it is seen 20 s after it began. */
function open(spans: readonly SampleSpan[], address = ''): { grid: HTMLElement; address: () => string } {
  const columns = sampleColumns(spans);
  const trace = { columns, tree: buildTree(columns) };
  let now = address;
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NuqsTestingAdapter hasMemory searchParams={address} onUrlUpdate={(event) => (now = event.queryString)}>
        <TimeWindowProvider start={millis(0)}>
          <TraceView trace={trace} extent={extentOf(columns, 20e9)} loading={false} />
        </TimeWindowProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
  return { grid: screen.getByRole('treegrid'), address: () => now };
}

const names = (grid: HTMLElement) =>
  within(grid)
    .getAllByRole('row')
    .map((row) => row.querySelector('[role=gridcell]')?.textContent?.replace(/^\d+/, ''));

it('shows each span at its level, an orphan under a row for its parent, and names as text', () => {
  const { grid } = open(SPANS);
  expect(names(grid)).toEqual([
    'POST /v1/search',
    '<img src=x onerror=alert(1)>',
    'try 1',
    'publish',
    `missing parent ${sampleId('lost')}`,
    'orphan',
  ]);
  expect(
    within(grid)
      .getAllByRole('row')
      .map((row) => row.getAttribute('aria-level')),
  ).toEqual(['1', '2', '3', '2', '1', '2']);
  expect(grid.querySelector('img')).toBeNull();
  expect(grid.textContent).toContain('running 16');
});

it('collapses and opens with the arrow keys, and with a click on the count', () => {
  const { grid } = open(SPANS);
  fireEvent.keyDown(grid, { key: 'Home' });
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  fireEvent.keyDown(grid, { key: 'ArrowLeft' });
  expect(names(grid)).toEqual([
    'POST /v1/search',
    '<img src=x onerror=alert(1)>1 error below',
    'publish',
    `missing parent ${sampleId('lost')}`,
    'orphan',
  ]);
  expect(grid.getAttribute('aria-activedescendant')).toBe('span-row-1');
  expect(document.getElementById('span-row-1')?.getAttribute('aria-expanded')).toBe('false');
  fireEvent.keyDown(grid, { key: 'ArrowRight' });
  expect(grid.getAttribute('aria-rowcount')).toBe('6');
  const root = grid.querySelector('[data-toggle]');
  if (root) fireEvent.click(root);
  expect(names(grid)).toEqual(['POST /v1/search1 error below', `missing parent ${sampleId('lost')}`, 'orphan']);
});

it('keeps the selected span in the address', async () => {
  const { grid, address } = open(SPANS);
  fireEvent.click(within(grid).getByText('try 1'));
  await expect.poll(address).toBe(`?span=${sampleId('b')}`);
  expect(screen.getByRole('complementary', { name: 'Span' })).toBeTruthy();
  fireEvent.keyDown(grid, { key: 'ArrowDown' });
  await expect.poll(address).toBe(`?span=${sampleId('c')}`);
  fireEvent.keyDown(grid, { key: 'Escape' });
  await expect.poll(address).toBe('');
  expect(screen.queryByRole('complementary', { name: 'Span' })).toBeNull();
});

it('opens at the span of its address', () => {
  const { grid } = open(SPANS, `?span=${sampleId('b')}`);
  expect(within(grid).getByRole('row', { selected: true }).id).toBe('span-row-2');
});

it('finds by text and steps through what it found', () => {
  const { grid } = open(SPANS);
  fireEvent.change(screen.getByRole('textbox', { name: 'Search in this trace' }), { target: { value: 'ublish' } });
  fireEvent.keyDown(screen.getByRole('textbox', { name: 'Search in this trace' }), { key: 'Enter' });
  expect(grid.getAttribute('aria-activedescendant')).toBe('span-row-3');
  expect(screen.getByRole('status').textContent).toBe('1 / 1');
});

it('goes to an error that is hidden, opening what hides it', () => {
  const { grid } = open(SPANS);
  fireEvent.keyDown(grid, { key: 'Home' });
  fireEvent.keyDown(grid, { key: 'ArrowLeft' });
  expect(grid.getAttribute('aria-rowcount')).toBe('3');
  fireEvent.click(screen.getByRole('button', { name: 'Next error (E)' }));
  expect([grid.getAttribute('aria-rowcount'), grid.getAttribute('aria-activedescendant')]).toEqual(['6', 'span-row-2']);
});

it('draws few rows, however many spans there are', () => {
  const { grid } = open(Array.from({ length: 20_000 }, (_, at) => ({ id: `s${at}`, parent: at === 0 ? '' : 's0', start: at })));
  expect(grid.getAttribute('aria-rowcount')).toBe('20000');
  expect(within(grid).getAllByRole('row').length).toBeLessThanOrEqual(120);
});
