import { afterEach, expect, it, vi } from 'vitest';
import { nanosText, nanos } from '@/lib/base/time';
import { streamTrace } from '@/lib/client/trace-stream';
import { encodeFrame } from '@/lib/model/trace-frame';
import type { TracePart } from '@/lib/model/trace';

const ID = 'a'.repeat(32);
const HEAD: TracePart = { kind: 'head', traceId: ID, origin: nanosText(nanos(0n)), total: 1, errors: 0, open: 0 };
const END: TracePart = { kind: 'end', spans: 1, more: false };

/** What is read of a trace whose server sends these parts and then does `then`. */
function reading(
  parts: readonly TracePart[],
  then: (controller: ReadableStreamDefaultController) => void,
  cancel = () => undefined,
  signal?: AbortSignal,
) {
  const body = new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encodeFrame(part));
    },
    // after what came was read: an error would throw it away
    pull: then,
    cancel,
  });
  vi.stubGlobal('fetch', async () => new Response(body));
  return streamTrace(ID, { limit: 10 }, signal);
}
afterEach(() => vi.unstubAllGlobals());

async function all(stream: AsyncIterable<TracePart>): Promise<TracePart[]> {
  const parts: TracePart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

it('gives the parts as they come', async () => {
  expect(await all(reading([HEAD, END], (controller) => controller.close()))).toEqual([HEAD, END]);
});

it.each([
  ['is closed', (controller: ReadableStreamDefaultController) => controller.close()],
  ['breaks', (controller: ReadableStreamDefaultController) => controller.error(new TypeError('network error'))],
])('says that a stream which %s before its end is not the whole trace', async (_how, then) => {
  await expect(all(reading([HEAD], then))).rejects.toMatchObject({
    name: 'ApiError',
    message: 'The connection broke before the whole trace had come.',
  });
});

it('lets go of a stream that nobody reads on', async () => {
  const cancelled = vi.fn();
  for await (const part of reading([HEAD], () => undefined, cancelled)) {
    expect(part).toEqual(HEAD);
    break;
  }
  expect(cancelled).toHaveBeenCalledOnce();
});

it('tells a reader who left from a connection that broke', async () => {
  const left = new AbortController();
  const cause = new DOMException('left', 'AbortError');
  const stream = reading(
    [HEAD],
    (controller) => {
      left.abort(cause);
      controller.error(cause);
    },
    undefined,
    left.signal,
  );
  await expect(all(stream)).rejects.toBe(cause);
});
