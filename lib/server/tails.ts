/** Everyone who watches records as they are stored. */
import { poll } from '@/lib/live/poll';
import { BackendError, type Backend } from '@/lib/model/backend';
import type { TailAsk, TailEvent } from '@/lib/model/live';

export interface Tails {
  /** What `Backend.tail` says; where the store has none, it is polled. Throws BackendError, also when too many watch. */
  open(ask: TailAsk, signal: AbortSignal): AsyncIterable<TailEvent>;
  /** Ends all that are open. */
  close(): void;
}

/** Each costs the process about a millisecond of a core for every 1 000 records. */
const MOST_OPEN = 100;

/** The tails of `backend`. */
export function openTails(backend: Pick<Backend, 'run' | 'tail'>): Tails {
  const closing = new AbortController();
  let open = 0;
  return {
    async *open(ask, signal) {
      if (open >= MOST_OPEN) throw new BackendError('full', `${MOST_OPEN} pages watch already: close one, or look at the list without.`);
      open += 1;
      const until = AbortSignal.any([signal, closing.signal]);
      try {
        yield* backend.tail?.(ask, until) ?? poll(ask, 'This store does not tell what it takes in.', backend.run, until);
      } finally {
        open -= 1;
      }
    },
    close: () => closing.abort(),
  };
}
