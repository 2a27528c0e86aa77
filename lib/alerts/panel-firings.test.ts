import { describe, expect, it } from 'vitest';
import { isAbout, isWithin, narrowedTo } from '@/lib/alerts/panel-firings';
import type { AlertAsk } from '@/lib/model/alert';
import type { Ask, Variable, View } from '@/lib/model/dashboard';
import type { SeriesSpec, Source } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const spec = (source: Source): SeriesSpec => ({ kind: 'series', source, measures: [{ fn: 'count' }], by: [], limit: 10 });
const SPANS = spec({ signal: 'spans' });
const LOGS = spec({ signal: 'logs' });
const QUEUE = spec({ signal: 'metrics', metric: 'queue.size' });
const CHART: View = { kind: 'timeseries', mark: 'line', stacked: false, scale: 'linear', names: [], unit: 'count', thresholds: [] };

describe('which rules a panel is about', () => {
  it.each<[string, AlertAsk, Ask, View, boolean]>([
    ['spans and spans', { kind: 'spec', spec: SPANS }, { kind: 'spec', spec: SPANS }, CHART, true],
    ['spans and logs', { kind: 'spec', spec: SPANS }, { kind: 'spec', spec: LOGS }, CHART, false],
    ['the same metric', { kind: 'spec', spec: QUEUE }, { kind: 'spec', spec: QUEUE }, CHART, true],
    [
      'another metric',
      { kind: 'spec', spec: QUEUE },
      { kind: 'spec', spec: spec({ signal: 'metrics', metric: 'queue.age' }) },
      CHART,
      false,
    ],
    [
      'the metric that a variable stands for',
      { kind: 'spec', spec: QUEUE },
      { kind: 'spec', spec: spec({ signal: 'metrics', metric: { variable: 'queue' } }) },
      CHART,
      true,
    ],
    ['one of two put together', { kind: 'pair', op: 'divide', left: QUEUE, right: LOGS }, { kind: 'spec', spec: LOGS }, CHART, true],
    [
      'one of several tried',
      { kind: 'spec', spec: QUEUE },
      {
        kind: 'first',
        of: [
          { kind: 'spec', spec: QUEUE },
          { kind: 'spec', spec: SPANS },
        ],
      },
      CHART,
      true,
    ],
    ['SQL', { kind: 'sql', text: 'SELECT 1' }, { kind: 'spec', spec: SPANS }, CHART, false],
    ['no chart over time', { kind: 'spec', spec: SPANS }, { kind: 'spec', spec: SPANS }, { kind: 'pie', unit: 'count' }, false],
  ])('%s', (_name, rule, panel, view, expected) => {
    expect(isAbout({ ask: rule }, { ask: panel, view }, { queue: ['queue.size'] })).toBe(expected);
  });
});

describe('what a dashboard is narrowed to', () => {
  const variables: Variable[] = [
    { kind: 'field', name: 'service', title: 'service', source: { signal: 'spans' }, field: record('service') },
    { kind: 'field', name: 'environment', title: 'environment', source: { signal: 'spans' }, field: record('environment') },
    { kind: 'metric', name: 'queue', title: 'queue', metrics: ['queue.size'] },
  ];
  const narrowed = narrowedTo(variables, { service: ['api', 'web'], environment: [], queue: ['queue.size'] }, 'acme');
  it.each([
    [{ 'service.name': 'api' }, true],
    [{ 'service.name': 'worker' }, false],
    [{ environment: 'test' }, true],
    [{ tenant: 'acme' }, true],
    [{ tenant: 'other' }, false],
    [{ 'service.name': 'api', tenant: 'other' }, false],
    [{}, true],
  ])('%j is shown: %s', (labels, expected) => {
    expect(isWithin(labels, narrowed)).toBe(expected);
  });
});
