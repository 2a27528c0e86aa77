/** What a new rule begins with: an empty one, or the question that a panel asks. */
import { withChoices } from '@/lib/alerts/with-choices';
import type { PlainAsk } from '@/lib/alerts/ask-windows';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { unitFactor } from '@/lib/charts/convert';
import { alternativesOf, specsOf, type Alternative } from '@/lib/dashboards/ask-specs';
import { reshaped } from '@/lib/dashboards/edit-ask';
import { millis, SECOND } from '@/lib/base/time';
import type { Unit } from '@/lib/base/units';
import type { AlertAsk, AlertRule, Condition } from '@/lib/model/alert';
import type { Choices, Panel, Threshold, View } from '@/lib/model/dashboard';
import type { Measure, SeriesSpec, Spec } from '@/lib/model/query';
import { record } from '@/lib/model/record-field';

/** The share of failed entry spans by service, judged every minute; without a level yet. Its id is made from its title when it is kept. */
export const EMPTY_RULE: AlertRule = {
  ...RULE_DEFAULTS,
  id: 'new',
  title: '',
  ask: {
    kind: 'spec',
    spec: {
      kind: 'series',
      source: { signal: 'spans' },
      where: { op: 'eq', field: record('entry'), value: true },
      measures: [{ fn: 'ratio', where: { op: 'eq', field: record('error'), value: true } }],
      by: [record('service')],
      limit: 100,
    },
  },
  unit: 'ratio',
  delay: millis(30 * SECOND),
  condition: { is: 'above' },
};

/** What an address hands over to the editor. */
export type RuleStart = Pick<AlertRule, 'title' | 'ask' | 'unit' | 'condition'>;

/** Groups that a rule looks at, where the panel showed fewer. */
const LEAST_GROUPS = 100;
/** Alternatives that a rule may have. */
export const MOST_ALTERNATIVES = 6;

/**
 * The rule that watches what `panel` shows with these `choices`: the first measure of its question, in the unit that it is shown in,
 * and its thresholds. Questions that come in another unit are left out. Undefined for a panel that asks nothing that can be judged.
 */
export function ruleOfPanel(panel: Panel, choices: Choices): RuleStart | undefined {
  const { view, title } = panel;
  if (panel.ask.kind === 'new') return undefined;
  const unit = unitOf(view);
  if (unit === undefined) return undefined;
  const bound = withChoices(panel.ask, choices);
  const plain = alternativesOf(bound).flatMap((alternative) =>
    unitFactor(alternative.unit, unit) === 1 ? (plainAsk(alternative) ?? []) : [],
  );
  const ask = askOf(plain);
  return ask && { title: title.slice(0, 200), ask, unit, condition: conditionOf(thresholdsOf(view)) };
}

/** The rule that watches what SQL answers with. */
export function ruleOfSql(text: string): RuleStart {
  return { title: '', ask: { kind: 'sql', text }, unit: 'none', condition: { is: 'above' } };
}

/** One question, or those that can be tried after each other: SQL stands alone. */
function askOf(plain: readonly PlainAsk[]): AlertAsk | undefined {
  const [first] = plain;
  if (!first || first.kind === 'sql') return first;
  const of = plain.filter((each) => each.kind !== 'sql').slice(0, MOST_ALTERNATIVES);
  return of.length === 1 ? first : { kind: 'first', of };
}

function plainAsk(alternative: Alternative): PlainAsk | undefined {
  const [left, right] = specsOf(alternative);
  if (alternative.kind === 'spec') {
    if (left.kind === 'native') return { kind: 'sql', text: left.text };
    return { kind: 'spec', spec: seriesOf(left) };
  }
  if (!right || left.kind === 'native' || right.kind === 'native') return undefined;
  return { kind: 'pair', op: alternative.op, left: seriesOf(left), right: seriesOf(right) };
}

/** What `spec` measures, group by group; of a distribution its slow end, of records how many there are. */
function seriesOf(spec: Exclude<Spec, { kind: 'native' }>): SeriesSpec {
  const series = reshaped(spec, 'series') as SeriesSpec;
  const [first] = series.measures;
  const measure: Measure = !first ? { fn: 'count' } : first.fn === 'distribution' ? { fn: 'quantile', of: first.of, q: 0.95 } : first;
  return { ...series, measures: [measure], limit: Math.max(series.limit, LEAST_GROUPS) };
}

/** The unit that a view's first figure is shown in; undefined for a view without figures. */
function unitOf(view: View): Unit | undefined {
  switch (view.kind) {
    case 'timeseries':
    case 'stat':
    case 'heatmap':
    case 'pie':
      return view.unit;
    case 'table':
    case 'bars':
      return view.columns[0]?.unit;
    case 'records':
      return 'count';
    case 'metrics':
    case 'text':
      return undefined;
  }
}

function thresholdsOf(view: View): readonly Threshold[] {
  if (view.kind === 'timeseries' || view.kind === 'stat') return view.thresholds;
  return view.kind === 'table' || view.kind === 'bars' ? (view.columns[0]?.thresholds ?? []) : [];
}

/** A view's thresholds say from where on it is bad. */
function conditionOf(thresholds: readonly Threshold[]): Condition {
  const at = (tone: Threshold['tone']) => thresholds.find((threshold) => threshold.tone === tone)?.at;
  const [warn, critical] = [at('warn'), at('error')];
  const level = (value: number) => ({ at: value, for: millis(0) });
  return {
    is: 'above',
    ...(warn === undefined ? {} : { warn: level(warn) }),
    ...(critical === undefined ? {} : { critical: level(critical) }),
  };
}
