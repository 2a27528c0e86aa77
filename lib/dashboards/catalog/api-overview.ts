/** RED figures of everything that requests enter by: rate, errors, duration; then who, where and since which version. */
import { present } from '@/lib/base/assert';
import type { Dashboard, Panel, Variable } from '@/lib/model/dashboard';

import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec, TableSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';
import { allOf } from '@/lib/model/all-of';

const source = { signal: 'spans' } as const;
const duration = record('duration');

const failed: Filter = { op: 'eq', field: record('error'), value: true };
/** Entry spans that the choices at the top let through. */
export const requests: Filter = present(
  allOf(
    { op: 'eq', field: record('entry'), value: true },
    { op: 'in', field: record('environment'), values: [{ variable: 'environment' }] },
    { op: 'in', field: record('service'), values: [{ variable: 'service' }] },
    { op: 'in', field: record('tenant'), values: [{ variable: 'tenant' }] },
    { op: 'in', field: record('httpRoute'), values: [{ variable: 'route' }] },
  ),
  'the filter of requests',
);

const quantile = (q: number): Measure => ({ fn: 'quantile', of: duration, q });
const errorShare: Measure = { fn: 'ratio', where: failed };
const errorThresholds = [
  { at: 0.02, tone: 'warn' as const },
  { at: 0.05, tone: 'error' as const },
];
const slowThresholds = [
  { at: 2e9, tone: 'warn' as const },
  { at: 5e9, tone: 'error' as const },
];

const overTime = (over: Partial<SeriesSpec> & Pick<SeriesSpec, 'measures'>): SeriesSpec => ({
  kind: 'series',
  source,
  where: requests,
  by: [],
  limit: 1,
  ...over,
});
const byGroup = (over: Partial<TableSpec> & Pick<TableSpec, 'measures' | 'by'>): TableSpec => ({
  kind: 'table',
  source,
  where: requests,
  limit: 50,
  orderBy: 0,
  ...over,
});

const EMPTY = 'No requests in this window. Server and consumer spans, and spans without a parent, count as requests.';

type Stat = Pick<Panel, 'id' | 'title'> & { measure: Measure; view: Omit<Extract<Panel['view'], { kind: 'stat' }>, 'kind'> };

const stats: Stat[] = [
  { id: 'requests', title: 'Requests', measure: { fn: 'rate' }, view: { unit: 'perSecond', better: 'up', thresholds: [] } },
  { id: 'error-rate', title: 'Error rate', measure: errorShare, view: { unit: 'ratio', better: 'down', thresholds: errorThresholds } },
  { id: 'p50', title: 'p50', measure: quantile(0.5), view: { unit: 'nanoseconds', better: 'down', thresholds: slowThresholds } },
  { id: 'p95', title: 'p95', measure: quantile(0.95), view: { unit: 'nanoseconds', better: 'down', thresholds: slowThresholds } },
  { id: 'p99', title: 'p99', measure: quantile(0.99), view: { unit: 'nanoseconds', better: 'down', thresholds: [] } },
  {
    id: 'apdex',
    title: 'Apdex 0.5 s',
    measure: { fn: 'apdex', of: duration, threshold: 500_000_000 },
    view: {
      unit: 'score',
      better: 'up',
      // "fair" begins at 0.70 and "good" at 0.85 in the Apdex Alliance's rating words
      thresholds: [
        { at: 0, tone: 'error' },
        { at: 0.7, tone: 'warn' },
        { at: 0.85, tone: 'ok' },
      ],
    },
  },
];

