/** Server-sent events (HTML Living Standard, 9.2). */
import { isBackendError } from '@/lib/model/backend';
import type { TailEvent } from '@/lib/model/live';
import { log } from '@/lib/server/log';
import { STREAMED } from '@/lib/server/streamed';

/** A comment goes out so often where nothing else does: proxies close what is silent, and a reader sees that the other end lives. */
export const HEARTBEAT_MILLIS = 15_000;

/**
 * A response with each of `events` as JSON, under its cursor where it has one; they are read only as fast as the caller takes
 * them. `stop` is called when the caller is gone. A failure before the first event throws; a later one ends the stream with a
 * `fault`.
 */
export async function eventStream(events: AsyncIterable<TailEvent>, stop: () => void): Promise<Response> {
  const iterator = events[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  let waiting: Promise<IteratorResult<TailEvent>> | undefined = Promise.resolve(await iterator.next());
  let left = false;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          waiting ??= iterator.next();
          const next = await orSilence(waiting);
          if (left) return;
          if (next === undefined) {
            controller.enqueue(encoder.encode(': alive\n\n'));
            return;
          }
          waiting = undefined;
          if (next.done) controller.close();
          else controller.enqueue(encoder.encode(printEvent(next.value)));
        } catch (cause) {
          if (left) return;
          if (!isBackendError(cause)) log().error({ err: cause }, 'a tail stopped short');
          const message = isBackendError(cause) ? cause.message : 'Hearth failed to go on; its log says why.';
          controller.enqueue(encoder.encode(printEvent({ kind: 'fault', message })));
          controller.close();
        }
      },
      async cancel() {
        left = true;
        stop();
        await iterator.return?.();
      },
    },
    // nothing is made ready for a caller that has not taken the event before
    { highWaterMark: 0 },
  );
  return new Response(body, { headers: { ...STREAMED, 'content-type': 'text/event-stream; charset=utf-8' } });
}

/** What `next` resolves to; undefined after a while of silence. */
async function orSilence<T>(next: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), HEARTBEAT_MILLIS);
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The event's text. JSON has no line breaks of its own. */
function printEvent(event: TailEvent): string {
  const id = 'cursor' in event ? `id: ${event.cursor}\n` : '';
  return `${id}data: ${JSON.stringify(event)}\n\n`;
}
