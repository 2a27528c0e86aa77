'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { LiveStream, type TailState } from '@/lib/client/live-stream';
import type { TailBatch } from '@/lib/client/tail-buffer';
import type { TailAsk } from '@/lib/model/live';

export interface UsedTail {
  readonly state: TailState;
  /** Records that wait because of a pause. */
  readonly waiting: number;
  pause(paused: boolean): void;
}

/**
 * Follows the tail of `ask` while the component is mounted, and again from now on when it changes; nothing where it is undefined.
 * `onBatch` need not stay the same.
 */
export function useTail(ask: TailAsk | undefined, onBatch: (batch: TailBatch) => void): UsedTail {
  const [state, setState] = useState<TailState>({ is: 'connecting' });
  const [waiting, setWaiting] = useState(0);
  const stream = useRef<LiveStream>(undefined);
  const paused = useRef(false);
  const latest = useRef(onBatch);
  useEffect(() => {
    latest.current = onBatch;
  });
  // asks that say the same are the same
  const text = ask && JSON.stringify(ask);
  useEffect(() => {
    if (text === undefined) return;
    setWaiting(0);
    const opened = new LiveStream(JSON.parse(text) as TailAsk, {
      state: setState,
      batch: (batch) => latest.current(batch),
      waiting: setWaiting,
    });
    opened.pause(paused.current);
    stream.current = opened;
    return () => opened.close();
  }, [text]);
  const pause = useCallback((on: boolean) => {
    paused.current = on;
    stream.current?.pause(on);
  }, []);
  return { state, waiting, pause };
}
