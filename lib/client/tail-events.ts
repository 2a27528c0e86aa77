/** One connection to the tail. */
import { ApiError, send } from '@/lib/client/api';
import type { TailAsk, TailEvent } from '@/lib/model/live';

/** The server lets something be heard every 15 s. */
const SILENCE_MILLIS = 40_000;

/**
 * The events of one connection, until the server ends it or `signal` aborts. Throws ApiError, also where the connection breaks or
 * nothing is heard of the server any more.
 */
export async function* readTail(ask: TailAsk, signal: AbortSignal): AsyncGenerator<TailEvent, void, undefined> {
  const silent = new AbortController();
  const either = AbortSignal.any([signal, silent.signal]);
  let timer = setTimeout(() => silent.abort(), SILENCE_MILLIS);
  try {
    const response = await send(`/api/live?ask=${encodeURIComponent(JSON.stringify(ask))}`, { signal: either });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    if (!reader) throw broken();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MILLIS);
      const events = (rest + value).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const data = event.split('\n').find((line) => line.startsWith('data: '));
        if (data !== undefined) yield JSON.parse(data.slice('data: '.length)) as TailEvent;
      }
    }
  } catch (cause) {
    if (signal.aborted) return;
    throw cause instanceof ApiError ? cause : broken();
  } finally {
    clearTimeout(timer);
    // ends the request where the caller has had enough
    silent.abort();
  }
}

function broken(): ApiError {
  return new ApiError(0, { fault: 'unreachable', message: 'The connection to Hearth broke.' });
}
