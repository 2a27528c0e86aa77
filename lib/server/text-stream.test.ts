import { afterEach, expect, it, vi } from 'vitest';
import { BackendError } from '@/lib/model/backend';
import { log } from '@/lib/server/log';
import { textStream } from '@/lib/server/text-stream';

const { signal } = new AbortController();
const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
afterEach(() => logged.mockClear());

async function* pieces(...given: (string | Error)[]): AsyncGenerator<string> {
  for (const piece of given) {
    if (piece instanceof Error) throw piece;
    yield piece;
  }
}

async function read(text: ReadableStream<Uint8Array>): Promise<string> {
  return new Response(text).text();
}

it('is all pieces in their order', async () => {
  expect(await read(await textStream(pieces('grün ', 'und ', 'blau'), signal))).toBe('grün und blau');
  expect(await read(await textStream(pieces(), signal))).toBe('');
});

it('throws what fails before the first piece: the answer can still be a failure', async () => {
  await expect(textStream(pieces(new BackendError('timeout', 'Too long.')), signal)).rejects.toMatchObject({ fault: 'timeout' });
});

it('breaks where it fails later, and tells the log of what nobody foresaw', async () => {
  await expect(read(await textStream(pieces('half', new BackendError('timeout', 'Too long.')), signal))).rejects.toThrow('Too long.');
  expect(logged).not.toHaveBeenCalled();
  await expect(read(await textStream(pieces('half', new Error('odd')), signal))).rejects.toThrow('odd');
  expect(logged).toHaveBeenCalledOnce();
});

it('is no failure when the reader leaves while a piece is on its way', async () => {
  let come = (): void => undefined;
  const later = new Promise<void>((resolve) => (come = resolve));
  async function* slow(): AsyncGenerator<string> {
    yield 'first';
    await later;
    yield 'second';
  }
  const reader = (await textStream(slow(), signal)).getReader();
  await reader.read();
  const asked = reader.read();
  const left = reader.cancel();
  come();
  expect(await asked).toEqual({ done: true, value: undefined });
  await left;
  expect(logged).not.toHaveBeenCalled();
});
