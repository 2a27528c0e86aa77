/** Rules over what `fill` makes. */
import { EMPTY_RULE } from '@/lib/alerts/new-rule';
import { DAY, millis, MINUTE } from '@/lib/base/time';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { Measure, SeriesSpec, Source } from '@/lib/model/query';
import { attribute, record } from '@/lib/model/record-field';

const failed: Filter = { op: 'eq', field: record('error'), value: true };
const entry: Filter = { op: 'eq', field: record('entry'), value: true };
const duration = record('duration');
const SPANS: Source = { signal: 'spans' };

function spec(measure: Measure, by: Field[], where?: Filter, source = SPANS): AlertAsk & { kind: 'spec' } {
  const asked: SeriesSpec = { kind: 'series', source, measures: [measure], by, limit: 100, ...(where ? { where } : {}) };
  return { kind: 'spec', spec: asked };
}

function rule(id: string, ask: AlertAsk, at: number, over = 5 * MINUTE): AlertRule {
  const level = (bound: number) => ({ at: bound, for: millis(0) });
  return { ...EMPTY_RULE, id, title: id, ask, over: millis(over), condition: { is: 'above', warn: level(at), critical: level(2 * at) } };
}

const MEASURES: readonly Measure[] = [
  { fn: 'count' },
  { fn: 'rate' },
  { fn: 'ratio', where: failed },
  { fn: 'avg', of: duration },
  { fn: 'quantile', of: duration, q: 0.95 },
];

/**
 * `count` rules that are judged every minute on the last five: no two of them ask the same, and each has 20 groups, five services
 * times four kinds of span. Of those that count, some groups fire.
 */
export function manyRules(count: number): AlertRule[] {
  return Array.from({ length: count }, (_, index) => {
    const measure = MEASURES[index % MEASURES.length] ?? { fn: 'count' };
    const where: Filter = {
      op: 'and',
      of: [
        { op: 'ne', field: record('kind'), value: 'Producer' },
        { op: 'gte', field: duration, value: 1_000 * (1 + Math.floor(index / MEASURES.length)) },
      ],
    };
    const bound = { count: 80, rate: 0.3, ratio: 0.2 }[measure.fn as string] ?? 1e12;
    return { ...rule(`rule-${index}`, spec(measure, [record('service'), record('kind')], where), bound), every: MINUTE };
  });
}

const metric = (name: string): Source => ({ signal: 'metrics', metric: name });
const value = record('value');

/** What people try on two weeks, with the name that it has in the table. */
export const TRIED: readonly (readonly [string, AlertRule])[] = [
  ['error rate by service', rule('errors', spec({ fn: 'ratio', where: failed }, [record('service')], entry), 0.02)],
  ['p95 by service', rule('p95', spec({ fn: 'quantile', of: duration, q: 0.95 }, [record('service')], entry), 2e9)],
  ['p95 by service of one tenant, from the spans', rule('tenant', spec({ fn: 'quantile', of: duration, q: 0.95 }, [record('httpRoute')], { op: 'and', of: [entry, { op: 'eq', field: record('tenant'), value: 'tenant-1' }] }), 2e9)],
  [
    'failed / completed streams by platform',
    rule(
      'streams',
      {
        kind: 'pair',
        op: 'divide',
        left: spec({ fn: 'increase', of: value }, [attribute('platform')], undefined, metric('streams.failed')).spec,
        right: spec({ fn: 'increase', of: value }, [attribute('platform')], undefined, metric('streams.completed')).spec,
      },
      0.05,
      15 * MINUTE,
    ),
  ],
  ['queue size by queue', rule('queue', spec({ fn: 'last', of: value }, [attribute('queue')], undefined, metric('queue.size')), 0.9)],
]; // prettier-ignore

export const TWO_WEEKS = 14 * DAY;
