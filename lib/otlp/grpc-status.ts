/** How a gRPC call that failed ends: in headers that say whether the sender may repeat it. */
import type { BodyFault } from '@/lib/otlp/body';
import type { Reply } from '@/lib/otlp/receive';
import { retryStatusBytes, RPC_CODES } from '@/lib/otlp/reply-bytes';

/** gRPC's status codes (https://github.com/grpc/grpc/blob/master/doc/statuscodes.md). */
export const GRPC = { ok: 0, ...RPC_CODES, deadlineExceeded: 4, internal: 13 } as const;

export interface GrpcFailure {
  readonly code: number;
  readonly details: string;
  /** Said in a RetryInfo. */
  readonly retryAfterSeconds?: number;
}

const BUSY_RETRY_SECONDS = 1;

/**
 * OTLP has senders repeat UNAVAILABLE and DEADLINE_EXCEEDED, and RESOURCE_EXHAUSTED with a RetryInfo alone; never
 * INVALID_ARGUMENT and UNIMPLEMENTED (https://opentelemetry.io/docs/specs/otlp/#failures).
 */
export function bodyStatus({ kind, message: details }: BodyFault): GrpcFailure {
  switch (kind) {
    case 'tooLarge':
      return { code: GRPC.resourceExhausted, details };
    case 'busy':
      return { code: GRPC.resourceExhausted, details, retryAfterSeconds: BUSY_RETRY_SECONDS };
    case 'encoding':
      return { code: GRPC.unimplemented, details };
    case 'slow':
      return { code: GRPC.deadlineExceeded, details };
    case 'corrupt':
    case 'aborted':
      return { code: GRPC.invalidArgument, details };
  }
}

export function replyStatus(reply: Exclude<Reply, { kind: 'accepted' }>): GrpcFailure {
  switch (reply.kind) {
    case 'malformed':
      return { code: GRPC.invalidArgument, details: reply.reason };
    case 'tooLarge':
      return { code: GRPC.resourceExhausted, details: reply.reason };
    case 'overloaded':
    case 'failed':
      return { code: GRPC.unavailable, details: reply.reason, retryAfterSeconds: reply.retryAfterSeconds };
  }
}

/** A message travels as a header: long ones are cut so that it arrives. */
const MAX_DETAILS = 1_000;

export function statusHeaders({ code, details, retryAfterSeconds }: GrpcFailure): Record<string, string> {
  // by way of UTF-8, which leaves no half of a character: one could not be encoded
  const message = Buffer.from(details.slice(0, MAX_DETAILS)).toString();
  const headers = { 'grpc-status': String(code), 'grpc-message': encodeURI(message) };
  if (retryAfterSeconds === undefined) return headers;
  return { ...headers, 'grpc-status-details-bin': retryStatusBytes(code, message, retryAfterSeconds).toString('base64') };
}
