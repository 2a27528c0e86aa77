import { describe, expect, it } from 'vitest';
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { withAsk } from '@/components/alerts/editor/edit-rule';
import { askFault, askOf, unitOfAlternative, withAlternative, withSpec } from '@/components/alerts/editor/edit-ask';
import { millis } from '@/lib/base/time';
import { alternativesOf, type AlertAlternative } from '@/lib/dashboards/ask-specs';
import { withPair } from '@/lib/dashboards/edit-ask';
import type { AlertRule } from '@/lib/model/alert';
import type { SeriesSpec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

const spec: SeriesSpec = { kind: 'series', source: { signal: 'spans' }, measures: [{ fn: 'count' }], by: [record('service')], limit: 100 };
const one: AlertAlternative = { kind: 'spec', spec };
const noMetric = () => undefined;

describe('alternatives', () => {
  it('are one, or tried after each other', () => {
    expect(askOf(one)).toBe(one);
    const both = askOf(one, one);
    expect(alternativesOf(both)).toHaveLength(2);
    expect(withAlternative(both, 0, undefined)).toEqual(one);
    // the last one stays
    expect(withAlternative(one, 0, undefined)).toBe(one);
    expect(alternativesOf({ kind: 'sql', text: '' })).toEqual([]);
  });

  it('become two that are put together, grouped the same', () => {
    const pair = withPair(one, 'divide');
    expect(pair).toEqual({ kind: 'pair', op: 'divide', left: spec, right: spec });
    const by = [record('tenant')];
    expect(withSpec(pair, 1, { ...spec, by })).toMatchObject({ left: { by }, right: { by } });
    expect(withPair(pair, undefined)).toEqual(one);
  });

  it('answer in a unit', () => {
    expect(unitOfAlternative(one, noMetric)).toBe('count');
    expect(unitOfAlternative(withPair(one, 'divide'), noMetric)).toBe('ratio');
    expect(unitOfAlternative(withPair(one, 'add'), noMetric)).toBe('count');
    expect(unitOfAlternative(withPair(one, 'multiply'), noMetric)).toBe('none');
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
