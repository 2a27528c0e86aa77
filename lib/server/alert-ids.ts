/** Ids of rules, which are also their places in addresses, made from their titles. */
import { slugOf } from '@/lib/dashboards/slug';

/** Words that stand for something else in `/alerts/…` and `/api/alerts/…`. */
const RESERVED: ReadonlySet<string> = new Set([
  'new',
  'silences',
  'channels',
  'changes',
  'deliveries',
  'back-test',
  'export',
  'import',
  'conditions',
  'search',
  'activity',
  'sparklines',
  'held',
  'labels',
]);

/** The id of the `attempt`th try, from 1: `queue-backup`, `queue-backup-2` … A reserved word starts at 2. */
export function ruleIdAttempt(title: string, attempt: number): string {
  const id = slugOf(title, 'alert');
  const number = RESERVED.has(id) ? attempt + 1 : attempt;
  return number === 1 ? id : `${id}-${number}`;
}

/** Whether `id` can be a rule's: it means nothing else. */
export function isFreeId(id: string): boolean {
  return !RESERVED.has(id);
}