const panels: Panel[] = [
  ...stats.map(({ id, title, measure, view }, index): Panel => ({
    id,
    title,
    note: '',
    at: { x: index * 2, y: 0, w: 2, h: 3 },
    ask: { kind: 'spec', spec: overTime({ measures: [measure] }) },
    view: { kind: 'stat', ...view },
    empty: EMPTY,
  })),
  {
    id: 'throughput',
    title: 'Throughput by status class',
    note: 'requests per second',
    at: { x: 0, y: 3, w: 6, h: 7 },
    ask: { kind: 'spec', spec: overTime({ measures: [{ fn: 'rate' }], by: [record('httpStatusClass')], limit: 10 }) },
    view: { kind: 'timeseries', mark: 'area', stacked: true, scale: 'linear', names: [], unit: 'perSecond', thresholds: [] },
    empty: EMPTY,
  },
  {
    id: 'latency',
    title: 'Latency',
    note: 'log · click a point for its traces',
    at: { x: 6, y: 3, w: 6, h: 7 },
    ask: { kind: 'spec', spec: overTime({ measures: [quantile(0.5), quantile(0.95), quantile(0.99)] }) },
    view: {
      kind: 'timeseries',
      mark: 'line',
      stacked: false,
      scale: 'log',
      names: ['p50', 'p95', 'p99'],
      unit: 'nanoseconds',
      thresholds: slowThresholds,
    },
    empty: EMPTY,
  },
  {
    id: 'latency-distribution',
    title: 'Latency distribution',
    note: 'requests per cell',
    at: { x: 0, y: 10, w: 6, h: 7 },
    ask: { kind: 'spec', spec: overTime({ measures: [{ fn: 'distribution', of: duration }] }) },
    view: { kind: 'heatmap', unit: 'nanoseconds' },
    empty: EMPTY,
  },
  {
    id: 'top-tenants',
    title: 'Top tenants',
    note: 'requests · errors · p95',
    at: { x: 6, y: 10, w: 6, h: 7 },
    ask: {
      kind: 'spec',
      spec: byGroup({
        where: { op: 'and', of: [requests, { op: 'exists', field: record('tenant') }] },
        measures: [{ fn: 'count' }, errorShare, quantile(0.95)],
        by: [record('tenant')],
        limit: 10,
      }),
    },
    view: {
      kind: 'bars',
      columns: [
        { name: 'Requests', unit: 'count', thresholds: [] },
        { name: 'Errors', unit: 'ratio', thresholds: errorThresholds },
        { name: 'p95', unit: 'nanoseconds', thresholds: [] },
      ],
    },
    empty: 'No request names its tenant. Set the attribute tenant.id on spans, or on the resource.',
  },
  {
    id: 'routes',
    title: 'Routes',
    note: 'by share of total time',
    at: { x: 0, y: 17, w: 12, h: 9 },
    ask: {
      kind: 'spec',
      spec: byGroup({
        measures: [{ fn: 'count' }, errorShare, quantile(0.5), quantile(0.95), { fn: 'sum', of: duration }],
        by: [record('name'), record('service')],
        orderBy: 4,
      }),
    },
    view: {
      kind: 'table',
      labels: ['Route', 'Service'],
      columns: [
        { name: 'Requests', unit: 'count', draw: 'text', thresholds: [] },
        { name: 'Errors', unit: 'ratio', draw: 'text', thresholds: errorThresholds },
        { name: 'p50', unit: 'nanoseconds', draw: 'text', thresholds: [] },
        { name: 'p95', unit: 'nanoseconds', draw: 'text', thresholds: [] },
        { name: 'Share of time', unit: 'nanoseconds', draw: 'share', thresholds: [] },
      ],
    },
    empty: EMPTY,
  },
  {
    id: 'slowest-requests',
    title: 'Slowest requests',
    note: 'longest first',
    at: { x: 0, y: 26, w: 12, h: 9 },
    ask: {
      kind: 'spec',
      spec: { kind: 'rows', source, where: requests, fields: [record('tenant')], orderBy: 'duration', traceSummary: false, limit: 20 },
    },
    view: { kind: 'records' },
    empty: EMPTY,
  },
  {
    id: 'errors-by-route',
    title: 'Errors by route',
    note: 'failed requests',
    at: { x: 0, y: 35, w: 6, h: 7 },
    ask: {
      kind: 'spec',
      spec: overTime({ where: { op: 'and', of: [requests, failed] }, measures: [{ fn: 'count' }], by: [record('name')], limit: 8 }),
    },
    view: { kind: 'timeseries', mark: 'bar', stacked: true, scale: 'linear', names: [], unit: 'count', thresholds: [] },
    empty: 'No request failed in this window.',
  },
  {
    id: 'versions',
    title: 'Versions',
    note: 'requests · errors · p95',
    at: { x: 6, y: 35, w: 6, h: 7 },
    ask: {
      kind: 'spec',
      spec: byGroup({
        where: { op: 'and', of: [requests, { op: 'exists', field: record('serviceVersion') }] },
        measures: [{ fn: 'count' }, errorShare, quantile(0.95)],
        by: [record('service'), record('serviceVersion')],
      }),
    },
    view: {
      kind: 'table',
      labels: ['Service', 'Version'],
      columns: [
        { name: 'Requests', unit: 'count', draw: 'bar', thresholds: [] },
        { name: 'Errors', unit: 'ratio', draw: 'text', thresholds: errorThresholds },
        { name: 'p95', unit: 'nanoseconds', draw: 'text', thresholds: [] },
      ],
    },
    empty: 'No request names its version. Set the resource attribute service.version.',
  },
];

const variable = (name: string, field: Parameters<typeof record>[0]): Variable => ({
  kind: 'field',
  name,
  title: name,
  source,
  field: record(field),
});

export const API_OVERVIEW: Dashboard = {
  version: 2,
  slug: 'api-overview',
  title: 'API overview',
  description: 'Rate, errors and duration of everything that requests enter by.',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [
    variable('environment', 'environment'),
    variable('service', 'service'),
    variable('tenant', 'tenant'),
    variable('route', 'httpRoute'),
  ],
  sections: [{ title: '', folded: false, panels }],
};
