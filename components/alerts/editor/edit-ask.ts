/** What a rule asks, as it is edited: alternatives that are tried after each other, or SQL. */
import type { Unit } from '@/lib/base/units';
import { alternativesOf, specsOf, type AlertAlternative } from '@/lib/dashboards/ask-specs';
import { unitOfMeasure } from '@/lib/dashboards/edit-measure';
import type { AlertAsk } from '@/lib/model/alert';
import type { MetricSummary } from '@/lib/model/metric';
import type { SeriesSpec } from '@/lib/model/query';

/** SQL that counts failed spans by service: something to begin with. */
export const FIRST_SQL = `SELECT ServiceName AS service, count() AS value
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
  AND StatusCode = 'Error'
GROUP BY service`;

/** The ask that tries these in their order. */
export function askOf(first: AlertAlternative, ...others: readonly AlertAlternative[]): AlertAsk {
  return others.length === 0 ? first : { kind: 'first', of: [first, ...others] };
}

/** `ask` with its alternative `index` replaced, or taken out: the last one stays. */
export function withAlternative(ask: AlertAsk, index: number, next: AlertAlternative | undefined): AlertAsk {
  const all = alternativesOf(ask).flatMap((each, at) => (at === index ? (next ?? []) : [each]));
  const [first, ...others] = all;
  return first ? askOf(first, ...others) : ask;
}

/** `alternative` with its first (0) or second (1) spec replaced. Both are grouped the same: figures of other groups cannot be put together. */
export function withSpec(alternative: AlertAlternative, index: number, spec: SeriesSpec): AlertAlternative {
  if (alternative.kind === 'spec') return { kind: 'spec', spec };
  const other = (each: SeriesSpec): SeriesSpec => ({ ...each, by: spec.by });
  return index === 0
    ? { ...alternative, left: spec, right: other(alternative.right) }
    : { ...alternative, left: other(alternative.left), right: spec };
}

/** The unit that the figures of `alternative` come in. `metricOf`: what is known of a metric, by its name. */
export function unitOfAlternative(alternative: AlertAlternative, metricOf: (name: string) => MetricSummary | undefined): Unit {
  const units = specsOf(alternative).map(({ measures, source }) => {
    const [measure] = measures;
    const metric = source.signal === 'metrics' && typeof source.metric === 'string' ? metricOf(source.metric) : undefined;
    return measure ? unitOfMeasure(measure, source, metric) : 'none';
  });
  const [left = 'none', right] = units;
  if (alternative.kind === 'spec') return left;
  if (alternative.op === 'divide') return left === right ? 'ratio' : 'none';
  return alternative.op === 'multiply' || left !== right ? 'none' : left;
}

/** Why `ask` cannot be asked as it is, in a sentence; undefined when it can. */
export function askFault(ask: AlertAsk): string | undefined {
  if (ask.kind === 'sql') return ask.text.trim() === '' ? 'Write the SQL that answers with the value.' : undefined;
  const specs = alternativesOf(ask).flatMap((each): readonly SeriesSpec[] => specsOf(each));
  return specs.some(({ source }) => source.signal === 'metrics' && source.metric === '') ? 'Choose a metric.' : undefined;
}
