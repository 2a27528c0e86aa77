/** A rule's question in words. */
import { listed } from '@/lib/alerts/length-text';
import { labelNames } from '@/lib/alerts/group-text';
import { assertUnreachable } from '@/lib/base/assert';
import { formatDuration } from '@/lib/base/units';
import { measureName } from '@/lib/charts/names';
import { alternativesOf } from '@/lib/dashboards/ask-specs';
import { conditions } from '@/lib/dashboards/door';
import type { AlertAsk } from '@/lib/model/alert';
import { allOf } from '@/lib/model/all-of';
import type { Field } from '@/lib/model/field';
import type { Filter } from '@/lib/model/filter';
import type { SeriesSpec, Source } from '@/lib/model/query';
import { fieldName } from '@/lib/query/field-name';
import { printFilter } from '@/lib/query/print-filter';

const RECORDS = { spans: 'spans', logs: 'logs', exceptions: 'exceptions' } as const;

function isEntry(filter: Filter): boolean {
  return filter.op === 'eq' && filter.field.in === 'record' && filter.field.name === 'entry' && filter.value === true;
}

function metricText({ metric }: Extract<Source, { signal: 'metrics' }>): string {
  return typeof metric === 'string' ? metric : `$${metric.variable}`;
}

/** The records that a spec looks at: `entry spans where environment = production`. */
function recordsText({ source, where }: SeriesSpec): string {
  const all = conditions(where);
  const entries = source.signal === 'spans' && all.some(isEntry);
  const rest = printFilter(allOf(...all.filter((each) => !(entries && isEntry(each)))));
  const records = source.signal === 'metrics' ? metricText(source) : `${entries ? 'entry ' : ''}${RECORDS[source.signal]}`;
  return rest === '' ? records : `${records} where ${rest}`;
}

/** `duration of spans`; of a metric, whose own value needs no name, `queue.size`. */
function valuesText(of: Field, spec: SeriesSpec): string {
  const own = spec.source.signal === 'metrics' && of.in === 'record' && of.name === 'value';
  return own ? recordsText(spec) : `${fieldName(of)} of ${recordsText(spec)}`;
}

const FIGURES = { sum: 'the sum', avg: 'the mean', min: 'the lowest', max: 'the highest', last: 'the newest' } as const;

/** What one spec measures: `the share of entry spans with error`, `p95 of duration of spans`. */
function specText(spec: SeriesSpec): string {
  const [measure] = spec.measures;
  const records = recordsText(spec);
  if (!measure) return records;
  const ofMetric = spec.source.signal === 'metrics';
  switch (measure.fn) {
    case 'count':
      return ofMetric ? `the number of observations of ${records}` : `the number of ${records}`;
    case 'rate':
      return `${records} per second`;
    case 'ratio':
      return `the share of ${records} with ${printFilter(measure.where)}`;
    case 'sum':
    case 'avg':
      return `${FIGURES[measure.fn]} of ${valuesText(measure.of, spec)}`;
    case 'min':
    case 'max':
    case 'last':
      return `${FIGURES[measure.fn]} ${ofMetric ? 'of ' : ''}${valuesText(measure.of, spec)}`;
    case 'distinct':
      return `the number of different ${fieldName(measure.of)} of ${records}`;
    case 'increase':
      return `the increase of ${valuesText(measure.of, spec)}`;
    case 'quantile':
    case 'distribution':
      return `${measure.fn === 'quantile' ? measureName(measure) : 'the distribution'} of ${valuesText(measure.of, spec)}`;
    case 'apdex':
      return `Apdex ${fieldName(measure.of) === 'duration' ? formatDuration(measure.threshold) : measure.threshold} of ${records}`;
    default:
      return assertUnreachable(measure);
  }
}

const OPERATORS = { divide: 'divided by', subtract: 'less', add: 'plus', multiply: 'times' } as const;

/** What the question measures, without its groups: `the share of entry spans with error`. */
export function askText(ask: AlertAsk): string {
  switch (ask.kind) {
    case 'spec':
      return specText(ask.spec);
    case 'pair':
      return `${specText(ask.left)}, ${OPERATORS[ask.op]} ${specText(ask.right)}`;
    case 'first':
      return `${ask.of[0] ? askText(ask.of[0]) : ''}${othersText(ask)}`;
    case 'sql':
      return 'the value of the query';
    default:
      return assertUnreachable(ask);
  }
}

/** That there are alternatives to the first: `, or what tells the same (2 more)`; '' where there are none. */
export function othersText(ask: AlertAsk): string {
  const others = alternativesOf(ask).length - 1;
  return others > 0 ? `, or what tells the same (${others} more)` : '';
}

/** Its groups: `for any service.name`; '' for none. */
export function groupsText(ask: AlertAsk): string {
  // the alternatives of a question name their groups each in their own way
  const names = labelNames(alternativesOf(ask)[0] ?? ask);
  if (names === undefined) return 'for any row';
  return names.length === 0 ? '' : `for any ${listed(names)}`;
}
