/** What series, groups and measures are called. */
import type { Labels } from '@/lib/model/answer';
import type { Field } from '@/lib/model/field';
import type { Measure } from '@/lib/model/query';
import { assertUnreachable } from '@/lib/base/assert';

/** A measure's own short name, where a view gives none: p95, error share, requests… */
export function measureName(measure: Measure): string {
  switch (measure.fn) {
    case 'quantile':
      return `p${Number((measure.q * 100).toPrecision(6))}`;
    case 'ratio':
      return 'share';
    case 'apdex':
      return 'Apdex';
    case 'distinct':
      return 'different';
    case 'count':
    case 'rate':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'last':
    case 'increase':
    case 'distribution':
      return measure.fn;
    default:
      return assertUnreachable(measure);
  }
}

// made once: a collator costs a thousand comparisons
const NAMES = new Intl.Collator('en', { numeric: true });

/** The order of names as people read them: p9 before p10. */
export function compareNames(a: string, b: string): number {
  return NAMES.compare(a, b);
}

/** Four numbers each, from 1 on: OpenTelemetry's short names of severity numbers. */
const SEVERITIES = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

/** 9 is info, 10 info2, 17 error; undefined for what is no severity number. */
function severityText(number: number): string | undefined {
  const name = SEVERITIES[Math.floor((number - 1) / 4)];
  const step = (number - 1) % 4;
  return step === 0 ? name : name && `${name}${step + 1}`;
}

/** Whether `field` holds OpenTelemetry's severity numbers. */
export function isSeverity(field: Field | undefined): boolean {
  return field?.in === 'record' && (field.name === 'severity' || field.name === 'level');
}

/** A group's value of `field` for a person; records that lack it form a group of their own. */
export function labelText(label: string, field?: Field): string {
  if (label === '') return '(none)';
  return (isSeverity(field) ? severityText(Number(label)) : undefined) ?? label;
}

/** The name of one series: its group, its measure where there are several, or both. */
export function seriesName(labels: Labels, by: readonly Field[], measure: string, severalMeasures: boolean): string {
  const group = labels.map((label, index) => labelText(label, by[index])).join(' · ');
  if (group === '') return measure;
  return severalMeasures ? `${group} · ${measure}` : group;
}
