/** A dashboard that comes with Hearth, in the shape of a saved one. */
import type { Choices, Dashboard } from '@/lib/model/dashboard';
import type { SavedDashboard } from '@/lib/model/saved-dashboard';

/** `dashboard` as revision 0, with what the workspace keeps about it: whether it is a favourite, and its choices. */
export function prebuiltRevision(dashboard: Dashboard, favourite: boolean, choices: Choices): SavedDashboard {
  return { dashboard, revision: 0, note: '', favourite, owner: '', may: ['read'], choices };
}
