import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { present } from '@/lib/base/assert';
import { millis } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { runQuery } from '@/lib/client/query-batch';
import type { Answer } from '@/lib/model/answer';
import type { QueryRequest } from '@/lib/model/api';
import type { Query } from '@/lib/model/query';

/** A request as the server got it, and the way to answer it. */
interface Asked {
  readonly texts: readonly string[];
  readonly together: boolean;
  readonly response: ServerResponse;
  readonly gone: Promise<void>;
}

let server: Server;
let asked: Asked[] = [];
let arrived: (() => void)[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => real(`http://127.0.0.1:${port}${path}`, init));
});
afterAll(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  arrived = [];
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new Promise<void>((resolve) => response.once('close', resolve));
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  const body = JSON.parse(text) as QueryRequest | { queries: QueryRequest[] };
  const together = 'queries' in body;
  const texts = (together ? body.queries : [body]).map(({ spec }) => (spec.kind === 'native' ? spec.text : spec.kind));
  asked.push({ texts, together, response, gone });
  arrived.splice(0).forEach((go) => go());
}

/** The request with index `n`, as soon as it is there. */
async function request(n: number): Promise<Asked> {
  while (asked.length <= n) await new Promise<void>((resolve) => arrived.push(resolve));
  return present(asked[n], 'the request');
}

const question = (text: string): Query => ({
  spec: { kind: 'native', language: 'sql', text, limit: 1 },
  frame: { range: { from: millis(0), to: millis(60_000) }, step: millis(1_000) },
});
const answer = (text: string): Answer => ({ kind: 'native', executed: text, partial: false, table: { columns: [], rows: [] } });
const line = (n: number, text: string) => `${JSON.stringify({ n, answer: answer(text) })}\n`;

/** Fills a turn up, so that what is asked with them goes together. */
const OTHERS = ['2', '3', '4', '5', '6', '7'];
function askOthers(): Promise<unknown> {
  return Promise.allSettled(OTHERS.map((text) => runQuery(question(text))));
}

it('as many as a browser sends at once go alone', async () => {
  const texts = ['a', 'b', 'c', 'd', 'e', 'f'];
  const all = texts.map((text) => runQuery(question(text)));
  await request(5);
  expect(asked.map((load) => load.together)).toEqual(texts.map(() => false));
  for (const { texts, response } of asked) response.end(JSON.stringify(answer(texts.join())));
  expect(await Promise.all(all)).toEqual(texts.map(answer));
});

it('more than that, asked in one turn, are one request, and each answer is given out as it comes', async () => {
  const [a, b] = [runQuery(question('a')), runQuery(question('b'))];
  const others = askOthers();
  const { texts, response } = await request(0);
  expect(texts).toEqual(['a', 'b', ...OTHERS]);
  // the second first, in two pieces that break a character apart
  const bytes = Buffer.from(line(1, 'b €'));
  const middle = bytes.indexOf(0xe2) + 1;
  response.write(bytes.subarray(0, middle));
  response.write(bytes.subarray(middle));
  expect(await b).toEqual(answer('b €'));
  response.end(line(0, 'a') + OTHERS.map((text) => line(Number(text), text)).join(''));
  expect(await a).toEqual(answer('a'));
  expect(await others).toEqual(OTHERS.map((text) => ({ status: 'fulfilled', value: answer(text) })));
  expect(asked).toHaveLength(1);
});

it('a question that fails says how; the others are answered', async () => {
  const [a, b] = [runQuery(question('a')), runQuery(question('b'))];
  void askOthers();
  const { response } = await request(0);
  const error = { fault: 'invalid', message: 'No such column.', executed: 'SELECT', position: 3 };
  response.end(`${JSON.stringify({ n: 0, status: 400, error })}\n${line(1, 'b')}`);
  const failure = await a.catch((cause: unknown) => cause);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 400, details: error, message: 'No such column.' });
  expect(await b).toEqual(answer('b'));
});

it('a request that is refused is refused for all of its questions', async () => {
  const all = askOthers();
  const a = runQuery(question('a')).catch((cause: unknown) => cause);
  const { response } = await request(0);
  response.writeHead(503).end(JSON.stringify({ error: { fault: 'unreachable', message: 'Hearth is starting.' } }));
  const reason = expect.objectContaining({ status: 503, message: 'Hearth is starting.' }) as unknown;
  expect(await a).toEqual(reason);
  expect(await all).toEqual(OTHERS.map(() => ({ status: 'rejected', reason })));
});

const broken = expect.objectContaining({
  status: 0,
  message: 'The connection to Hearth broke before this was answered. Try again.',
}) as unknown;

it.each([
  ['is cut', (response: ServerResponse) => void response.destroy()],
  ['ends too early', (response: ServerResponse) => void response.end('{"n":1,"ans')],
])('a connection that %s fails the questions that are not answered, and no others', async (_, end) => {
  const [a, b] = [runQuery(question('a')), runQuery(question('b'))];
  void askOthers();
  const { response } = await request(0);
  response.write(line(0, 'a'));
  expect(await a).toEqual(answer('a'));
  end(response);
  await expect(b).rejects.toEqual(broken);
});

it('who leaves is let go at once, and the request ends when nobody waits for it any more', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const settled = [
    runQuery(question('a'), first.signal),
    ...['b', 'c', 'd', 'e', 'f'].map((text) => runQuery(question(text), second.signal)),
    runQuery(question('g')),
  ].map((asking) => asking.catch((cause: unknown) => cause));
  const { response, gone } = await request(0);
  first.abort(new Error('scrolled away'));
  expect(await settled[0]).toEqual(new Error('scrolled away'));
  // an answer that nobody waits for is dropped; the others still come
  response.write(line(0, 'a') + line(6, 'g'));
  expect(await settled[6]).toEqual(answer('g'));
  expect(response.closed).toBe(false);
  second.abort(new Error('left'));
  expect(await settled[1]).toEqual(new Error('left'));
  await gone;
});

it('who has left before the turn is over is not asked for', async () => {
  const leaving = new AbortController();
  const a = runQuery(question('a'), leaving.signal);
  const b = runQuery(question('b'));
  leaving.abort(new Error('left'));
  await expect(a).rejects.toEqual(new Error('left'));
  const { texts, together, response } = await request(0);
  expect([texts, together]).toEqual([['b'], false]);
  response.end(JSON.stringify(answer('b')));
  await b;
});

it.each([
  // 100 questions at most
  ['many', Array.from({ length: 101 }, (_, n) => `q${n}`), [100, 1]],
  // 200 000 characters at most: the frame of each comes on top of its text
  ['long', Array.from({ length: 7 }, (_, n) => `${n}`.repeat(90_000)), [2, 2, 2, 1]],
])('questions that are too %s for one request are several', async (_, texts, lengths) => {
  const all = texts.map((text) => runQuery(question(text)));
  await request(lengths.length - 1);
  expect(asked.map((load) => load.texts.length).sort((a, b) => b - a)).toEqual(lengths);
  for (const { texts, response } of asked) response.end(texts.map((text, n) => line(n, text.slice(0, 9))).join(''));
  expect((await Promise.all(all)).map(({ executed }) => executed)).toEqual(texts.map((text) => text.slice(0, 9)));
});
