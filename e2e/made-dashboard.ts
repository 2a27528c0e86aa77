import { Dashboard } from '@/lib/model/dashboard';

/** A dashboard of two sections: spans counted, and folded, a gauge whose name is a variable. */
export function madeDashboard(title: string): Dashboard {
  const stat = { kind: 'stat', unit: 'count' };
  return Dashboard.parse({
    version: 2,
    slug: 'any',
    title,
    variables: [{ kind: 'metric', name: 'depth', title: 'depth', metrics: ['absent.depth', 'test.depth'] }],
    sections: [
      {
        title: 'Requests',
        panels: [
          {
            id: 'requests',
            title: 'Requests',
            at: { x: 0, y: 0, w: 3, h: 3 },
            ask: { kind: 'spec', spec: { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [], limit: 1 } },
            view: stat,
          },
        ],
      },
      {
        title: 'Queues',
        folded: true,
        panels: [
          {
            id: 'depth',
            title: 'Depth',
            at: { x: 0, y: 0, w: 3, h: 3 },
            ask: {
              kind: 'spec',
              spec: {
                kind: 'series',
                source: { signal: 'metrics', metric: { variable: 'depth' } },
                measures: [{ fn: 'avg', of: { in: 'record', name: 'value' } }],
                by: [],
                limit: 1,
              },
            },
            view: stat,
          },
        ],
      },
    ],
  });
}
