import { describe, expect, it } from 'vitest';
import { translatePromql, type PromAsk, type VariableUses } from '@/lib/dashboards/import-promql';
import { attribute, record } from '@/lib/model/record-field';

const uses: VariableUses = new Map([
  ['service', { kind: 'variable', name: 'service' }],
  ['cluster', { kind: 'text', text: 'eu' }],
]);
const value = record('value');
const ask = (over: Partial<PromAsk> & Pick<PromAsk, 'metric' | 'measure'>): PromAsk => ({
  where: undefined,
  by: [],
  limit: undefined,
  each: false,
  factor: 1,
  ...over,
});

const one: [string, PromAsk][] = [
  ['up', ask({ metric: 'up', measure: { fn: 'last', of: value }, each: true })],
  [
    'queue_size{queue="mail"}',
    ask({
      metric: 'queue_size',
      measure: { fn: 'last', of: value },
      where: { op: 'eq', field: attribute('queue'), value: 'mail' },
      each: true,
    }),
  ],
  ['rate(requests_total[5m])', ask({ metric: 'requests_total', measure: { fn: 'rate' }, each: true })],
  [
    'sum by (job, code) (rate(requests_total{job=~"$service", code!="200"}[$__rate_interval]))',
    ask({
      metric: 'requests_total',
      measure: { fn: 'rate' },
      where: {
        op: 'and',
        of: [
          { op: 'in', field: record('service'), values: [{ variable: 'service' }] },
          { op: 'ne', field: attribute('code'), value: '200' },
        ],
      },
      by: [record('service'), attribute('code')],
    }),
  ],
  [
    'sum(increase(jobs_total[1h])) by (queue)',
    ask({ metric: 'jobs_total', measure: { fn: 'increase', of: value }, by: [attribute('queue')] }),
  ],
  [
    'histogram_quantile(0.95, sum(rate(http_server_duration_bucket{http_route=~"/a|/b"}[5m])) by (le, http_route))',
    ask({
      metric: 'http_server_duration',
      measure: { fn: 'quantile', of: value, q: 0.95 },
      where: { op: 'in', field: record('httpRoute'), values: ['/a', '/b'] },
      by: [record('httpRoute')],
    }),
  ],
  [
    'rate(http_duration_seconds_sum[5m]) / rate(http_duration_seconds_count[5m])',
    ask({ metric: 'http_duration_seconds', measure: { fn: 'avg', of: value }, each: true }),
  ],
  [
    'max by (host) (memory_used{cluster="$cluster"}) / 1024',
    ask({
      metric: 'memory_used',
      measure: { fn: 'max', of: value },
      where: { op: 'eq', field: attribute('cluster'), value: 'eu' },
      by: [record('host')],
      factor: 1 / 1024,
    }),
  ],
  [
    'topk(5, sum by (tenant) (rate(api_calls_count[1m])))',
    ask({ metric: 'api_calls', measure: { fn: 'rate' }, by: [record('tenant')], limit: 5 }),
  ],
  [
    'up{http_status_code=~"500|503"}',
    ask({
      metric: 'up',
      measure: { fn: 'last', of: value },
      where: { op: 'in', field: record('httpStatus'), values: [500, 503] },
      each: true,
    }),
  ],
  [
    'up{a=~".+", b!~"x.*y", c=""}',
    ask({
      metric: 'up',
      measure: { fn: 'last', of: value },
      where: {
        op: 'and',
        of: [
          { op: 'exists', field: attribute('a') },
          { op: 'not', of: { op: 'matches', field: attribute('b'), value: '^(?:x.*y)$' } },
          { op: 'not', of: { op: 'exists', field: attribute('c') } },
        ],
      },
      each: true,
    }),
  ],
];

describe('PromQL that the query model can say', () => {
  it.each(one)('%s', (query, expected) => {
    expect(translatePromql(query, uses)).toEqual({ kind: 'one', ask: expected });
  });

  it('a share of two sums, as percent', () => {
    expect(translatePromql('sum(rate(errors_total[5m])) / sum(rate(requests_total[5m])) * 100', uses)).toEqual({
      kind: 'pair',
      op: 'divide',
      left: ask({ metric: 'errors_total', measure: { fn: 'rate' }, factor: 100 }),
      right: ask({ metric: 'requests_total', measure: { fn: 'rate' } }),
    });
  });
});

it.each([
  'sum without (instance) (rate(x[5m]))',
  'avg(rate(x[5m]))',
  'rate(x)',
  'x[5m]',
  'label_replace(up, "a", "$1", "b", "(.*)")',
  'sum(x) > 5',
  'x offset 1d',
  'up{a=~"pre-$service.*"}',
  'up{a="$unknown"}',
  'x + y + z',
  'sum(',
  '',
  'histogram_quantile(0.5, x)',
  'topk(0.5, x)',
  'topk(1000000, x)',
])('%j is not translated', (query) => {
  expect(translatePromql(query, uses)).toBeUndefined();
});

it.each([
  ['parentheses in parentheses', `${'('.repeat(50_000)}x${')'.repeat(50_000)}`],
  ['a product of thousands', `x${' * 2'.repeat(50_000)}`],
])('%s are not translated, and do no harm', (_name, query) => {
  expect(translatePromql(query, uses)).toBeUndefined();
});
