/** Streams lines of JSON. */
import { isBackendError } from '@/lib/model/backend';
import type { TraceLine } from '@/lib/model/trace';
import { log } from '@/lib/server/log';

/**
 * A response with one line of JSON for each of `lines`, read only as fast as the caller takes them. A failure before the
 * first line throws; a later one ends the stream with an `end` line that says why, so that it is never taken for the end.
 */
export async function ndjson(lines: AsyncIterable<TraceLine>, signal: AbortSignal): Promise<Response> {
  const iterator = lines[Symbol.asyncIterator]();
  const first = await iterator.next();
  const encoder = new TextEncoder();
  const encode = (line: TraceLine) => encoder.encode(`${JSON.stringify(line)}\n`);
  let left = false;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      if (first.done) controller.close();
      else controller.enqueue(encode(first.value));
    },
    async pull(controller) {
      try {
        const next = await iterator.next();
        if (left) return;
        if (next.done) controller.close();
        else controller.enqueue(encode(next.value));
      } catch (cause) {
        if (left) return;
        if (!signal.aborted) log().error({ err: cause }, 'a trace stopped short');
        const message = isBackendError(cause) ? cause.message : 'Hearth failed to read the rest; its log says why.';
        controller.enqueue(encode({ kind: 'end', spans: 0, error: message }));
        controller.close();
      }
    },
    async cancel() {
      left = true;
      await iterator.return?.();
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' } });
}
