import type { Answer } from '@/lib/model/answer';
import type { Query } from '@/lib/model/query';

/** What answers queries: a backend, or something in front of one. Throws BackendError. */
export type Run = (query: Query, signal: AbortSignal) => Promise<Answer>;
