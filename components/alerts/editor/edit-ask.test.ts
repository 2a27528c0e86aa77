import { describe, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { withAsk } from '@/components/alerts/editor/edit-rule';
import {
  askFault,
  askOf,
  questionsOf,
  unitOfQuestion,
  withOperator,
  withQuestion,
  withSource,
  withSpec,
  type Question,
} from '@/components/alerts/editor/edit-ask';
import { millis } from '@/lib/base/time';
import type { AlertRule } from '@/lib/model/alert';
import type { SeriesSpec } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [record('service')], limit: 100 };
const one: Question = { kind: 'spec', spec };
const noMetric = () => undefined;

describe('questions', () => {
  it('are one, or tried after each other', () => {
    expect(askOf(one)).toBe(one);
    const both = askOf(one, one);
    expect(questionsOf(both)).toHaveLength(2);
    expect(withQuestion(both, 0, undefined)).toEqual(one);
    // the last one stays
    expect(withQuestion(one, 0, undefined)).toBe(one);
    expect(questionsOf({ kind: 'sql', text: '' })).toEqual([]);
  });

  it('become two that are put together, grouped the same', () => {
    const pair = withOperator(one, 'divide');
    expect(pair).toEqual({ kind: 'pair', op: 'divide', left: spec, right: spec });
    const by = [record('tenant')];
    expect(withSpec(pair, 1, { ...spec, by })).toMatchObject({ left: { by }, right: { by } });
    expect(withOperator(pair, undefined)).toEqual(one);
  });

  it('of another signal keep what every record has', () => {
    const grouped = {
      ...spec,
      by: [record('service'), attribute('http.route')],
      where: { op: 'exists' as const, field: record('service') },
    };
    expect(withSource(grouped, { signal: 'logs' }, { fn: 'count' })).toEqual({ ...spec, source: { signal: 'logs' } });
  });

  it('answer in a unit', () => {
    expect(unitOfQuestion(one, noMetric)).toBe('count');
    expect(unitOfQuestion(withOperator(one, 'divide'), noMetric)).toBe('ratio');
    expect(unitOfQuestion(withOperator(one, 'add'), noMetric)).toBe('count');
    expect(unitOfQuestion(withOperator(one, 'multiply'), noMetric)).toBe('none');
  });

  it('say what is missing', () => {
    expect(askFault(one)).toBeUndefined();
    expect(askFault({ kind: 'spec', spec: { ...spec, source: { signal: 'metrics', metric: '' } } })).toBe('Choose a metric.');
    expect(askFault({ kind: 'sql', text: ' ' })).toBe('Write the SQL that answers with the value.');
  });
});

describe('withAsk', () => {
  const rule: AlertRule = {
    ...EMPTY_RULE,
    unit: 'milliseconds',
    condition: { is: 'above', warn: { at: 250, for: millis(60_000) }, recover: 100 },
  };

  it('converts bounds between units of one kind', () => {
    expect(withAsk(rule, one, 'nanoseconds').condition).toEqual({ is: 'above', warn: { at: 250e6, for: 60_000 }, recover: 100e6 });
  });

  it('drops bounds that cannot mean the same, but not those of a change', () => {
    expect(withAsk(rule, one, 'count')).toEqual({ ask: one, unit: 'count', condition: { is: 'above' } });
    const change = { is: 'change' as const, against: 'day' as const, direction: 'up' as const, warn: { at: 0.5, for: millis(0) } };
    expect(withAsk({ ...rule, condition: change }, one, 'count')).toEqual({ ask: one, unit: 'count' });
    expect(withAsk(rule, one, undefined)).toEqual({ ask: one });
  });
});
