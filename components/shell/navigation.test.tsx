// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen } from '@testing-library/react';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { Navigation } from '@/components/shell/navigation';
import { RailFoot } from '@/components/shell/rail-foot';
import { millis } from '@/lib/base/time';
import { TimeWindowProvider } from '@/lib/client/time-window';

vi.mock('next/navigation', () => ({ usePathname: () => '/traces', useSearchParams: () => new URLSearchParams() }));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('is drawn at once and asks its questions only when the page has nothing else to do', () => {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (address: string) => {
    asked.push(address);
    return new Promise(() => undefined);
  });
  let idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  vi.stubGlobal('cancelIdleCallback', () => undefined);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <NuqsTestingAdapter>
        <TimeWindowProvider start={millis(0)}>
          <Navigation folded={false} />
          <RailFoot />
        </TimeWindowProvider>
      </NuqsTestingAdapter>
    </QueryClientProvider>,
  );
  expect(screen.getByRole('link', { name: 'Traces' }).getAttribute('aria-current')).toBe('page');
  expect(asked).toEqual([]);
  act(() => {
    const now = idle;
    idle = [];
    now.forEach((run) => run());
  });
  expect(asked.toSorted()).toEqual(['/api/alerts/conditions', '/api/dashboards', '/api/status']);
});
