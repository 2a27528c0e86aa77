/** What series, groups and measures are called. */
import type { Labels } from '@/lib/model/answer';
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

/** A group's value for a person; records that lack the field form a group of their own. */
export function labelText(label: string): string {
  return label === '' ? '(none)' : label;
}

/** The name of one series: its group, its measure where there are several, or both. */
export function seriesName(labels: Labels, measure: string, severalMeasures: boolean): string {
  const group = labels.map(labelText).join(' · ');
  if (group === '') return measure;
  return severalMeasures ? `${group} · ${measure}` : group;
}
