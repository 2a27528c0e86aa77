/** A dashboard as a file: JSON that reads the same whoever writes it, so that two versions differ where they differ. */
import { Dashboard } from '@/lib/model/dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';

/**
 * The file's text. `revision` comes first: it says what the file was made from, so that putting it back does not undo what
 * someone saved since. The rest is the dashboard, its keys in the order of the model.
 */
export function exportText({ revision, dashboard }: Pick<SavedDashboard, 'revision' | 'dashboard'>): string {
  // what is exported belongs to whoever exports it, and parsing puts keys in order
  return `${JSON.stringify({ revision, ...Dashboard.parse({ ...dashboard, prebuilt: false }) }, null, 2)}\n`;
}
