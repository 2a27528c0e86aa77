/** Replies as OTLP has them: Export*ServiceResponse for success, google.rpc.Status for failure, in protobuf or JSON. */
import type { Encoding } from '@/lib/otlp/receive';
import type { Signal } from '@/lib/otlp/sent';

/** google.rpc.Code: the numbers are gRPC's. */
export const RPC_CODES = {
  invalidArgument: 3,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  unimplemented: 12,
  unavailable: 14,
} as const;
export type RpcCode = keyof typeof RPC_CODES;

const REJECTED_NAMES: Readonly<Record<Signal, string>> = {
  traces: 'rejectedSpans',
  logs: 'rejectedLogRecords',
  metrics: 'rejectedDataPoints',
};

/** An unsigned varint. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}

const varintField = (field: number, value: number): Buffer => Buffer.concat([varint(field * 8), varint(value)]);
const bytesField = (field: number, value: Buffer): Buffer => Buffer.concat([varint(field * 8 + 2), varint(value.length), value]);
const textField = (field: number, value: string): Buffer => bytesField(field, Buffer.from(value, 'utf8'));

/** ExportTraceServiceResponse and its two siblings, which have the same field numbers: partial_success = 1 { rejected = 1, error_message = 2 }. */
export function successBytes(signal: Signal, encoding: Encoding, rejected: number, reason: string): Buffer {
  if (encoding === 'json') {
    return Buffer.from(
      JSON.stringify(rejected === 0 ? {} : { partialSuccess: { [REJECTED_NAMES[signal]]: String(rejected), errorMessage: reason } }),
    );
  }
  if (rejected === 0) return Buffer.alloc(0);
  return bytesField(1, Buffer.concat([varintField(1, rejected), textField(2, reason)]));
}

/** google.rpc.Status: code = 1, message = 2. */
export function failureBytes(encoding: Encoding, code: RpcCode, message: string): Buffer {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ code: RPC_CODES[code], message }));
  return statusBytes(RPC_CODES[code], message);
}

const statusBytes = (code: number, message: string): Buffer => Buffer.concat([varintField(1, code), textField(2, message)]);

/** A Status with google.rpc.RetryInfo as its one detail (details = 3, an Any), as gRPC carries it in `grpc-status-details-bin`. */
export function retryStatusBytes(code: number, message: string, retryAfterSeconds: number): Buffer {
  const retryInfo = bytesField(1, varintField(1, retryAfterSeconds));
  const detail = Buffer.concat([textField(1, 'type.googleapis.com/google.rpc.RetryInfo'), bytesField(2, retryInfo)]);
  return Buffer.concat([statusBytes(code, message), bytesField(3, detail)]);
}
