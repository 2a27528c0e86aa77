import { describe, expect, it } from 'vitest';
import { EMPTY_RULE, ruleOfPanel, ruleOfSql } from '@/lib/alerts/new-rule';
import { copyOfRule, ruleFromStart } from '@/lib/alerts/start-text';
import { EMPTY_PANEL } from '@/lib/dashboards/edit-ask';
import { DAY } from '@/lib/base/time';
import { AlertRule } from '@/lib/model/alert';
import type { Panel } from '@/lib/model/dashboard';
import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const duration = record('duration');
const service = record('service');
const spec: SeriesSpec = {
  kind: 'series',
  source: { signal: 'spans' },
  where: { op: 'in', field: service, values: [{ variable: 'service' }] },
  measures: [{ fn: 'quantile', of: duration, q: 0.95 }, { fn: 'rate' }],
  by: [record('name')],
  limit: 10,
};
const chart: Panel = {
  ...EMPTY_PANEL,
  title: 'Slow ones',
  ask: { kind: 'spec', spec },
  view: {
    kind: 'timeseries',
    mark: 'line',
    stacked: false,
    scale: 'linear',
    names: [],
    unit: 'nanoseconds',
    thresholds: [
      { at: 1e9, tone: 'warn' },
      { at: 2e9, tone: 'error' },
    ],
  },
};

describe('ruleOfPanel', () => {
  it('asks for the first measure with the choices, and takes over the thresholds', () => {
    expect(ruleOfPanel(chart, { service: ['api'] })).toEqual({
      title: 'Slow ones',
      unit: 'nanoseconds',
      condition: { is: 'above', warn: { at: 1e9, for: 0 }, critical: { at: 2e9, for: 0 } },
      ask: {
        kind: 'spec',
        spec: {
          ...spec,
          where: { op: 'in', field: service, values: ['api'] },
          measures: [{ fn: 'quantile', of: duration, q: 0.95 }],
          limit: 100,
        },
      },
    });
  });

  it('leaves questions out that come in another unit', () => {
    const of = [
      { kind: 'spec' as const, spec, unit: 'seconds' as const },
      { kind: 'spec' as const, spec: { ...spec, by: [] } },
    ];
    const start = ruleOfPanel({ ...chart, ask: { kind: 'first', of } }, {});
    expect(start?.ask).toMatchObject({ kind: 'spec', spec: { by: [] } });
  });

  it('watches the slow end of a distribution, and the number of records', () => {
    const measures = [{ fn: 'distribution' as const, of: duration }];
    const heat: Panel = { ...chart, ask: { kind: 'spec', spec: { ...spec, measures } }, view: { kind: 'heatmap', unit: 'nanoseconds' } };
    expect(ruleOfPanel(heat, {})?.ask).toMatchObject({ spec: { measures: [{ fn: 'quantile', of: duration, q: 0.95 }] } });
    const list: Panel = {
      ...chart,
      ask: {
        kind: 'spec',
        spec: { kind: 'rows', source: { signal: 'logs' }, limit: 20, fields: [], orderBy: 'time', traceSummary: false },
      },
      view: { kind: 'records' },
    };
    expect(ruleOfPanel(list, {})).toMatchObject({ unit: 'count', ask: { spec: { kind: 'series', measures: [{ fn: 'count' }], by: [] } } });
  });

  it('has nothing to say of what asks nothing, or for what is new', () => {
    expect(ruleOfPanel({ ...chart, ask: { kind: 'nothing' }, view: { kind: 'text', markdown: '' } }, {})).toBeUndefined();
    const table = { kind: 'table' as const, source: spec.source, measures: spec.measures, by: spec.by, limit: 10, orderBy: 0 };
    expect(ruleOfPanel({ ...chart, ask: { kind: 'new', spec: table, lookback: DAY } }, {})).toBeUndefined();
  });
});

describe('what an address carries', () => {
  it('begins a rule that can be kept', () => {
    const start = ruleOfPanel(chart, {});
    const rule = ruleFromStart(JSON.stringify(start));
    expect(rule).toEqual({ ok: true, value: { ...EMPTY_RULE, ...start } });
    expect(AlertRule.safeParse(rule.ok && rule.value).success).toBe(true);
    expect(ruleFromStart(JSON.stringify(ruleOfSql('SELECT 1')))).toMatchObject({
      ok: true,
      value: { ask: { kind: 'sql', text: 'SELECT 1' }, title: '' },
    });
  });

  it('is refused with a sentence', () => {
    expect(ruleFromStart('{')).toMatchObject({ ok: false, error: expect.stringContaining('is not JSON') });
    expect(ruleFromStart('{"ask":{"kind":"guess"}}')).toMatchObject({ ok: false, error: expect.stringContaining('does not fit') });
  });

  it('copies a rule as somebody’s own', () => {
    expect(copyOfRule({ ...EMPTY_RULE, id: 'slow', title: 'Slow', prebuilt: true })).toEqual({ ...EMPTY_RULE, title: 'Slow (copy)' });
  });
});
