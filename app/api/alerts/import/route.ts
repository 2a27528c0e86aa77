import { ImportAsk } from '@/lib/model/alert-api';
import { importRules } from '@/lib/server/alert-import';
import { route } from '@/lib/server/route';

/** Keeps the rules of a YAML text, and says what became of each. */
export const POST = route({
  may: 'alerts:write',
  input: ImportAsk,
  handler: async ({ input, services }) => {
    const imported = await importRules(services.alerts, input);
    services.alerts.changed();
    return imported;
  },
});
