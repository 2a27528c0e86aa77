import { RuleSearch } from '@/lib/model/alert-api';
import { searchAlerts } from '@/lib/server/alert-listing';
import { route } from '@/lib/server/route';

/** Ids of the rules in which, or in whose groups, all of these words occur. */
export const GET = route({
  may: 'alerts:read',
  input: RuleSearch,
  handler: ({ input: { words }, services }) => searchAlerts(services.alerts, words),
});
