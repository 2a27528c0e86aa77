import { expect, it, vi } from 'vitest';
import { nanos, nanosText } from '@/lib/base/time';
import { BackendError } from '@/lib/model/backend';
import type { TraceLine } from '@/lib/model/trace';
import { log } from '@/lib/server/log';
import { ndjson } from '@/lib/server/ndjson';

const { signal } = new AbortController();
const head: TraceLine = { kind: 'head', traceId: 'a'.repeat(32), origin: nanosText(nanos(1n)), total: 2 };
const end: TraceLine = { kind: 'end', spans: 2 };

async function* lines(...given: (TraceLine | Error)[]): AsyncGenerator<TraceLine> {
  for (const line of given) {
    if (line instanceof Error) throw line;
    yield line;
  }
}

it('is a line of JSON for each', async () => {
  const response = await ndjson(lines(head, end), signal);
  expect(response.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  expect(await response.text()).toBe(`${JSON.stringify(head)}\n${JSON.stringify(end)}\n`);
});

it('throws what fails before the first line: the answer can still be a failure', async () => {
  await expect(ndjson(lines(new BackendError('timeout', 'Too long.')), signal)).rejects.toMatchObject({ fault: 'timeout' });
});

it('ends with why there is no more', async () => {
  const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  const told = await ndjson(lines(head, new BackendError('timeout', 'Too long.')), signal);
  expect((await told.text()).split('\n')[1]).toBe('{"kind":"end","spans":0,"error":"Too long."}');
  const broken = await ndjson(lines(head, new Error('the secret cause')), signal);
  expect((await broken.text()).split('\n')[1]).toBe('{"kind":"end","spans":0,"error":"Hearth failed to read the rest; its log says why."}');
  expect(logged).toHaveBeenCalledTimes(2);
  logged.mockRestore();
});

it('leaves the source when the reader goes away', async () => {
  const logged = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
  const left = vi.fn();
  async function* endless(): AsyncGenerator<TraceLine> {
    try {
      for (;;) yield head;
    } finally {
      left();
    }
  }
  const reader = (await ndjson(endless(), signal)).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(left).toHaveBeenCalledOnce();
  expect(logged).not.toHaveBeenCalled();
  logged.mockRestore();
});
