import { z } from 'zod';

/** What a caller may do. Every API route names the one that it needs; while there are no accounts, everyone has them all. */
export const Permission = z.enum([
  'telemetry:read',
  'sql:run',
  'dashboards:read',
  'dashboards:write',
  'searches:read',
  'searches:write',
  'alerts:read',
  'alerts:write',
  'status:read',
  'demo:switch',
]);
export type Permission = z.infer<typeof Permission>;
