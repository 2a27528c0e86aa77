import { describe, expect, it } from 'vitest';
import { present } from '@/lib/base/assert';
import { layoutFault } from '@/lib/dashboards/grid';
import { importDashboard } from '@/lib/dashboards/import';
import { migrate } from '@/lib/dashboards/migrate';
import type { Panel } from '@/lib/model/dashboard';

const query = (kind: string, text: string, seriesNameFormat?: string) => ({
  kind: 'TimeSeriesQuery',
  spec: { plugin: { kind, spec: { query: text, ...(seriesNameFormat === undefined ? {} : { seriesNameFormat }) } } },
});
const prom = (text: string, legend?: string) => query('PrometheusTimeSeriesQuery', text, legend);
const panel = (name: string, kind: string, queries: unknown[], spec: object = {}) => ({
  kind: 'Panel',
  spec: { display: { name }, plugin: { kind, spec }, queries },
});
const item = (name: string, x: number, y: number, width: number, height: number) => ({
  x,
  y,
  width,
  height,
  content: { $ref: `#/spec/panels/${name}` },
});

const perses = {
  kind: 'Dashboard',
  metadata: { name: 'checkout', project: 'shop', version: 4 },
  spec: {
    display: { name: 'Checkout service', description: 'What the checkout does' },
    duration: '6h',
    refreshInterval: '30s',
    variables: [
      {
        kind: 'ListVariable',
        spec: {
          name: 'my_job',
          display: { name: 'Job' },
          allowMultiple: true,
          allowAllValue: true,
          plugin: { kind: 'PrometheusLabelValuesVariable', spec: { labelName: 'job', matchers: ['http_requests_total{a="b"}'] } },
        },
      },
      { kind: 'TextVariable', spec: { name: 'cluster', value: 'eu-1', constant: true } },
      { kind: 'ListVariable', spec: { name: 'pod', plugin: { kind: 'PrometheusPromQLVariable', spec: { expr: 'group(up)' } } } },
    ],
    panels: {
      rps: panel(
        'Requests of $my_job',
        'TimeSeriesChart',
        [prom('sum by (job) (rate(http_requests_total{job=~"$my_job",cluster="$cluster"}[5m]))')],
        {
          yAxis: { format: { unit: 'requests/sec' } },
          visual: { areaOpacity: 0.4, stack: 'all' },
        },
      ),
      Latency: panel(
        'Latency',
        'TimeSeriesChart',
        [
          prom('histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))', 'p50'),
          prom('histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))', 'p99'),
          prom('sum(rate(http_requests_total[5m]))', 'all'),
        ],
        { thresholds: { steps: [{ value: 1 }, { value: 5 }] } },
      ),
      share: panel('Error share', 'StatChart', [prom('sum(rate(errors_total[5m])) / sum(rate(http_requests_total[5m])) * 100')], {
        format: { unit: 'percent' },
      }),
      memory: panel('Memory', 'PieChart', [prom('process_resident_memory_bytes', '{{instance}}')]),
      strange: panel('Strange', 'TimeSeriesChart', [prom('predict_linear(disk_free[1h], 3600) < 0')]),
      pod: panel('One pod', 'TimeSeriesChart', [prom('sum(container_cpu{pod="$pod"})')]),
      flame: panel('Profile', 'FlameChart', []),
      note: panel('Read me', 'Markdown', [], { text: '# Hello' }),
      broken: { kind: 'Panel', spec: 7 },
      loose: panel('Loose', 'TimeSeriesTable', [prom('topk(3, sum by (tenant_id) (increase(api_calls_total[1h])))')]),
    },
    layouts: [
      {
        kind: 'Grid',
        spec: {
          display: { title: 'Traffic', collapse: { open: true } },
          items: [item('rps', 0, 0, 11, 7), item('Latency', 11, 0, 13, 7), item('share', 0, 7, 3, 3), item('memory', 3, 7, 21, 3)],
        },
      },
      {
        kind: 'Grid',
        spec: {
          display: { title: 'More', collapse: { open: false } },
          items: [
            item('strange', 0, 0, 8, 5),
            item('pod', 8, 0, 8, 5),
            item('flame', 16, 0, 8, 5),
            item('note', 0, 5, 12, 5),
            item('broken', 12, 5, 12, 5),
            item('rps', 0, 10, 24, 5),
            item('gone', 0, 15, 24, 5),
          ],
        },
      },
    ],
  },
};

function imported(document: unknown) {
  const result = importDashboard(document);
  if (!result.ok) throw new Error(result.error);
  return result.value;
}
const { dashboard, report, format } = imported(perses);
const panels = dashboard.sections.flatMap((section) => section.panels);
const titled = (title: string): Panel =>
  present(
    panels.find((one) => one.title === title),
    title,
  );

