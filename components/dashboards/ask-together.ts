'use client';

import { present } from '@/lib/base/assert';
import { runQuery } from '@/lib/client/query-batch';
import { answerFor, mergeQueries, type Merged } from '@/lib/dashboards/merge';
import type { Answer } from '@/lib/model/answer';
import type { Query } from '@/lib/model/query';

interface Asked {
  readonly query: Query;
  readonly signal: AbortSignal;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

let waiting: Asked[] = [];

/**
 * Runs `query` together with what other panels ask in the same moment, where that is one pass over the data. Throws ApiError.
 * The request ends when everyone who shares it has left.
 */
export function askTogether(query: Query, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setTimeout(askAll, 0);
    waiting.push({ query, signal, resolve, reject });
  });
}

function askAll(): void {
  const asked = waiting.filter(({ signal }) => !signal.aborted);
  const left = waiting.filter(({ signal }) => signal.aborted);
  waiting = [];
  for (const { signal, reject } of left) reject(signal.reason);
  for (const merged of mergeQueries(asked.map(({ query }) => query))) ask(merged, asked);
}

function ask(merged: Merged, asked: readonly Asked[]): void {
  const members = merged.members.map(({ index }) => ({ index, ...present(asked[index], 'who asked') }));
  const controller = new AbortController();
  for (const { signal } of members) {
    signal.addEventListener('abort', () => {
      if (members.every((member) => member.signal.aborted)) controller.abort(signal.reason);
    });
  }
  runQuery(merged.query, controller.signal).then(
    (answer) => members.forEach(({ index, resolve }) => resolve(answerFor(answer, merged, index))),
    (reason: unknown) => members.forEach(({ reject }) => reject(reason)),
  );
}
