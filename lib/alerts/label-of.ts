import type { AlertLabels } from '@/lib/model/alert-state';

/** The value of a label, '' where it is missing: `constructor` and the like, which every object has, are no labels by that. */
export function labelOf(labels: AlertLabels, name: string): string {
  return Object.hasOwn(labels, name) ? (labels[name] ?? '') : '';
}
