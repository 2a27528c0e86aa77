// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { CompareBody } from '@/components/traces/compare-body';
import { sampleColumns, type SampleSpan } from '@/lib/waterfall/sample.testing';
import { selfTimes } from '@/lib/waterfall/self-time';
import { buildTree } from '@/lib/waterfall/tree';

const MILLI = 1e6;

function part(spans: readonly SampleSpan[]) {
  const columns = sampleColumns(
    spans.map((span) => ({ ...span, start: (span.start ?? 0) * MILLI, duration: (span.duration ?? 0) * MILLI })),
  );
  const tree = buildTree(columns);
  return { trace: { columns, tree }, self: selfTimes(columns, tree, 0), openEnd: 0 };
}

const FIRST = part([
  { id: '1', name: 'GET /cart', service: 'web', duration: 100 },
  { id: '2', parent: '1', name: 'SELECT', start: 10, duration: 10 },
  { id: '3', parent: '1', name: 'SELECT', start: 40, duration: 20, status: 'Error' },
  { id: '4', parent: '1', name: 'render', start: 70, duration: 10 },
]);
const SECOND = part([
  { id: '1', name: 'GET /cart', service: 'web', duration: 160 },
  { id: '2', parent: '1', name: 'SELECT', start: 10, duration: 90 },
  { id: '5', parent: '1', name: 'cache', start: 120, duration: 5 },
]);

beforeEach(() => {
  // jsdom has no layout: nothing ever changes its size
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  render(
    <NuqsTestingAdapter hasMemory>
      <CompareBody first={FIRST} second={SECOND} />
    </NuqsTestingAdapter>,
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const texts = (elements: readonly HTMLElement[]) => elements.map((element) => (element.textContent ?? '').replaceAll('\u00a0', ' '));
const paths = () => screen.getByRole('treegrid', { name: 'Paths of both traces' });
const rows = () => texts(within(paths()).getAllByRole('row').slice(1));

it('says what was matched, and shows both traces path by path', () => {
  expect(screen.getByText('spans matched', { exact: false }).textContent).toBe('2 spans matched');
  expect(screen.getByText('2 only in A, 1 only in B')).toBeTruthy();
  expect(rows()).toEqual([
    'webGET /cart1 → 1100 ms160 ms+60 ms +60 %',
    'apiSELECT2 → 130 ms90 ms+60 ms +200 %',
    'apicache0 → 1–5 msonly in B',
    'apirender1 → 010 ms–only in A',
  ]);
});

it('collapses by the arrow keys, and shows the spans of a path in their order', () => {
  fireEvent.keyDown(paths(), { key: 'ArrowLeft' });
  expect(rows()).toHaveLength(1);
  fireEvent.keyDown(paths(), { key: 'ArrowRight' });
  fireEvent.keyDown(paths(), { key: 'ArrowDown' });
  fireEvent.keyDown(paths(), { key: 'Enter' });
  const pairs = screen.getByRole('table', { name: 'Spans of the path, matched in their order' });
  expect(texts(within(pairs).getAllByRole('row').slice(1))).toEqual(['110 ms90 ms+80 ms +800 %', '220 ms–only in A']);
  fireEvent.keyDown(paths(), { key: 'Escape' });
  expect(screen.queryByRole('table', { name: 'Spans of the path, matched in their order' })).toBeNull();
});

it('has the statistics of both, and their differences', () => {
  const tab = screen.getByRole('tab', { name: 'Statistics' });
  fireEvent.mouseDown(tab, { button: 0 });
  fireEvent.focus(tab);
  const table = screen.getByRole('table', { name: 'Statistics of both traces' });
  const row = within(table)
    .getAllByRole('row')
    .find((each) => each.textContent?.includes('SELECT'));
  expect(row && texts(within(row).getAllByRole('cell'))).toEqual([
    ...['2', '1', '1', '0', '30 ms', '90 ms', '+60 ms +200 %', '30 ms', '90 ms', '+60 ms +200 %'],
  ]);
});
