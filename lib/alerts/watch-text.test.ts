import { expect, test } from 'vitest';
import { listingOf } from '@/lib/alerts/testing/known-listings';
import { watchText } from '@/lib/alerts/watch-text';
import type { SeriesSpec } from '@/lib/model/query';

const P95: SeriesSpec = {
  kind: 'series',
  source: { signal: 'spans' },
  measures: [{ fn: 'quantile', of: { in: 'record', name: 'duration' }, q: 0.95 }],
  by: [],
  limit: 10,
};

test.each([
  [
    {
      kind: 'spec',
      spec: {
        kind: 'series',
        source: { signal: 'spans' },
        where: { op: 'eq', field: { in: 'record', name: 'entry' }, value: true },
        measures: [{ fn: 'ratio', where: { op: 'eq', field: { in: 'record', name: 'error' }, value: true } }],
        by: [{ in: 'record', name: 'service' }],
        limit: 10,
      },
    },
    'share of entry spans with error by service.name over 5\u00a0min',
  ],
  [
    {
      kind: 'pair',
      op: 'divide',
      left: {
        kind: 'series',
        source: { signal: 'metrics', metric: 'db.used' },
        measures: [{ fn: 'last', of: { in: 'record', name: 'value' } }],
        by: [],
        limit: 10,
      },
      right: {
        kind: 'series',
        source: { signal: 'metrics', metric: 'db.max' },
        measures: [{ fn: 'last', of: { in: 'record', name: 'value' } }],
        by: [],
        limit: 10,
      },
    },
    'newest of db.used, divided by the newest of db.max over 5\u00a0min',
  ],
  [{ kind: 'spec', spec: P95 }, 'p95 of duration of spans over 5\u00a0min'],
  [
    {
      kind: 'first',
      of: [
        { kind: 'spec', spec: P95 },
        { kind: 'spec', spec: { ...P95, source: { signal: 'logs' } } },
      ],
    },
    'p95 of duration of spans over 5\u00a0min, or what tells the same (1 more)',
  ],
  [{ kind: 'sql', text: 'SELECT\n  count()\nFROM otel_logs' }, 'SELECT count() FROM otel_logs over 5\u00a0min'],
])('%#: what it watches in one line', (ask, text) => {
  expect(watchText(listingOf('any', {}, {}, { ask, over: 300_000 }).rule)).toBe(text);
});
