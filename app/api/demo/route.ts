import { DemoAction } from '@/lib/model/api';
import { route } from '@/lib/server/route';

export const POST = route({
  may: 'demo:switch',
  input: DemoAction,
  handler: ({ input, services }) => services.switchDemo(input),
});
