/** Questions that travel together: `POST /api/query` with `{ "queries": [...] }`, answered line by line. */
import type { Answer } from '@/lib/model/answer';
import type { ErrorBody } from '@/lib/model/api';

/** Questions that may travel together. */
export const MOST_QUERIES = 100;

/** One line of JSON: what became of the question with number `n`, from 0. `status` is what it would have been answered with alone. */
export type AnswerLine =
  { readonly n: number; readonly answer: Answer } | { readonly n: number; readonly status: number; readonly error: ErrorBody['error'] };
