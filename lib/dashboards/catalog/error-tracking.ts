/** Error tracking: how much fails, what it is, what is new, and whom it hits. */
import { BREAKDOWN, GROUPS, LATEST, OVERVIEW } from '@/lib/dashboards/catalog/error-sections';
import { choice, CHOICES, EXCEPTIONS } from '@/lib/dashboards/catalog/panels';
import type { Dashboard } from '@/lib/model/dashboard';
import { record } from '@/lib/model/record-field';

export const ERROR_TRACKING: Dashboard = {
  version: 2,
  slug: 'error-tracking',
  title: 'Error tracking',
  description: 'How much fails, what it is, what is new, and whom it hits.',
  prebuilt: true,
  folder: '',
  tags: [],
  variables: [...CHOICES, { ...choice('exception', record('exceptionType'), EXCEPTIONS) }],
  sections: [OVERVIEW, GROUPS, BREAKDOWN, LATEST],
};
