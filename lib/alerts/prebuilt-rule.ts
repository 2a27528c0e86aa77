/** What the prebuilt alerts are written with. */
import { withChoices } from '@/lib/alerts/with-choices';
import { RULE_DEFAULTS } from '@/lib/alerts/rule-defaults';
import { assert, present } from '@/lib/base/assert';
import { millis, SECOND, type Millis } from '@/lib/base/time';
import type { AlertAlternative, Alternative } from '@/lib/dashboards/ask-specs';
import type { AlertAsk, AlertRule, Condition } from '@/lib/model/alert';
import type { Ask, Choices, Dashboard, Threshold } from '@/lib/model/dashboard';
import type { SeriesSpec, Spec } from '@/lib/model/query';

/** Most groups that are looked at: a dashboard draws fewer. */
const MOST_GROUPS = 1_000;
/** The name that a dashboard's metric variable stands for where nothing was chosen and nothing has arrived. */
function firstMetric(dashboard: Pick<Dashboard, 'variables'>, name: string): string {
  const variable = dashboard.variables.find((each) => each.name === name);
  assert(variable?.kind === 'metric', `${name} is a metric's variable`);
  return present(variable.metrics[0], `a name for ${name}`);
}

/** How Prometheus ends a name: by its unit, and counters by `_total`. */
const SUFFIX = /^(_total|_ratio)?$/;

/**
 * The first name of a dashboard's metric variable in each of its spellings there: as OpenTelemetry has it, and as exporters to Prometheus write it. Other
 * names that the variable knows are other metrics.
 */
export function spellings(dashboard: Pick<Dashboard, 'variables'>, name: string): readonly string[] {
  const first = firstMetric(dashboard, name);
  const flat = first.replaceAll('.', '_');
  const variable = dashboard.variables.find((each) => each.name === name);
  const known = variable?.kind === 'metric' ? variable.metrics : [];
  return [first, ...known.filter((each) => each !== first && each.startsWith(flat) && SUFFIX.test(each.slice(flat.length)))];
}

/** What a panel asks with its variable `name` in each of `spellings`: the first that finds something. */
export function askingSpelled(ask: Ask, dashboard: Pick<Dashboard, 'variables'>, name: string): AlertAsk {
  return askingFirst(...spellings(dashboard, name).map((metric) => asking(ask, { [name]: metric })));
}

function series(spec: Spec): SeriesSpec {
  assert(spec.kind === 'series', 'an alert asks for figures over time');
  return { ...spec, limit: spec.by.length > 0 ? MOST_GROUPS : spec.limit };
}

function plain(ask: Alternative): AlertAlternative {
  return ask.kind === 'spec'
    ? { kind: 'spec', spec: series(ask.spec) }
    : { kind: 'pair', op: ask.op, left: series(ask.left), right: series(ask.right) };
}

/** What a dashboard's panel asks, without any choice but the names of its `metrics`, by their variables. */
export function asking(ask: Ask, metrics: Readonly<Record<string, string>> = {}): AlertAsk {
  const choices: Choices = Object.fromEntries(Object.entries(metrics).map(([name, metric]) => [name, [metric]]));
  const bound = withChoices(ask, choices);
  if (bound.kind === 'first') return { kind: 'first', of: bound.of.map(plain) };
  assert(bound.kind === 'spec' || bound.kind === 'pair', 'an alert asks something');
  return plain(bound);
}

/** The first of these that finds something. */
export function askingFirst(...asks: readonly AlertAsk[]): AlertAsk {
  const all = asks.flatMap((ask) => (ask.kind === 'first' ? ask.of : ask.kind === 'sql' ? [] : [ask]));
  // what asks for no metric is the same in every spelling
  return { kind: 'first', of: [...new Map(all.map((ask) => [JSON.stringify(ask), ask])).values()] };
}

/** Above the thresholds that the dashboards draw, for so long. */
export function aboveThresholds(thresholds: readonly Threshold[], lasting: Millis = millis(0)): Condition {
  const at = (tone: Threshold['tone']) =>
    present(
      thresholds.find((each) => each.tone === tone),
      `a threshold for ${tone}`,
    ).at;
  return { is: 'above', warn: { at: at('warn'), for: lasting }, critical: { at: at('error'), for: lasting } };
}

type Given = Pick<AlertRule, 'id' | 'title' | 'description' | 'ask' | 'unit' | 'condition'> & Partial<AlertRule>;

/**
 * A prebuilt rule: judged every minute over 5 minutes unless it says otherwise. Records come within seconds of what they tell of, and
 * metrics say what is so when they are sent, so 10 s is what late data needs.
 */
export function prebuilt(given: Given): AlertRule {
  return { ...RULE_DEFAULTS, prebuilt: true, delay: millis(10 * SECOND), ...given };
}
