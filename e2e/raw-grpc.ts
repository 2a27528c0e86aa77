/** gRPC calls made frame by frame (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md), so that a test can send what no client would. */
import { connect, constants } from 'node:http2';

export const TRACE_EXPORT = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

/** gRPC's status codes that Hearth answers with. */
export const GRPC = { ok: 0, invalidArgument: 3, resourceExhausted: 8, unimplemented: 12 } as const;

export interface GrpcAnswer {
  /** undefined: the server ended the call without one. */
  readonly status: number | undefined;
  readonly message: string;
}

/** A message as gRPC frames it: a flag, its length, its bytes. */
export function frame(message: Uint8Array, compressed = false): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(Number(compressed));
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** One call to `base`; resolves with the status in its trailers. */
export function grpcCall(base: string, body: Uint8Array, headers: Readonly<Record<string, string>> = {}): Promise<GrpcAnswer> {
  const session = connect(base);
  return new Promise<GrpcAnswer>((resolve, reject) => {
    let status: number | undefined;
    let message = '';
    const read = (named: Record<string, unknown>) => {
      if (named['grpc-status'] !== undefined) status = Number(named['grpc-status']);
      if (named['grpc-message'] !== undefined) message = decodeURIComponent(String(named['grpc-message']));
    };
    session.on('error', reject);
    const call = session.request({
      ':method': 'POST',
      ':path': TRACE_EXPORT,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...headers,
    });
    call.on('response', read).on('trailers', read).resume();
    // a reset under the rest of the body comes after the answer
    call.on('error', () => undefined);
    call.once('close', () => {
      // what the protocol has clients read from such a reset
      if (call.rstCode === constants.NGHTTP2_ENHANCE_YOUR_CALM) status ??= GRPC.resourceExhausted;
      resolve({ status, message });
    });
    call.end(body);
  }).finally(() => session.destroy());
}
