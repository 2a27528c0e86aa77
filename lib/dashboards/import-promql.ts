/** PromQL → questions of the query model, for the shapes that mean the same in both. */
import type { PairOp } from '@/lib/dashboards/ask-specs';
import { parsePromql, type Matcher, type PromExpression } from '@/lib/dashboards/promql';
import { allOf } from '@/lib/model/all-of';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import { SeriesSpec, type Measure } from '@/lib/model/query';
import { attribute, NUMERIC_FIELDS, record, type RecordField } from '@/lib/model/record-field';

/** A question about one metric. */
export interface PromAsk {
  /** As Prometheus names it, without what marks a histogram's parts. */
  readonly metric: string;
  readonly where: Filter | undefined;
  readonly measure: Measure;
  readonly by: readonly Field[];
  /** The most groups, from `topk`. */
  readonly limit: number | undefined;
  /** A bare metric draws a line per set of labels, which nothing here does: they are added up unless a legend names labels. */
  readonly each: boolean;
  /** The figure's own factor, e.g. 100 for a share written as percent. */
  readonly factor: number;
}

export type PromTranslation =
  | { readonly kind: 'one'; readonly ask: PromAsk }
  | { readonly kind: 'pair'; readonly op: PairOp; readonly left: PromAsk; readonly right: PromAsk };

/** Labels that stand for a field which every record can be asked for; every other label is an attribute of the same name. */
const LABELS: Readonly<Record<string, RecordField>> = {
  job: 'service',
  service: 'service',
  service_name: 'service',
  service_namespace: 'serviceNamespace',
  service_version: 'serviceVersion',
  instance: 'serviceInstance',
  service_instance_id: 'serviceInstance',
  deployment_environment: 'environment',
  deployment_environment_name: 'environment',
  environment: 'environment',
  env: 'environment',
  host: 'host',
  host_name: 'host',
  tenant: 'tenant',
  tenant_id: 'tenant',
  http_method: 'httpMethod',
  http_request_method: 'httpMethod',
  http_route: 'httpRoute',
  http_status_code: 'httpStatus',
  http_response_status_code: 'httpStatus',
  db_system: 'dbSystem',
  db_system_name: 'dbSystem',
  messaging_system: 'messagingSystem',
  messaging_destination_name: 'messagingDestination',
};

/** The field that a label of Prometheus stands for. */
export function labelField(label: string): Field {
  const name = Object.hasOwn(LABELS, label) ? LABELS[label] : undefined;
  return name === undefined ? attribute(label) : record(name);
}

/** How a dashboard's variables go into its queries: the name that one has here, or the text that stands for it. */
export type VariableUse = { readonly kind: 'variable'; readonly name: string } | { readonly kind: 'text'; readonly text: string };
export type VariableUses = ReadonlyMap<string, VariableUse>;

/** What `query` asks; undefined when that cannot be said in the query model. */
export function translatePromql(query: string, uses: VariableUses): PromTranslation | undefined {
  const expression = parsePromql(query);
  return expression && translate(expression, uses);
}

const PAIRS: Readonly<Record<'+' | '-' | '*' | '/', PairOp>> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };

function translate(expression: PromExpression, uses: VariableUses): PromTranslation | undefined {
  const one = askOf(expression, uses);
  if (one) return { kind: 'one', ask: one };
  if (expression.kind !== 'pair') return undefined;
  const { op } = expression;
  const mean = op === '/' ? meanOf(expression.left, expression.right, uses) : undefined;
  if (mean) return { kind: 'one', ask: mean };
  // a factor on a quotient belongs to its left side: a / b * 100
  if (expression.right.kind === 'number' && expression.left.kind === 'pair' && op === '*') {
    const inner = translate(expression.left, uses);
    if (inner?.kind !== 'pair') return undefined;
    return { ...inner, left: { ...inner.left, factor: inner.left.factor * expression.right.value } };
  }
  const [left, right] = [askOf(expression.left, uses), askOf(expression.right, uses)];
  return left && right && { kind: 'pair', op: PAIRS[op], left, right };
}

/** `rate(x_sum) / rate(x_count)` of the same records: the mean of what a histogram observed. */
function meanOf(left: PromExpression, right: PromExpression, uses: VariableUses): PromAsk | undefined {
  const [sum, count] = [inner(left), inner(right)];
  if (!sum?.metric.endsWith('_sum') || !count?.metric.endsWith('_count')) return undefined;
  const metric = sum.metric.slice(0, -'_sum'.length);
  if (count.metric !== `${metric}_count` || JSON.stringify(sum.matchers) !== JSON.stringify(count.matchers)) return undefined;
  const ask = askOf(right, uses);
  return ask && { ...ask, metric, measure: { fn: 'avg', of: record('value') } };
}

function inner(expression: PromExpression): Extract<PromExpression, { kind: 'selector' }> | undefined {
  if (expression.kind === 'selector') return expression;
  const [first] = expression.kind === 'call' ? expression.args : [];
  return first && inner(first);
}

