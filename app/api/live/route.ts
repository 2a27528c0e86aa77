import { z } from 'zod';
import { TailAsk } from '@/lib/model/live';
import { eventStream } from '@/lib/server/event-stream';
import { route } from '@/lib/server/route';

/** A TailAsk as JSON: EventSource can only GET. */
const AskText = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    context.addIssue(`The ask is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
    return z.NEVER;
  }
});

export const GET = route({
  may: 'telemetry:read',
  input: z.object({ ask: AskText.pipe(TailAsk) }),
  handler: async ({ input: { ask }, services, headers, signal }) => {
    // what an EventSource that reconnects says by itself
    const last = headers.get('last-event-id');
    const left = new AbortController();
    const events = services.tails.open(last === null ? ask : { ...ask, after: last }, AbortSignal.any([signal, left.signal]));
    return eventStream(events, () => left.abort());
  },
});
