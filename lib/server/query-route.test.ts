import { Agent, createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { present } from '@/lib/base/assert';
import type { Answer } from '@/lib/model/answer';
import type { ErrorBody } from '@/lib/model/api';
import { BackendError } from '@/lib/model/backend';
import type { Query } from '@/lib/model/query';
import type { AnswerLine } from '@/lib/model/query-batch';
import { queryRoute } from '@/lib/server/query-route';
import { serveRoute } from '@/lib/server/route-door';
import { provideServices, type Services } from '@/lib/server/services';

/** A question as it reached the answers. */
interface Asked {
  readonly text: string;
  readonly signal: AbortSignal;
  answer(): void;
  fail(cause: unknown): void;
}

let server: Server;
let app: string;
let asked: Asked[] = [];
let changed: (() => void)[] = [];

const told = (text: string): Answer => ({ kind: 'native', executed: text, partial: false, table: { columns: [], rows: [] } });

function ask({ spec }: Query, _maxAge: number | undefined, signal: AbortSignal): Promise<Answer> {
  const text = spec.kind === 'native' ? spec.text : spec.kind;
  return new Promise((resolve, reject) => {
    asked.push({ text, signal, answer: () => resolve(told(text)), fail: reject });
    changed.splice(0).forEach((go) => go());
  });
}

beforeAll(async () => {
  provideServices({ answers: { ask } } as unknown as Services);
  const serve = serveRoute(queryRoute);
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  app = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/query`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  changed = [];
});

/** The question that is asked as number `n`, as soon as it is. */
async function question(n: number): Promise<Asked> {
  while (asked.length <= n) await new Promise<void>((resolve) => changed.push(resolve));
  return present(asked[n], 'the question');
}

const query = (text: string) => ({
  spec: { kind: 'native', language: 'sql', text, limit: 1 },
  frame: { range: { from: 0, to: 60_000 }, step: 1_000 },
});
const post = (body: unknown, init: RequestInit = {}) => fetch(app, { method: 'POST', body: JSON.stringify(body), ...init });

/** The lines of an answer, one for each call, whatever pieces they come in. */
function reading(response: Response): () => Promise<AnswerLine> {
  const reader = present(response.body, 'the body').pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return async () => {
    while (!text.includes('\n')) text += present((await reader.read()).value, 'more of the answer');
    const end = text.indexOf('\n');
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    return JSON.parse(line) as AnswerLine;
  };
}

it('answers one question as JSON', async () => {
  const asking = post(query('a'));
  (await question(0)).answer();
  const response = await asking;
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
  });
  expect(await response.json()).toEqual(told('a'));
});

it.each(['gzip', 'identity'])('answers several line by line as each is ready, as %s', async (coding) => {
  const asking = post({ queries: ['a', 'b', 'c'].map(query) }, { headers: { 'accept-encoding': coding } });
  (await question(2)).answer();
  const response = await asking;
  expect(response.headers.get('content-encoding')).toBe(coding === 'gzip' ? 'gzip' : null);
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  const next = reading(response);
  // the others are still under way
  expect(await next()).toEqual({ n: 2, answer: told('c') });
  (await question(0)).answer();
  expect(await next()).toEqual({ n: 0, answer: told('a') });
  (await question(1)).answer();
  expect(await next()).toEqual({ n: 1, answer: told('b') });
});

it('a question that fails, or does not fit, has a line that says so', async () => {
  const asking = post({ queries: [query('a'), { spec: {} }, query('b')] });
  (await question(0)).fail(new BackendError('timeout', 'It took too long.', { executed: 'SELECT a' }));
  (await question(1)).answer();
  const lines = (await (await asking).text()).trimEnd().split('\n');
  const sorted = lines.map((line) => JSON.parse(line) as AnswerLine).sort((a, b) => a.n - b.n);
  expect(sorted).toEqual([
    { n: 0, status: 504, error: { fault: 'timeout', message: 'It took too long.', executed: 'SELECT a' } },
    { n: 1, status: 400, error: { fault: 'invalid', message: expect.stringMatching(/^The request does not fit: [^]*kind/) as unknown } },
    { n: 2, answer: told('b') },
  ]);
});

it('has no more than six of them under way, begun in their order', async () => {
  const asking = post({ queries: Array.from({ length: 8 }, (_, n) => query(`${n}`)) });
  await question(5);
  expect(asked.map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4', '5']);
  asked[3]?.answer();
  expect((await question(6)).text).toBe('6');
  expect(asked).toHaveLength(7);
  asked.forEach(({ answer }) => answer());
  (await question(7)).answer();
  expect((await (await asking).text()).match(/\n/g)).toHaveLength(8);
});

it('calls off what is under way when the caller goes away', async () => {
  const leaving = new AbortController();
  const asking = post({ queries: [query('a'), query('b')] }, { signal: leaving.signal });
  (await question(0)).answer();
  await asking;
  const { signal } = await question(1);
  const called = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  leaving.abort();
  await called;
});

it.each<[string, unknown, number, RegExp]>([
  ['no questions', { queries: [] }, 400, /^The request does not fit: [^]*queries/],
  ['too many', { queries: Array.from({ length: 101 }, () => query('a')) }, 400, /^The request does not fit: [^]*queries/],
  ['another shape', { spec: {} }, 400, /^The request does not fit: [^]*spec/],
  ['too long', { queries: [query('x'.repeat(1_000_000))] }, 413, /^The request is larger than 1 MB\.$/],
])('refuses %s', async (_, body, status, message) => {
  const response = await post(body);
  expect(response.status).toBe(status);
  expect(((await response.json()) as ErrorBody).error.message).toMatch(message);
  expect(asked).toEqual([]);
});

/** Sends `body` over the agent's one connection; the status, and the body of the answer. */
function sendOver(agent: Agent, body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = send(app, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.once('end', () => resolve(`${response.statusCode} ${text}`));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

it.each([
  ['announced', { 'content-length': '1100000' }],
  ['not announced', { 'transfer-encoding': 'chunked' }],
])('a connection that brought too much, %s, is good for the next question', async (_, headers: Record<string, string>) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await sendOver(agent, 'x'.repeat(1_100_000), headers)).toMatch(/^413 /);
  expect(await sendOver(agent, '{', {})).toMatch(/^400 .*not JSON/);
  agent.destroy();
});
