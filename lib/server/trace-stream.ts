/** Streams a trace as frames of bytes. */
import { isBackendError } from '@/lib/model/backend';
import type { TracePart } from '@/lib/model/trace';
import { encodeFrame } from '@/lib/model/trace-frame';
import { log } from '@/lib/server/log';
import { STREAMED } from '@/lib/server/streamed';

/**
 * A response with a frame for each of `parts`, read only as fast as the caller takes them. A failure before the first part
 * throws; a later one ends the stream with an `end` that says why, so that it is never taken for the end.
 */
export async function traceStream(parts: AsyncIterable<TracePart>, signal: AbortSignal): Promise<Response> {
  const iterator = parts[Symbol.asyncIterator]();
  const first = await iterator.next();
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(encodeFrame(first.value));
    },
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (left) return;
        if (next.done) controller.close();
        else controller.enqueue(encodeFrame(next.value));
      } catch (cause) {
        if (left) return;
        if (!signal.aborted) log().error({ err: cause }, 'a trace stopped short');
        const error = isBackendError(cause) ? cause.message : 'Hearth failed to read the rest; its log says why.';
        controller.enqueue(encodeFrame({ kind: 'end', spans: 0, more: false, error }));
        controller.close();
      }
    },
    async cancel() {
      left = true;
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { ...STREAMED, 'content-type': 'application/octet-stream' } });
}
