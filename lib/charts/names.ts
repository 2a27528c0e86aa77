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

/** A field's name as people write it in a filter. */
export function fieldName(field: Field): string {
  return field.in === 'record' ? field.name : field.key;
}

/** A group's value for a person; records that lack the field form a group of their own. */
export function labelText(label: string, field: Field | undefined): string {
  if (label !== '') return label;
  return field ? `no ${fieldName(field)}` : 'all';
}

/** The name of one series: its group, its measure where there are several, or both. */
export function seriesName(labels: Labels, by: readonly Field[], measure: string, severalMeasures: boolean): string {
  const group = labels.map((label, index) => labelText(label, by[index])).join(' · ');
  if (group === '') return measure;
  return severalMeasures ? `${group} · ${measure}` : group;
}
