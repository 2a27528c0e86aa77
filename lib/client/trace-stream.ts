/** A trace as it comes from the server. */
import { ApiError, send } from '@/lib/client/api';
import type { TraceAsk, TraceHead, TracePart } from '@/lib/model/trace';
import { FrameReader } from '@/lib/model/trace-frame';

/** Where a trace is read. The page's own HTML asks for it to be loaded early, so all who read it have to say it alike. */
export function traceAddress(traceId: string, { limit }: TraceAsk): string {
  return `/api/traces/${encodeURIComponent(traceId)}?limit=${limit}`;
}

const BROKE = { fault: 'unreachable', message: 'The connection broke before the whole trace had come.' } as const;

/** The bytes of a body as they arrive; the body is let go of as soon as nobody reads on. Throws ApiError when the connection breaks. */
async function* bytesOf(response: Response, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) throw new ApiError(response.status, { fault: 'failed', message: 'The trace came without a body.' });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw signal?.aborted ? cause : new ApiError(response.status, BROKE);
  } finally {
    // a body that broke can only refuse, with what was just said
    await reader.cancel().catch(() => undefined);
  }
}

/** The parts of a trace as they arrive: head first, end last. Throws ApiError, also when the stream stops without an end. */
export async function* streamTrace(traceId: string, ask: TraceAsk, signal?: AbortSignal): AsyncGenerator<TracePart> {
  const response = await send(traceAddress(traceId, ask), signal ? { signal } : {});
  const frames = new FrameReader();
  let ended = false;
  for await (const bytes of bytesOf(response, signal)) {
    for (const part of frames.push(bytes)) {
      ended ||= part.kind === 'end';
      yield part;
    }
  }
  if (!ended) throw new ApiError(response.status, BROKE);
}

/** What the store has of a trace now, in figures. Throws ApiError. */
export async function fetchTraceHead(traceId: string, signal?: AbortSignal): Promise<TraceHead> {
  for await (const part of streamTrace(traceId, { limit: 0 }, signal)) if (part.kind === 'head') return part;
  throw new ApiError(200, { fault: 'failed', message: 'The trace came without a head.' });
}
