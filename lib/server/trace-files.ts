/** Traces that leave as a file, and files that are looked at. */
import { BackendError, type Backend } from '@/lib/model/backend';
import { RouteError } from '@/lib/server/route';
import { textStream } from '@/lib/server/text-stream';
import { readTraceFile, type TraceFile } from '@/lib/trace-file/read-trace-file';
import { otlpFile } from '@/lib/trace-file/write-otlp';

/** The largest file that is opened, in bytes. */
export const MOST_FILE_BYTES = 200_000_000;

/** A whole trace as OTLP/JSON, for the browser to keep. Throws BackendError. */
export async function exportTrace(backend: Backend, traceId: string, signal: AbortSignal): Promise<Response> {
  if (!backend.spans) throw new BackendError('unsupported', 'This store does not give whole traces away.');
  const pieces = otlpFile(backend.spans(traceId, signal));
  const headers = {
    'content-type': 'application/json',
    'content-disposition': `attachment; filename="trace-${traceId}.otlp.json"`,
    'cache-control': 'no-store',
  };
  return new Response(await textStream(pieces, signal), { headers });
}

/** What is in a file; nothing of it is kept. Throws RouteError where it can't be shown. */
export function openTraceFile(file: Buffer): Extract<TraceFile, { kind: 'spans' }> {
  const read = readTraceFile(file);
  if (read.kind === 'unreadable') throw new RouteError(400, 'invalid', read.reason);
  return read;
}