describe('a Perses dashboard', () => {
  it('is a dashboard that can be kept, with panels that do not overlap', () => {
    expect(format).toBe('perses');
    expect(migrate(JSON.parse(JSON.stringify(dashboard)))).toEqual({ ok: true, value: dashboard });
    expect(dashboard.sections.map((section) => layoutFault(section.panels))).toEqual([undefined, undefined, undefined]);
    expect(dashboard.sections.map(({ title, folded }) => [title, folded])).toEqual([
      ['Traffic', false],
      ['More', true],
      ['In no layout', false],
    ]);
    expect(dashboard).toMatchObject({
      slug: 'checkout-service',
      title: 'Checkout service',
      description: 'What the checkout does',
      last: 21_600_000,
    });
  });

  it('keeps the places: 24 columns become 12, edges stay edges', () => {
    // 11 columns end at 5.5, rounded to 6, where the neighbour begins; 7 rows of 40 px are 8.75 of 32 px
    expect(titled('Requests of $myJob').at).toEqual({ x: 0, y: 0, w: 6, h: 9 });
    expect(titled('Latency').at).toEqual({ x: 6, y: 0, w: 6, h: 9 });
    expect(titled('Error share').at).toEqual({ x: 0, y: 9, w: 2, h: 4 });
  });

  it('asks the metric by whichever of its names has arrived, filtered by the variable', () => {
    expect(dashboard.variables.slice(0, 2)).toEqual([
      {
        kind: 'field',
        name: 'myJob',
        title: 'Job',
        source: { signal: 'metrics', metric: 'http_requests_total' },
        field: { in: 'record', name: 'service' },
      },
      {
        kind: 'metric',
        name: 'httpRequestsTotal',
        title: 'http_requests_total',
        metrics: ['http_requests_total', 'http_requests', 'http.requests', 'http.requests.total'],
      },
    ]);
    expect(titled('Requests of $myJob')).toMatchObject({
      ask: {
        kind: 'spec',
        spec: {
          kind: 'series',
          source: { signal: 'metrics', metric: { variable: 'httpRequestsTotal' } },
          where: {
            op: 'and',
            of: [
              { op: 'in', field: { in: 'record', name: 'service' }, values: [{ variable: 'myJob' }] },
              { op: 'eq', field: { in: 'attributes', key: 'cluster' }, value: 'eu-1' },
            ],
          },
          measures: [{ fn: 'rate' }],
          by: [{ in: 'record', name: 'service' }],
        },
      },
      view: { kind: 'timeseries', mark: 'area', stacked: true, unit: 'perSecond' },
    });
  });

  it('makes queries of one histogram the measures of one question', () => {
    expect(titled('Latency')).toMatchObject({
      ask: {
        spec: {
          measures: [
            { fn: 'quantile', q: 0.5 },
            { fn: 'quantile', q: 0.99 },
          ],
        },
      },
      view: {
        names: ['p50', 'p99'],
        unit: 'seconds',
        thresholds: [
          { at: 1, tone: 'warn' },
          { at: 5, tone: 'error' },
        ],
      },
    });
  });

  it('puts two metrics together, and a share that was written as percent is a share', () => {
    expect(titled('Error share')).toMatchObject({ ask: { kind: 'pair', op: 'divide' }, view: { kind: 'stat', unit: 'ratio' } });
  });

  it('shows the original query where there is no counterpart', () => {
    expect(titled('Strange')).toMatchObject({
      ask: { kind: 'nothing' },
      view: { kind: 'text', markdown: '```promql\npredict_linear(disk_free[1h], 3600) < 0\n```' },
    });
    expect(titled('Read me').view).toEqual({ kind: 'text', markdown: '# Hello' });
  });

  it('says a sentence for each thing that did not carry over', () => {
    expect(report).toEqual([
      'Variable “cluster” offers no values of a label: “eu-1” stands in its place.',
      'Variable “pod” offers no values of a label, and has no default: panels that need it show their query.',
      'Panel “Latency”: of its 3 queries, one asks something else and is left out.',
      'Panel “Memory”: it drew a line per set of labels; here it is a line per instance.',
      'Panel “Strange”: its PromQL has no counterpart here; it shows its query instead.',
      'Panel “One pod”: its PromQL has no counterpart here; it shows its query instead.',
      'Panel “Profile”: there is no view like FlameChart; it shows its query instead.',
      'Panel “broken” is not a panel that can be read: it is an empty text.',
      'The layout names a panel “gone” that the document does not have.',
      'One panel stands in no layout; below the others.',
    ]);
  });
});

it('keeps the SQL of a Logfire dashboard, and says that it was written for other tables', () => {
  const sql = 'SELECT time_bucket($resolution, start_timestamp) AS x, count(1) AS y FROM records GROUP BY x ORDER BY x';
  const {
    dashboard: own,
    report: said,
    format: read,
  } = imported({
    kind: 'Dashboard',
    metadata: { name: 'web', project: 'p', version: 1 },
    spec: {
      panels: { requests: panel('Requests', 'TimeSeriesChart', [query('LogfireTimeSeriesQuery', sql)]) },
      layouts: [{ kind: 'Grid', spec: { items: [item('requests', 0, 0, 24, 6)] } }],
    },
  });
  expect(read).toBe('logfire');
  expect(own.title).toBe('web');
  expect(own.sections[0]?.panels[0]).toMatchObject({
    ask: { kind: 'spec', spec: { kind: 'native', language: 'sql', text: sql } },
    view: { kind: 'timeseries' },
  });
  expect(said).toEqual([
    'Panel “Requests”: its SQL is kept as it is, but it was written for Logfire’s tables and functions: change it to Hearth’s before it runs.',
    'Panel “Requests”: variables in SQL are not filled in: put values in their place.',
  ]);
});

it.each([
  [{ kind: 'Dashboard', spec: { panels: 7 } }, /not a dashboard of Perses or Logfire/],
  [{ panels: [], schemaVersion: 39 }, /has no version|not a dashboard/],
  ['text', /not a dashboard/],
  [{ version: 99, slug: 'x' }, /version 99/],
])('refuses %j with a sentence', (document, message) => {
  expect(importDashboard(document)).toMatchObject({ ok: false, error: expect.stringMatching(message) });
});

it('an own document comes back as it was', () => {
  expect(imported({ revision: 3, ...dashboard })).toEqual({ dashboard, format: 'hearth', report: [] });
});
