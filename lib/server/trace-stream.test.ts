import { expect, it, vi } from 'vitest';
import { nanos, nanosText } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { TracePart } from '@/lib/model/trace';
import { FrameReader } from '@/lib/model/trace-frame';
import { log } from '@/lib/server/log';
import { traceStream } from '@/lib/server/trace-stream';

const { signal } = new AbortController();
const head: TracePart = { kind: 'head', traceId: 'a'.repeat(32), origin: nanosText(nanos(1n)), total: 2, errors: 1, open: 0 };
const end: TracePart = { kind: 'end', spans: 2, more: false };

async function* parts(...given: (TracePart | Error)[]): AsyncGenerator<TracePart> {
  for (const part of given) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

async function partsOf(response: Response): Promise<TracePart[]> {
  return [...new FrameReader().push(new Uint8Array(await response.arrayBuffer()))];
}

it('is a frame for each', async () => {
  const response = await traceStream(parts(head, end), signal);
  expect(response.headers.get('content-type')).toBe('application/octet-stream');
  // a proxy hands the first rows on as they come
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(await partsOf(response)).toEqual([head, end]);
});

it('throws what fails before the first part: the answer can still be a failure', async () => {
  await expect(traceStream(parts(new BackendError('timeout', 'Too long.')), signal)).rejects.toMatchObject({ fault: 'timeout' });
});

it('ends with why there is no more', async () => {
  const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  const told = await traceStream(parts(head, new BackendError('timeout', 'Too long.')), signal);
  expect((await partsOf(told))[1]).toEqual({ kind: 'end', spans: 0, more: false, error: 'Too long.' });
  const broken = await traceStream(parts(head, new Error('the secret cause')), signal);
  expect((await partsOf(broken))[1]).toMatchObject({ kind: 'end', error: 'Hearth failed to read the rest; its log says why.' });
  expect(logged).toHaveBeenCalledTimes(2);
  logged.mockRestore();
});

it('leaves the source when the reader goes away', async () => {
  const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  const left = vi.fn();
  async function* endless(): AsyncGenerator<TracePart> {
    try {
      for (;;) yield head;
    } finally {
      left();
    }
  }
  const reader = (await traceStream(endless(), signal)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(left).toHaveBeenCalledOnce();
  expect(logged).not.toHaveBeenCalled();
  logged.mockRestore();
});
