// @vitest-environment jsdom
import { act, renderHook, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useTrace } from '@/components/traces/use-trace';
import type { NanosText } from '@/lib/base/time';
import type { TracePart } from '@/lib/model/trace';
import { encodeFrame } from '@/lib/model/trace-frame';
import { sampleChunk, sampleId } from '@/lib/waterfall/sample.testing';

const HEAD: TracePart = { kind: 'head', traceId: 't', origin: '0' as NanosText, total: 3, errors: 0, open: 0 };
const FIRST = sampleChunk([{ id: 'r' }, { id: 'a', parent: 'r', start: 1 }]);

/** A server that sends these parts and then closes the connection. */
function serve(...parts: TracePart[]): void {
  const body = Buffer.concat(parts.map(encodeFrame));
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)));
}

afterEach(() => vi.unstubAllGlobals());

it('reads a trace to its end', async () => {
  serve(HEAD, FIRST, sampleChunk([{ id: 'b', parent: 'r', start: 2 }]), { kind: 'end', spans: 3, more: false });
  const { result } = renderHook(() => useTrace('t', 100));
  expect(result.current.state).toBe('loading');
  await waitFor(() => expect(result.current.state).toBe('done'));
  expect([result.current.trace?.tree.rows, result.current.trace?.columns.spanIdOf(2), result.current.failure]).toEqual([
    3,
    sampleId('b'),
    undefined,
  ]);
});

it('keeps what had come when the connection breaks', async () => {
  serve(HEAD, FIRST);
  const { result } = renderHook(() => useTrace('t', 100));
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current.trace?.tree.rows).toBe(2);
  expect(result.current.failure?.message).toBe('The connection broke before the whole trace had come.');
});

it('keeps what had come when the server stops short, and says why', async () => {
  serve(HEAD, FIRST, { kind: 'end', spans: 2, more: false, error: 'The store took too long.' });
  const { result } = renderHook(() => useTrace('t', 100));
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect([result.current.trace?.tree.rows, result.current.failure?.message]).toEqual([2, 'The store took too long.']);
});

it('says what the server refused', async () => {
  const body = { error: { fault: 'invalid', message: 'A trace id has 32 hex digits.', executed: 'SELECT 1' } };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status: 400 })));
  const { result } = renderHook(() => useTrace('x', 100));
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current.failure).toMatchObject({ message: 'A trace id has 32 hex digits.', executed: 'SELECT 1' });
  expect(result.current.trace).toBeUndefined();
});

it('keeps the whole trace when reading it again fails', async () => {
  serve(HEAD, FIRST, { kind: 'end', spans: 2, more: false });
  const { result } = renderHook(() => useTrace('t', 100));
  await waitFor(() => expect(result.current.state).toBe('done'));
  serve(HEAD);
  act(() => result.current.again());
  await waitFor(() => expect(result.current.state).toBe('failed'));
  expect(result.current.trace?.tree.rows).toBe(2);
  serve(HEAD, FIRST, { kind: 'end', spans: 2, more: false });
  act(() => result.current.again());
  await waitFor(() => expect(result.current).toMatchObject({ state: 'done' }));
  expect(result.current.failure).toBeUndefined();
});

it('forgets the trace before when another one is opened', async () => {
  serve(HEAD, FIRST, { kind: 'end', spans: 2, more: false });
  const { result, rerender } = renderHook(({ id }) => useTrace(id, 100), { initialProps: { id: 't' } });
  await waitFor(() => expect(result.current.state).toBe('done'));
  rerender({ id: 'u' });
  expect(result.current).toMatchObject({ state: 'loading' });
  expect(result.current.trace).toBeUndefined();
  await waitFor(() => expect(result.current.state).toBe('done'));
});
