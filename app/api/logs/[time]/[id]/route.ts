import { LogRef } from '@/lib/model/log';
import { BackendError } from '@/lib/model/backend';
import { route, RouteError } from '@/lib/server/route';

export const GET = route({
  may: 'telemetry:read',
  input: LogRef,
  handler: async ({ input, services, signal }) => {
    const { backend } = services;
    if (!backend.log) throw new BackendError('unsupported', 'This store cannot read a log by itself.');
    const log = await backend.log(input, signal);
    if (!log) throw new RouteError(404, 'notFound', 'This log is not there: it may have grown too old to be kept.');
    return log;
  },
});
