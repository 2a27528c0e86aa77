import { expect, it } from 'vitest';
import type { Answer } from '@/lib/model/answer';
import type { TailAsk, TailEvent } from '@/lib/model/live';
import { openTails } from '@/lib/server/tails';

const ask: TailAsk = { signals: ['logs'], roots: false, fields: [] };
const nothing: Answer = { kind: 'rows', rows: [], executed: '', partial: false };
const run = () => Promise.resolve(nothing);

/** A tail that says that it is one, and then waits for its end. */
async function* pushed(_: TailAsk, signal: AbortSignal): AsyncGenerator<TailEvent, void, undefined> {
  yield { kind: 'mode', pushed: true };
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

const first = (events: AsyncIterable<TailEvent>) => events[Symbol.asyncIterator]().next();

it('polls a store that does not tell what it takes in', async () => {
  const tails = openTails({ run });
  expect(await first(tails.open(ask, new AbortController().signal))).toMatchObject({ value: { kind: 'mode', pushed: false } });
  tails.close();
});

it('lets so many watch and no more, until one leaves', async () => {
  const tails = openTails({ run, tail: pushed });
  const leaving = new AbortController();
  const never = new AbortController();
  const open = Array.from({ length: 100 }, (_, index) =>
    tails.open(ask, index === 0 ? leaving.signal : never.signal)[Symbol.asyncIterator](),
  );
  for (const each of open) expect((await each.next()).value).toEqual({ kind: 'mode', pushed: true });
  await expect(first(tails.open(ask, never.signal))).rejects.toMatchObject({ fault: 'full' });
  leaving.abort();
  expect(await open[0]?.next()).toMatchObject({ done: true });
  expect(await first(tails.open(ask, never.signal))).toMatchObject({ done: false });
  tails.close();
  expect(await open[1]?.next()).toMatchObject({ done: true });
});
