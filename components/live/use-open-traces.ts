'use client';

import { useCallback, useMemo, useState } from 'react';
import { insideOf, type LiveLine } from '@/components/live/live-line';
import type { LiveRecord } from '@/components/live/live-record';
import type { TraceBelow } from '@/components/live/trace-below';
import type { Reading } from '@/components/live/trace-reader';

export interface OpenTraces {
  /** Records of the list that are open, in its order. */
  readonly opened: readonly LiveRecord[];
  /** What stands below them. */
  readonly below: ReadonlyMap<string, TraceBelow>;
  readonly onReading: (key: string, reading: Reading) => void;
  /** Opens or closes what is below a line, or all of its subtree. */
  readonly toggle: (line: LiveLine, subtree: boolean) => void;
  readonly closeAll: () => void;
}

/** Which records of the list are open. Kept by their keys, so that a record that is replaced stays open. */
export function useOpenTraces(records: readonly LiveRecord[]): OpenTraces {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const [readings, setReadings] = useState<ReadonlyMap<string, Reading>>(new Map());
  const opened = useMemo(() => (keys.size === 0 ? [] : records.filter(({ key }) => keys.has(key))), [records, keys]);
  const below = useMemo(() => {
    const loading: TraceBelow = { state: 'loading', count: 1 };
    return new Map(opened.map(({ key }) => [key, readings.get(key)?.below ?? loading]));
  }, [opened, readings]);
  const onReading = useCallback((key: string, reading: Reading) => setReadings((before) => new Map(before).set(key, reading)), []);
  const toggle = useCallback(
    (line: LiveLine, subtree: boolean) => {
      if (line.kind === 'day') return;
      const { key } = line.block.record;
      const inside = line.kind === 'below' ? insideOf(line) : undefined;
      if (inside?.kind === 'row') return readings.get(key)?.toggle(inside.row, subtree);
      if (inside) return;
      setKeys((before) => (before.has(key) ? new Set([...before].filter((each) => each !== key)) : new Set(before).add(key)));
      // what was read of it before is old by the time that it is opened again
      setReadings((before) => new Map([...before].filter(([each]) => each !== key)));
    },
    [readings],
  );
  const closeAll = useCallback(() => {
    setKeys(new Set());
    setReadings(new Map());
  }, []);
  return { opened, below, onReading, toggle, closeAll };
}
