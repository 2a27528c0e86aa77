/** How questions travel: the many that a page asks at the same moment go together, and each is answered as soon as it can be. */
import { present } from '@/lib/base/assert';
import { readAnswers } from '@/lib/client/answer-lines';
import { ApiError, send } from '@/lib/client/api';
import { oldestGood } from '@/lib/client/last-refresh';
import type { Answer } from '@/lib/model/answer';
import type { QueryRequest } from '@/lib/model/api';
import type { Query } from '@/lib/model/query';
import { MOST_QUERIES } from '@/lib/model/query-batch';

const ADDRESS = '/api/query';

/**
 * So many questions of one moment go alone: a browser has that many requests to one host under way, and each of them can be called
 * off for itself, in the store too. Any further one would wait for one of these, so more go together.
 */
const MOST_ALONE = 6;

/** Characters of the questions that go together, as JSON: well below the megabyte that the server takes. Most have some hundred. */
const MOST_CHARACTERS = 200_000;

interface Asker {
  /** The question as JSON. */
  readonly text: string;
  readonly signal: AbortSignal | undefined;
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

let waiting: Asker[] = [];

/**
 * Runs one query; after a refresh the answer is no older than that. Throws ApiError, and the signal's reason. Where many are asked in
 * the same turn (panels that one commit of React draws) they are one request, which ends when nobody waits for any of it.
 */
export function runQuery({ spec, frame }: Query, signal?: AbortSignal): Promise<Answer> {
  const text = JSON.stringify({ spec, frame, maxAge: oldestGood() } satisfies QueryRequest);
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) queueMicrotask(sendAll);
    waiting.push({ text, signal, resolve, reject });
  });
}

function sendAll(): void {
  const asked = waiting;
  waiting = [];
  for (const { signal, reject } of asked) if (signal?.aborted) reject(signal.reason);
  const here = asked.filter(({ signal }) => !signal?.aborted);
  if (here.length <= MOST_ALONE) for (const asker of here) void askAlone(asker);
  else for (const askers of loads(here)) void askBatch(askers);
}

/** As few loads as the server takes, in the order in which they were asked. */
function loads(askers: readonly Asker[]): Asker[][] {
  const all: Asker[][] = [];
  let characters = Infinity;
  for (const asker of askers) {
    characters += asker.text.length;
    const last = all.at(-1);
    if (last && characters <= MOST_CHARACTERS && last.length < MOST_QUERIES) {
      last.push(asker);
      continue;
    }
    all.push([asker]);
    characters = asker.text.length;
  }
  return all;
}

const post = (body: string, signal: AbortSignal | undefined): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body,
  ...(signal ? { signal } : {}),
});

async function askAlone({ text, signal, resolve, reject }: Asker): Promise<void> {
  try {
    resolve((await (await send(ADDRESS, post(text, signal))).json()) as Answer);
  } catch (cause) {
    reject(cause);
  }
}

async function askBatch(askers: readonly Asker[]): Promise<void> {
  /** Those who wait for an answer. */
  const open = new Set(askers);
  const ending = new AbortController();
  const stopListening = new AbortController();
  for (const asker of askers) {
    const leave = () => {
      asker.reject(asker.signal?.reason);
      open.delete(asker);
      if (open.size === 0) ending.abort();
    };
    asker.signal?.addEventListener('abort', leave, { once: true, signal: stopListening.signal });
  }
  try {
    const response = await send(ADDRESS, post(`{"queries":[${askers.map(({ text }) => text).join()}]}`, ending.signal));
    for await (const told of readAnswers(response, askers.length, ending.signal)) {
      const asker = present(askers[told.n], 'who asked the question of this number');
      open.delete(asker);
      if ('answer' in told) asker.resolve(told.answer);
      else asker.reject(new ApiError(told.status, told.error));
    }
  } catch (cause) {
    for (const { reject } of open) reject(cause);
  } finally {
    stopListening.abort();
  }
}
