import { fileRoute } from '@/lib/server/route';
import { MOST_FILE_BYTES, openTraceFile } from '@/lib/server/trace-files';

/** Reads a file of OTLP or Jaeger JSON, and answers with its spans. Nothing is stored. */
export const POST = fileRoute({ may: 'telemetry:read', mostBytes: MOST_FILE_BYTES, handler: openTraceFile });
