// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FilterBar } from '@/components/records/filter-bar';
import { millis } from '@/lib/base/time';

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json([{ text: 'highlights-api', count: 900 }, { text: 'my api' }])));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function bar(text = ''): { field: HTMLInputElement; type: (text: string) => void; applied: string[] } {
  const applied: string[] = [];
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FilterBar
        signal="spans"
        page="Traces"
        text={text}
        range={{ from: millis(0), to: millis(1) }}
        onApply={(next) => applied.push(next)}
      />
    </QueryClientProvider>,
  );
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Filter' });
  fireEvent.focus(field);
  return { field, applied, type: (next) => fireEvent.change(field, { target: { value: next } }) };
}

it('completes a key, an operator and a value with the keyboard, then applies', async () => {
  const { field, type, applied } = bar();
  type('service.n');
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  expect(screen.getByRole('option', { selected: true }).textContent).toBe('service.name');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('service.name ');
  fireEvent.keyDown(field, { key: 'ArrowDown' });
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(field.value).toBe('service.name = ');
  fireEvent.mouseDown(await screen.findByRole('option', { name: /my api/ }));
  expect(field.value).toBe('service.name = "my api" ');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(applied).toEqual(['service.name = "my api"']);
});

it('shows what is wrong and where, and does not apply it', () => {
  const { field, type, applied } = bar();
  type('service.name = api and (or');
  expect(screen.getByRole('alert').textContent).not.toBe('');
  expect(document.querySelector('.decoration-wavy')?.textContent).toBe('or');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  fireEvent.keyDown(field, { key: 'Enter' });
  expect(applied).toEqual([]);
});

it('clears the filter', () => {
  const { applied } = bar('error');
  fireEvent.click(screen.getByRole('button', { name: 'Clear the filter' }));
  expect(applied).toEqual(['']);
});
