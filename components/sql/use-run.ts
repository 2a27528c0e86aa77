'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TimeRange } from '@/lib/base/time';
import { ApiError } from '@/lib/client/api';
import { runQuery } from '@/lib/client/query-batch';
import type { Table } from '@/lib/model/answer';
import { chooseStep } from '@/lib/query/frame';
import type { Chosen } from '@/components/editor/sql-editor';

/** Rows that are fetched at most; the page says so when there were more. */
export const ROW_LIMIT = 1_000;
const POINTS = 120;

export type Run =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly startedAt: number }
  | { readonly state: 'done'; readonly table: Table; readonly partial: boolean; readonly milliseconds: number }
  | { readonly state: 'failed'; readonly message: string; readonly position: number | undefined }
  | { readonly state: 'cancelled' };

/** Runs what was typed in `range`, one text at a time: a new run cancels the one before, as does leaving the page. */
export function useRun(range: TimeRange): {
  /** The newest run. */
  readonly run: Run;
  /** The newest result: it stays, dimmed, while the next one is under way. */
  readonly result: Extract<Run, { state: 'done' }> | undefined;
  readonly start: (chosen: Chosen) => void;
  readonly cancel: () => void;
} {
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const [result, setResult] = useState<Extract<Run, { state: 'done' }>>();
  const controller = useRef<AbortController>(undefined);
  const start = useCallback(
    ({ text, offset }: Chosen) => {
      controller.current?.abort();
      if (text.trim() === '') return;
      const own = new AbortController();
      controller.current = own;
      const startedAt = performance.now();
      setRun({ state: 'running', startedAt });
      const finish = (next: Run) => {
        // an older run that ends late has nothing to say any more
        if (controller.current === own) setRun(next);
      };
      const query = {
        spec: { kind: 'native', language: 'sql', text, limit: ROW_LIMIT } as const,
        frame: { range, step: chooseStep(range, POINTS) },
      };
      runQuery(query, own.signal).then(
        (answer) => {
          if (answer.kind !== 'native' && answer.kind !== 'table')
            return finish({ state: 'failed', message: 'The answer is not a table.', position: undefined });
          const done = {
            state: 'done',
            table: answer.table,
            partial: answer.partial,
            milliseconds: performance.now() - startedAt,
          } as const;
          if (controller.current === own) setResult(done);
          finish(done);
        },
        (error: unknown) => {
          if (own.signal.aborted) return finish({ state: 'cancelled' });
          const message = error instanceof Error ? error.message : String(error);
          const position = error instanceof ApiError && error.details.position !== undefined ? error.details.position + offset : undefined;
          finish({ state: 'failed', message, position });
        },
      );
    },
    [range],
  );
  const cancel = useCallback(() => controller.current?.abort(), []);
  useEffect(
    () => () => {
      controller.current?.abort();
      controller.current = undefined;
    },
    [],
  );
  return { run, result, start, cancel };
}
