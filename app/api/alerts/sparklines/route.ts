import { z } from 'zod';
import { readSparklines } from '@/lib/server/alert-activity';
import { route } from '@/lib/server/route';

/** How the worst value of each rule went over the last three hours. */
export const GET = route({
  may: 'alerts:read',
  input: z.object({}),
  handler: ({ services, signal }) => readSparklines(services.alerts.rules, (query) => services.answers.ask(query, undefined, signal)),
});
