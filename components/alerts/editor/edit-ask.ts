/** What a rule asks, as it is edited: questions tried after each other, each one spec or two with an operator; or SQL. */
import { assertUnreachable } from '@/lib/base/assert';
import type { Unit } from '@/lib/base/units';
import { unitOfMeasure } from '@/lib/dashboards/edit-measure';
import type { AlertAsk } from '@/lib/model/alert';
import type { MetricSummary } from '@/lib/model/metric';
import type { Measure, SeriesSpec, Source } from '@/lib/model/query';

export type Question = Extract<AlertAsk, { kind: 'spec' | 'pair' }>;
export type Operator = Extract<AlertAsk, { kind: 'pair' }>['op'];

/** Questions that a rule may try after each other. */
export const MOST_QUESTIONS = 6;

/** SQL that counts failed spans by service: something to begin with. */
export const FIRST_SQL = `SELECT ServiceName AS service, count() AS value
FROM otel_traces
WHERE Timestamp >= {from:DateTime64(9)} AND Timestamp < {to:DateTime64(9)}
  AND StatusCode = 'Error'
GROUP BY service`;

/** The questions of `ask` in the order that they are tried; none for SQL. */
export function questionsOf(ask: AlertAsk): readonly Question[] {
  switch (ask.kind) {
    case 'spec':
    case 'pair':
      return [ask];
    case 'first':
      return ask.of;
    case 'sql':
      return [];
    default:
      return assertUnreachable(ask);
  }
}

/** The ask that tries these questions in their order. */
export function askOf(first: Question, ...others: readonly Question[]): AlertAsk {
  return others.length === 0 ? first : { kind: 'first', of: [first, ...others] };
}

/** `ask` with its question `index` replaced, or taken out: the last one stays. */
export function withQuestion(ask: AlertAsk, index: number, next: Question | undefined): AlertAsk {
  const questions = questionsOf(ask).flatMap((each, at) => (at === index ? (next ?? []) : [each]));
  const [first, ...others] = questions;
  return first ? askOf(first, ...others) : ask;
}

/** The specs of a question: one, or left and right. */
export function specsOf(question: Question): readonly [SeriesSpec] | readonly [left: SeriesSpec, right: SeriesSpec] {
  return question.kind === 'spec' ? [question.spec] : [question.left, question.right];
}

/** `question` with its first (0) or second (1) spec replaced. Both are grouped the same: figures of other groups cannot be put together. */
export function withSpec(question: Question, index: number, spec: SeriesSpec): Question {
  if (question.kind === 'spec') return { kind: 'spec', spec };
  const other = (each: SeriesSpec): SeriesSpec => ({ ...each, by: spec.by });
  return index === 0 ? { ...question, left: spec, right: other(question.right) } : { ...question, left: other(question.left), right: spec };
}

/** `question` with a second spec, which begins as the first; or with the first alone. */
export function withOperator(question: Question, op: Operator | undefined): Question {
  const [left, right] = specsOf(question);
  return op === undefined ? { kind: 'spec', spec: left } : { kind: 'pair', op, left, right: right ?? left };
}

/** `spec` of another source: its filter and groups go where they cannot mean the same. */
export function withSource(spec: SeriesSpec, source: Source, measure: Measure): SeriesSpec {
  const same = spec.source.signal === source.signal;
  const { where: _where, ...bare } = spec;
  const kept = same ? spec : bare;
  return { ...kept, source, by: same ? spec.by : spec.by.filter(({ in: home }) => home === 'record'), measures: [measure] };
}

/** The unit that the figures of `question` come in. `metricOf`: what is known of a metric, by its name. */
export function unitOfQuestion(question: Question, metricOf: (name: string) => MetricSummary | undefined): Unit {
  const units = specsOf(question).map(({ measures, source }) => {
    const [measure] = measures;
    const metric = source.signal === 'metrics' && typeof source.metric === 'string' ? metricOf(source.metric) : undefined;
    return measure ? unitOfMeasure(measure, source, metric) : 'none';
  });
  const [left = 'none', right] = units;
  if (question.kind === 'spec') return left;
  if (question.op === 'divide') return left === right ? 'ratio' : 'none';
  return question.op === 'multiply' || left !== right ? 'none' : left;
}

/** Why `ask` cannot be asked as it is, in a sentence; undefined when it can. */
export function askFault(ask: AlertAsk): string | undefined {
  if (ask.kind === 'sql') return ask.text.trim() === '' ? 'Write the SQL that answers with the value.' : undefined;
  const specs = questionsOf(ask).flatMap((question): readonly SeriesSpec[] => specsOf(question));
  return specs.some(({ source }) => source.signal === 'metrics' && source.metric === '') ? 'Choose a metric.' : undefined;
}
