/** Someone who follows a tail, for tests on a clock of their own. */
import { vi } from 'vitest';
import type { Tail } from '@/lib/live/tail';
import type { TailAsk, TailEvent } from '@/lib/model/live';

export const ASK: TailAsk = { signals: ['spans', 'logs'], roots: false, fields: [] };

type Records = Extract<TailEvent, { kind: 'records' }>;

/** Someone who follows `tail`, and reads as fast as events come. */
export function follow(tail: Tail, own: Partial<TailAsk> = {}) {
  const leaving = new AbortController();
  const events: TailEvent[] = [];
  const done = (async () => {
    for await (const event of tail.follow({ ...ASK, ...own }, leaving.signal)) events.push(event);
  })();
  const records = () => events.filter((event): event is Records => event.kind === 'records');
  return {
    events,
    records,
    rows: () => records().flatMap(({ rows }) => rows),
    left: () => records().reduce((sum, { left }) => sum + left, 0),
    cursor: () => events.flatMap((event) => ('cursor' in event ? [event.cursor] : [])).at(-1) ?? '',
    leave: async () => {
      leaving.abort();
      await vi.advanceTimersByTimeAsync(0);
      await done;
    },
  };
}
