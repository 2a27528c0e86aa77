/** What a rule watches, in one line. */
import { assertUnreachable } from '@/lib/base/assert';
import { formatUnit } from '@/lib/base/units';
import { measureName } from '@/lib/charts/names';
import type { AlertAsk, AlertRule } from '@/lib/model/alert';
import type { Measure, SeriesSpec, Source } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';
import { printFilter } from '@/lib/query/print-filter';

const OPERATORS = { divide: '/', subtract: '−', add: '+', multiply: '×' } as const;

function recordsOf(source: Source): string {
  if (source.signal !== 'metrics') return source.signal;
  return typeof source.metric === 'string' ? source.metric : source.metric.variable;
}

function measured(measure: Measure, source: Source): string {
  const records = recordsOf(source);
  // a metric has one figure, which is called after it
  const of = (name: string) => (source.signal === 'metrics' ? records : `${name} of ${records}`);
  switch (measure.fn) {
    case 'count':
      return source.signal === 'metrics' ? `count of ${records}` : records;
    case 'rate':
      return `${records} per second`;
    case 'ratio':
      return `share of ${records} with ${printFilter(measure.where)}`;
    case 'quantile':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'last':
    case 'increase':
    case 'distinct':
    case 'apdex':
    case 'distribution':
      return `${measureName(measure)} of ${of(fieldName(measure.of))}`;
    default:
      return assertUnreachable(measure);
  }
}

function specText({ measures, source, where }: SeriesSpec): string {
  const [measure] = measures;
  const figure = measure ? measured(measure, source) : recordsOf(source);
  return where ? `${figure} where ${printFilter(where)}` : figure;
}

/** The names of what its groups are made of. */
function groupedBy(ask: AlertAsk): readonly string[] {
  switch (ask.kind) {
    case 'spec':
      return ask.spec.by.map(fieldName);
    case 'pair':
      return ask.left.by.map(fieldName);
    case 'first':
      return ask.of[0] ? groupedBy(ask.of[0]) : [];
    case 'sql':
      return [];
    default:
      return assertUnreachable(ask);
  }
}

function askText(ask: AlertAsk): string {
  switch (ask.kind) {
    case 'spec':
      return specText(ask.spec);
    case 'pair':
      return `${specText(ask.left)} ${OPERATORS[ask.op]} ${specText(ask.right)}`;
    case 'first':
      return ask.of[0] ? askText(ask.of[0]) : '';
    case 'sql':
      return ask.text.replace(/\s+/g, ' ').trim();
    default:
      return assertUnreachable(ask);
  }
}

/** `share of spans with error where entry by service.name over 5 min`; of SQL its text. Of alternatives the first. */
export function watchText({ ask, over }: Pick<AlertRule, 'ask' | 'over'>): string {
  const by = groupedBy(ask);
  return `${askText(ask)}${by.length === 0 ? '' : ` by ${by.join(', ')}`} over ${formatUnit(over, 'milliseconds')}`;
}
