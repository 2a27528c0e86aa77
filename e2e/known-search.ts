/** A search request as one trace, of which a test knows everything: what its end waited for, what repeats, where clocks differ. */
import { idOf, type Known, type KnownSpan } from '@/e2e/known-telemetry';

const TRACE = 'a search';

/** The id of its trace: the same each time. */
export const SEARCH_TRACE = idOf(TRACE, 16);

/** A span from `from` to `to`, ms after the request began. */
function span(service: string, name: string, from: number, to: number, more: Partial<KnownSpan>): KnownSpan {
  return { trace: TRACE, service, name, at: from / 1_000, millis: to - from, ...more };
}

const SELECTS = Array.from({ length: 40 }, (_, at) =>
  span('postgres', 'SELECT documents', 1_025 + at * 12, 1_034 + at * 12, {
    ...{ id: `select ${at}`, parent: 'load', kind: 'client' },
    // its error is the second of the trace
    ...(at === 17 ? { failed: true } : {}),
  }),
);

const STAGES = Array.from({ length: 6 }, (_, at) => [
  span('ranker', `stage ${at}`, 1_600 + at * 25, 1_625 + at * 25, { id: `stage ${at}`, parent: 'rank' }),
  span('ranker', 'score', 1_601 + at * 25, 1_621 + at * 25, { id: `score ${at}`, parent: `stage ${at}` }),
]).flat();

/** 64 spans and two logs. Lines: 26 while the 40 queries are one, and the row of the parent of `index later`, which is never sent. */
export const SEARCH: Known = {
  spans: [
    span('gateway', 'POST /v1/search', 0, 2_000, { id: 'root', kind: 'server' }),
    span('gateway', 'POST search-api', 20, 1_820, { id: 'call', parent: 'root', kind: 'client' }),
    // the clock of search-api is behind
    span('search-api', 'POST /search', 12, 1_870, { id: 'search', parent: 'call', kind: 'server' }),
    span('search-api', 'check token', 40, 100, { id: 'check', parent: 'search' }),
    span('search-api', 'search_agent run', 110, 1_010, { id: 'agent', parent: 'search' }),
    // nobody waits for it
    span('search-api', 'publish searching', 200, 800, { id: 'publish', parent: 'search', kind: 'producer' }),
    span('litellm', 'chat gpt', 130, 530, { id: 'chat 1', parent: 'agent', kind: 'client' }),
    span('litellm', 'chat gpt', 700, 990, {
      ...{ id: 'chat 2', parent: 'agent', kind: 'client' },
      exception: { type: 'ModelHTTPError', message: 'status 502 from upstream' },
    }),
    span('search-api', 'load documents', 1_020, 1_520, { id: 'load', parent: 'search' }),
    ...SELECTS,
    span('redis', 'SET result', 1_560, 1_564, { id: 'set', parent: 'search', kind: 'client' }),
    span('ranker', 'rank', 1_600, 1_750, { id: 'rank', parent: 'search', kind: 'server' }),
    ...STAGES,
    span('worker', 'index later', 1_900, 1_980, { id: 'later', parent: 'never sent' }),
  ],
  logs: [
    { service: 'search-api', trace: TRACE, span: 'load', at: 1.1, severity: 13, body: 'slow' },
    { service: 'search-api', trace: TRACE, span: 'load', at: 1.3, severity: 17, body: 'a query failed' },
  ],
};
