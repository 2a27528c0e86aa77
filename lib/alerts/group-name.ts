import type { AlertLabels } from '@/lib/model/alert-state';

/** A group's labels as one text: its values, `checkout · eu`; '' without labels. */
export function groupName(labels: AlertLabels): string {
  return Object.values(labels)
    .map((value) => (value === '' ? '(none)' : value))
    .join(' · ');
}
