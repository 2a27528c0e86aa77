import { z } from 'zod';
import { KeptId } from '@/lib/model/ids';
import { exportRules } from '@/lib/server/alert-import';
import { route } from '@/lib/server/route';

const Ids = z
  .string()
  .transform((text) => text.split(',').filter((id) => id !== ''))
  .pipe(z.array(KeptId));

/** Rules as YAML: those of `ids` (separated by commas), or all. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({ ids: Ids.default([]) }),
  handler: async ({ input: { ids }, services }) => {
    const name = ids.length === 1 ? ids[0] : 'alerts';
    return new Response(await exportRules(services.alerts, ids), {
      headers: { 'content-type': 'application/yaml', 'content-disposition': `attachment; filename="${name}.yaml"` },
    });
  },
});
