import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { BackendError, type Fault } from '@/lib/model/backend';
import { log } from '@/lib/server/log';
import { route, RouteError } from '@/lib/server/route';
import { provideServices, type Services } from '@/lib/server/services';

const failed = vi.spyOn(log(), 'error').mockImplementation(() => undefined);
afterEach(() => void failed.mockClear());

// none of these routes asks the services for anything
provideServices({} as Services);

type Body = ConstructorParameters<typeof Request>[1];
const url = 'http://localhost:3000/api/thing';
const at = (params: Record<string, string> = {}) => ({ params: Promise.resolve(params) });
const post = (body: string | ReadableStream, init: Body = {}) =>
  new Request(url, { method: 'POST', body, duplex: 'half', ...init } as Body);

const echo = route({ may: 'status:read', input: z.looseObject({}), handler: async ({ input }) => input });

async function told(response: Response): Promise<{ status: number; error: Record<string, unknown> }> {
  return { status: response.status, ...((await response.json()) as { error: Record<string, unknown> }) };
}

/** A route whose handler fails with `cause`. */
const failing = (cause: unknown) => route({ may: 'status:read', input: z.object({}), handler: () => Promise.reject(cause) });

it('puts search, body and path together; the path has the last word', async () => {
  const request = new Request(`${url}?a=search&b=search&id=search`, { method: 'POST', body: '{"b":"body","id":"body"}' });
  expect(await (await echo(request, at({ id: 'path' }))).json()).toEqual({ a: 'search', b: 'body', id: 'path' });
  expect(await (await echo(new Request(`${url}?a=1`), at({ id: 'path' }))).json()).toEqual({ a: '1', id: 'path' });
});

it('says what does not fit', async () => {
  const strict = route({ may: 'status:read', input: z.object({ limit: z.number() }), handler: async () => 1 });
  expect(await told(await strict(post('{"limit":"ten"}'), at()))).toMatchObject({
    status: 400,
    error: { fault: 'invalid', message: expect.stringMatching(/^The request does not fit: [^]*limit/) },
  });
  expect(await told(await strict(post('{'), at()))).toMatchObject({
    status: 400,
    error: { message: expect.stringMatching(/^The request's body is not JSON: /) },
  });
});

it('reads no more than a megabyte, announced or not', async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(100_000));
    },
  });
  expect((await told(await echo(post(endless), at()))).status).toBe(413);
  expect(pulled).toBeLessThan(20);
  expect((await told(await echo(post('{}', { headers: { 'content-length': '1000001' } }), at()))).status).toBe(413);
  // 400 000 characters of three bytes each
  expect((await told(await echo(post(JSON.stringify({ text: '€'.repeat(400_000) })), at()))).status).toBe(413);
});

const faults: [Fault, number][] = [
  ['unsupported', 400],
  ['invalid', 400],
  ['denied', 403],
  ['cancelled', 499],
  ['failed', 500],
  ['unreachable', 502],
  ['timeout', 504],
  ['full', 507],
];
it.each(faults)('a store that says %s is answered with %d', async (fault, status) => {
  const cause = new BackendError(fault, 'A sentence.', { executed: 'SELECT 1', position: 3 });
  expect(await told(await failing(cause)(new Request(url), at()))).toEqual({
    status,
    error: { fault, message: 'A sentence.', executed: 'SELECT 1', position: 3 },
  });
  expect(failed).toHaveBeenCalledTimes(fault === 'failed' ? 1 : 0);
});

it('knows a BackendError of another bundle, which has its own class', async () => {
  const foreign = Object.assign(new Error('From elsewhere.'), { name: 'BackendError', fault: 'timeout', details: {} });
  expect(await told(await failing(foreign)(new Request(url), at()))).toEqual({
    status: 504,
    error: { fault: 'timeout', message: 'From elsewhere.' },
  });
});

it('passes on what a handler refuses, and keeps what broke to its log', async () => {
  expect(await told(await failing(new RouteError(404, 'notFound', 'No such span.'))(new Request(url), at()))).toEqual({
    status: 404,
    error: { fault: 'notFound', message: 'No such span.' },
  });
  const broken = await told(await failing(new Error('password=secret'))(new Request(url), at()));
  expect(broken).toMatchObject({ status: 500, error: { fault: 'failed' } });
  expect(JSON.stringify(broken)).not.toContain('secret');
  expect(failed).toHaveBeenCalledOnce();
});

it('a caller that went away is no failure', async () => {
  const gone = new AbortController();
  const wait = route({
    may: 'status:read',
    input: z.object({}),
    handler: ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  });
  const answer = wait(new Request(url, { signal: gone.signal }), at());
  setImmediate(() => gone.abort());
  expect((await told(await answer)).status).toBe(499);
  expect(failed).not.toHaveBeenCalled();
});
