'use client';

import { useCallback, useMemo, useState } from 'react';
import { insideOf, type LiveLine } from '@/components/live/live-line';
import type { LiveRecord } from '@/components/live/live-record';
import type { TraceBelow } from '@/components/live/trace-below';
import type { Reading } from '@/components/live/trace-reader';
import type { Collapsed } from '@/lib/waterfall/collapse';

export interface OpenTraces {
  /** Keys of the records that are open. A record that is replaced by its end, or by its root, keeps its key. */
  readonly keys: ReadonlySet<string>;
  /** The same keys with the rows of their traces that are closed; undefined for one that has not been read. */
  readonly closed: ReadonlyMap<string, Collapsed | undefined>;
  /** What stands below those of `records` that are open. */
  readonly below: (records: readonly LiveRecord[]) => ReadonlyMap<string, TraceBelow>;
  readonly onReading: (key: string, reading: Reading) => void;
  /** Opens or closes what is below a line, or all of its subtree. */
  readonly toggle: (line: LiveLine, subtree: boolean) => void;
  /** Closes all but those of `kept`. */
  readonly close: (kept: ReadonlySet<string>) => void;
}

const LOADING: TraceBelow = { state: 'loading', count: 1 };

function only<T>(map: ReadonlyMap<string, T>, kept: (key: string) => boolean): Map<string, T> {
  return new Map([...map].filter(([key]) => kept(key)));
}

/** Which records of the list are open, those of `first` to begin with, and what was read of their traces. */
export function useOpenTraces(first: Iterable<string>): OpenTraces {
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set(first));
  const [readings, setReadings] = useState<ReadonlyMap<string, Reading>>(new Map());
  const below = useCallback(
    (records: readonly LiveRecord[]) =>
      new Map(records.filter(({ key }) => keys.has(key)).map(({ key }) => [key, readings.get(key)?.below ?? LOADING])),
    [keys, readings],
  );
  const closed = useMemo(() => {
    const rowsOf = (key: string) => {
      const below = readings.get(key)?.below;
      return below?.state === 'open' ? below.collapsed : undefined;
    };
    return new Map([...keys].map((key) => [key, rowsOf(key)]));
  }, [keys, readings]);
  const onReading = useCallback(
    (key: string, reading: Reading) =>
      // a list that is read anew may lose a record and find it again: its trace is shown as it was until it is read again
      setReadings((before) => (reading.below.state === 'loading' && before.has(key) ? before : new Map(before).set(key, reading))),
    [],
  );
  const toggle = useCallback(
    (line: LiveLine, subtree: boolean) => {
      if (line.kind === 'day') return;
      const { key } = line.block.record;
      const inside = line.kind === 'below' ? insideOf(line) : undefined;
      if (inside?.kind === 'row') return readings.get(key)?.toggle(inside.row, subtree);
      if (inside) return;
      setKeys((before) => (before.has(key) ? new Set([...before].filter((each) => each !== key)) : new Set(before).add(key)));
      // what was read of it before is old by the time that it is opened again
      setReadings((before) => only(before, (each) => each !== key));
    },
    [readings],
  );
  const close = useCallback((kept: ReadonlySet<string>) => {
    setKeys((before) => new Set([...before].filter((key) => kept.has(key))));
    setReadings((before) => only(before, (key) => kept.has(key)));
  }, []);
  return { keys, closed, below, onReading, toggle, close };
}
