import { ChannelTrial } from '@/lib/model/alert-api';
import { testChannel } from '@/lib/server/channel-tests';
import { route } from '@/lib/server/route';

/** Sends a test with these very settings. */
export const POST = route({
  may: 'alerts:write',
  input: ChannelTrial,
  handler: ({ input, services, signal }) => testChannel(services.channels, input, signal),
});
