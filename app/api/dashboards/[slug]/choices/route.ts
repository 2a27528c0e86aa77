import { Choices } from '@/lib/model/dashboard';
import { Slugged } from '@/lib/model/saved-dashboard';
import { setChoices } from '@/lib/server/dashboards';
import { route } from '@/lib/server/route';

/** Saves what a dashboard's variables stand for, for everyone. */
export const PUT = route({
  may: 'dashboards:write',
  input: Slugged.extend({ choices: Choices }),
  handler: async ({ input, services }) => {
    await setChoices(services.dashboards, input.slug, input.choices);
    return { choices: input.choices };
  },
});
