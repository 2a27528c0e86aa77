import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BackendError } from '@/lib/model/backend';
import type { TailEvent } from '@/lib/model/live';
import { eventStream, HEARTBEAT_MILLIS } from '@/lib/server/event-stream';

const GAP: TailEvent = { kind: 'gap', cursor: 'e.5' };
const PUSHED: TailEvent = { kind: 'mode', pushed: true };

/** Events, one for each that is asked for, and how many were. */
function source(...events: (TailEvent | Error | Promise<TailEvent>)[]) {
  const asked = { count: 0, returned: false };
  async function* read(): AsyncGenerator<TailEvent, void, undefined> {
    try {
      for (const event of events) {
        asked.count += 1;
        if (event instanceof Error) throw event;
        yield await event;
      }
    } finally {
      asked.returned = true;
    }
  }
  return { events: read(), asked };
}

async function readOne(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | undefined> {
  const { value } = await reader.read();
  return value && new TextDecoder().decode(value);
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

it('writes each event under its cursor, and leaves compression out', async () => {
  const response = await eventStream(source(PUSHED, GAP).events, () => undefined);
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(await response.text()).toBe('data: {"kind":"mode","pushed":true}\n\nid: e.5\ndata: {"kind":"gap","cursor":"e.5"}\n\n');
});

it('takes no event before the one before it was read', async () => {
  const { events, asked } = source(PUSHED, GAP, GAP);
  const response = await eventStream(events, () => undefined);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.count).toBe(1);
  const reader = response.body?.getReader();
  if (reader) await readOne(reader);
  await vi.advanceTimersByTimeAsync(0);
  expect(asked.count).toBe(1);
});

it('lets something be heard in silence', async () => {
  let come: (event: TailEvent) => void = () => undefined;
  const later = new Promise<TailEvent>((resolve) => (come = resolve));
  const response = await eventStream(source(PUSHED, later).events, () => undefined);
  const reader = response.body?.getReader();
  expect(reader && (await readOne(reader))).toContain('mode');
  const quiet = reader && readOne(reader);
  await vi.advanceTimersByTimeAsync(HEARTBEAT_MILLIS);
  expect(await quiet).toBe(': alive\n\n');
  const next = reader && readOne(reader);
  come(GAP);
  expect(await next).toContain('gap');
});

it('throws what fails before the first event, and tells what fails later', async () => {
  await expect(eventStream(source(new BackendError('full', 'Too many.')).events, () => undefined)).rejects.toMatchObject({ fault: 'full' });
  const response = await eventStream(source(PUSHED, new BackendError('unreachable', 'It is gone.')).events, () => undefined);
  expect((await response.text()).split('\n\n')).toEqual([
    'data: {"kind":"mode","pushed":true}',
    'data: {"kind":"fault","message":"It is gone."}',
    '',
  ]);
});

it('stops when the caller is gone', async () => {
  const { events, asked } = source(PUSHED, GAP);
  const stop = vi.fn();
  const response = await eventStream(events, stop);
  await response.body?.cancel();
  expect(stop).toHaveBeenCalledOnce();
  expect(asked.returned).toBe(true);
});
