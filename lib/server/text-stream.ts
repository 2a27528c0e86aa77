/** Streams a text as it is made. */
import { isBackendError } from '@/lib/model/backend';
import { log } from '@/lib/server/log';

/**
 * A body of `pieces`, read only as fast as the caller takes them. A failure before the first piece throws; a later one breaks the
 * connection, so that half a file is never taken for a whole one.
 */
export async function textStream(pieces: AsyncIterator<string>, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const first = await pieces.next();
  const encoder = new TextEncoder();
  let left = false;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(encoder.encode(first.value));
    },
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (left) return;
        if (next.done) controller.close();
        else controller.enqueue(encoder.encode(next.value));
      } catch (cause) {
        if (left) return;
        if (!signal.aborted && !isBackendError(cause)) log().error({ err: cause }, 'an answer stopped short');
        controller.error(cause);
      }
    },
    async cancel() {
      left = true;
      await pieces.return?.();
    },
  });
}
