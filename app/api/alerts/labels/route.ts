import { LabelsAsk } from '@/lib/model/alert-api';
import { readLabels } from '@/lib/server/alert-held';
import { route } from '@/lib/server/route';

/** Labels of rules and of their groups, to choose from. */
export const POST = route({
  may: 'alerts:read',
  input: LabelsAsk,
  handler: ({ input, services }) => readLabels(services.alerts, input),
});
