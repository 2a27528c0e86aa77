// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useIdle } from '@/lib/client/idle';

/** What the browser has been asked to run when it is idle, by handle. */
let waiting: Map<number, () => void>;
let longest: (number | undefined)[];

beforeEach(() => {
  waiting = new Map();
  longest = [];
  let handles = 0;
  vi.stubGlobal('requestIdleCallback', (run: () => void, options?: { timeout?: number }) => {
    handles += 1;
    waiting.set(handles, run);
    longest.push(options?.timeout);
    return handles;
  });
  vi.stubGlobal('cancelIdleCallback', (handle: number) => waiting.delete(handle));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const idle = () => act(() => waiting.forEach((run) => run()));

it('is true when the page has been idle, and asks for that no more', () => {
  const { result, rerender } = renderHook(() => useIdle());
  expect([result.current, waiting.size, longest]).toEqual([false, 1, [1_000]]);
  idle();
  expect(result.current).toBe(true);
  rerender();
  expect(longest).toHaveLength(1);
});

it('asks for nothing more when what waited is gone', () => {
  const { unmount } = renderHook(() => useIdle());
  unmount();
  expect(waiting.size).toBe(0);
});

it('counts a browser that does not tell when it is idle as idle after a second', () => {
  vi.stubGlobal('requestIdleCallback', undefined);
  vi.useFakeTimers();
  const { result } = renderHook(() => useIdle());
  act(() => void vi.advanceTimersByTime(999));
  expect(result.current).toBe(false);
  act(() => void vi.advanceTimersByTime(1));
  expect(result.current).toBe(true);
  vi.useRealTimers();
});
