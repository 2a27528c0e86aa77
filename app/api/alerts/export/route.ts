import { z } from 'zod';
import { exportRules } from '@/lib/server/alert-import';
import { route } from '@/lib/server/route';

/** Rules as YAML: those of `ids` (separated by commas), or all. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({ ids: z.string().optional() }),
  handler: async ({ input: { ids }, services }) => {
    const wanted = ids?.split(',').filter((id) => id !== '') ?? [];
    const name = wanted.length === 1 ? wanted[0] : 'alerts';
    return new Response(await exportRules(services.alerts, wanted), {
      headers: { 'content-type': 'application/yaml', 'content-disposition': `attachment; filename="${name}.yaml"` },
    });
  },
});
