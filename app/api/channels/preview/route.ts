import { PreviewAsk } from '@/lib/model/alert-api';
import { previewChannel } from '@/lib/server/channel-tests';
import { route } from '@/lib/server/route';

/** The request that would be sent, its secrets hidden. */
export const POST = route({
  may: 'alerts:read',
  input: PreviewAsk,
  handler: ({ input, services }) => previewChannel(services.channels, input),
});