function askOf(expression: PromExpression, uses: VariableUses): PromAsk | undefined {
  switch (expression.kind) {
    case 'number':
      return undefined;
    case 'pair': {
      const { op, left, right } = expression;
      if (right.kind !== 'number' || (op !== '*' && op !== '/') || (op === '/' && right.value === 0)) return undefined;
      const ask = askOf(left, uses);
      return ask && { ...ask, factor: op === '*' ? ask.factor * right.value : ask.factor / right.value };
    }
    case 'selector':
      return expression.over === undefined ? selected(expression, { fn: 'last', of: record('value') }, uses) : undefined;
    case 'call':
      return called(expression, uses);
  }
}

type Call = Extract<PromExpression, { kind: 'call' }>;

function called({ name, args, by }: Call, uses: VariableUses): PromAsk | undefined {
  const [first, second] = args;
  if (!first) return undefined;
  if (name === 'topk' && first.kind === 'number' && second) {
    const ask = askOf(second, uses);
    return ask && SeriesSpec.shape.limit.safeParse(first.value).success ? { ...ask, limit: first.value } : undefined;
  }
  if (name === 'histogram_quantile') return first.kind === 'number' && second ? quantileOf(first.value, second, uses) : undefined;
  if (args.length !== 1) return undefined;
  if (name === 'rate' || name === 'irate' || name === 'increase') {
    if (first.kind !== 'selector' || first.over === undefined) return undefined;
    return selected(first, name === 'increase' ? increaseOf(first.metric) : { fn: 'rate' }, uses);
  }
  if (name !== 'sum' && name !== 'avg' && name !== 'min' && name !== 'max') return undefined;
  const ask = askOf(first, uses);
  // a mean or an extreme of rates is not one of the query model's figures
  if (!ask?.each || (name !== 'sum' && ask.measure.fn !== 'last')) return undefined;
  const measure: Measure = name === 'sum' ? ask.measure : { fn: name, of: record('value') };
  return { ...ask, measure, by: (by ?? []).filter((label) => label !== 'le').map(labelField), each: false };
}

function increaseOf(metric: string): Measure {
  return metric.endsWith('_count') ? { fn: 'count' } : { fn: 'increase', of: record('value') };
}

/** `histogram_quantile(0.95, sum by (le, a) (rate(x_bucket[5m])))`, or without the sum. */
function quantileOf(q: number, buckets: PromExpression, uses: VariableUses): PromAsk | undefined {
  const metric = inner(buckets)?.metric;
  const ask = q >= 0 && q <= 1 ? askOf(buckets, uses) : undefined;
  if (!ask || !metric?.endsWith('_bucket') || (ask.measure.fn !== 'rate' && ask.measure.fn !== 'increase')) return undefined;
  return { ...ask, measure: { fn: 'quantile', of: record('value'), q } };
}

function selected(
  { metric, matchers }: { readonly metric: string; readonly matchers: readonly Matcher[] },
  measure: Measure,
  uses: VariableUses,
): PromAsk | undefined {
  const filters = matchers.map((matcher) => filterOf(matcher, uses));
  if (filters.includes('unknown')) return undefined;
  const where = allOf(...filters.filter((filter) => filter !== 'unknown'));
  const base = metric.replace(/_(?:bucket|count)$/, '');
  return { metric: base, where, measure, by: [], limit: undefined, each: true, factor: 1 };
}

/** Words that mean themselves in a regular expression, with | between them. */
const PLAIN_CHOICE = /^[\w :/@%-]+(?:\|[\w :/@%-]+)*$/;

/** Every label is text; some fields are numbers. */
function typed(field: Field, text: string): string | number {
  return field.in === 'record' && NUMERIC_FIELDS.has(field.name) && text.trim() !== '' && !Number.isNaN(Number(text)) ? Number(text) : text;
}

/** A matcher as a filter; nothing for one that every record passes. */
function filterOf({ label, op, value }: Matcher, uses: VariableUses): Filter | undefined | 'unknown' {
  const field = labelField(label);
  const negative = op === '!=' || op === '!~';
  const not = (filter: Filter): Filter => (negative ? { op: 'not', of: filter } : filter);
  const reference = /^\$(?:\{(\w+)(?::\w+)?\}|(\w+))$/.exec(value);
  const name = reference?.[1] ?? reference?.[2];
  if (name !== undefined) {
    const use = uses.get(name);
    if (!use) return 'unknown';
    if (use.kind === 'variable') return not({ op: 'in', field, values: [{ variable: use.name }] });
    return filterOf({ label, op, value: use.text }, uses);
  }
  if (value.includes('$') && op !== '=~' && op !== '!~') return 'unknown';
  // an empty value is a missing label
  if (value === '') return negative ? { op: 'exists', field } : op === '=' ? { op: 'not', of: { op: 'exists', field } } : undefined;
  if (op === '=') return { op: 'eq', field, value: typed(field, value) };
  if (op === '!=') return { op: 'ne', field, value: typed(field, value) };
  if (/\$[\w{]/.test(value)) return 'unknown';
  if (value === '.*') return negative ? 'unknown' : undefined;
  if (value === '.+') return not({ op: 'exists', field });
  if (PLAIN_CHOICE.test(value)) return not({ op: 'in', field, values: value.split('|').map((choice) => typed(field, choice)) });
  // Prometheus anchors its expressions, the query model does not
  return not({ op: 'matches', field, value: `^(?:${value})$` });
}
