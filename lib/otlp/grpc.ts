/** OTLP over gRPC: three unary methods whose messages stay bytes, since the receiver decodes them itself. */
import {
  logVerbosity,
  Metadata,
  Server,
  ServerCredentials,
  setLogVerbosity,
  status,
  type handleUnaryCall,
  type ServiceDefinition,
} from '@grpc/grpc-js';
import type { Receiver, Reply } from '@/lib/otlp/receive';
import { retryStatusBytes, successBytes } from '@/lib/otlp/reply-bytes';
import type { Signal } from '@/lib/otlp/sent';

export interface GrpcOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly receiver: Pick<Receiver, 'receive'>;
  /** Of one message, decompressed. */
  readonly maxRequestBytes?: number;
}

export interface GrpcServer {
  /** The port that it listens on. */
  readonly port: number;
  /** Takes no new calls, lets those under way end, and closes; after `graceMillis` it cuts off what is left. */
  close(graceMillis?: number): Promise<void>;
}

const SERVICES: readonly (readonly [Signal, string])[] = [
  ['traces', 'opentelemetry.proto.collector.trace.v1.TraceService'],
  ['logs', 'opentelemetry.proto.collector.logs.v1.LogsService'],
  ['metrics', 'opentelemetry.proto.collector.metrics.v1.MetricsService'],
];

/** For gRPC's serialisers: bytes are what they are. */
const same = (bytes: Buffer): Buffer => bytes;

function definition(service: string): ServiceDefinition {
  return {
    Export: {
      path: `/${service}/Export`,
      requestStream: false,
      responseStream: false,
      requestSerialize: same,
      requestDeserialize: same,
      responseSerialize: same,
      responseDeserialize: same,
    },
  };
}

/** A status message travels as a header: long ones are cut so that it arrives. */
const MAX_DETAILS = 1_000;

/** The status that tells the sender whether to repeat: UNAVAILABLE with RetryInfo does, INVALID_ARGUMENT and bare RESOURCE_EXHAUSTED don't. */
function failureStatus(reply: Exclude<Reply, { kind: 'accepted' }>): { code: status; details: string; metadata?: Metadata } {
  const details = reply.reason.slice(0, MAX_DETAILS).replace(/[\uD800-\uDBFF]$/, '');
  switch (reply.kind) {
    case 'malformed':
      return { code: status.INVALID_ARGUMENT, details };
    case 'tooLarge':
      return { code: status.RESOURCE_EXHAUSTED, details };
    case 'overloaded':
    case 'failed': {
      const metadata = new Metadata();
      metadata.set('grpc-status-details-bin', retryStatusBytes('unavailable', details, reply.retryAfterSeconds));
      return { code: status.UNAVAILABLE, details, metadata };
    }
  }
}

function exporter(receiver: Pick<Receiver, 'receive'>, signal: Signal): handleUnaryCall<Buffer, Buffer> {
  return (call, callback) => {
    receiver.receive(signal, call.request, 'protobuf').then(
      (reply) => {
        if (reply.kind === 'accepted') callback(null, successBytes(signal, 'protobuf', reply.rejected, reply.reason));
        else callback(failureStatus(reply));
      },
      (error: unknown) => callback({ code: status.INTERNAL, details: error instanceof Error ? error.message : String(error) }),
    );
  };
}

/** The library would print what it also hands over, such as a taken port; the caller says it once, in a sentence. */
setLogVerbosity(logVerbosity.NONE);

function bind(server: Server, host: string, port: number): Promise<number> {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Promise((resolve, reject) => {
    server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
      if (!error) return resolve(bound);
      // gRPC drops the code of the system's error and keeps its text.
      const code = /\b(E[A-Z]{4,})\b/.exec(error.message)?.[1];
      reject(code === undefined ? error : Object.assign(error, { code }));
    });
  });
}

/** Listens. Rejects with an Error whose `code` is the system's, such as EADDRINUSE, when it can't. */
export async function startGrpc({ host, port, receiver, maxRequestBytes = 64 * 2 ** 20 }: GrpcOptions): Promise<GrpcServer> {
  const server = new Server({ 'grpc.max_receive_message_length': maxRequestBytes });
  for (const [signal, service] of SERVICES) server.addService(definition(service), { Export: exporter(receiver, signal) });
  const bound = await bind(server, host, port);
  return {
    port: bound,
    close: (graceMillis = 5_000) =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.forceShutdown(), graceMillis);
        server.tryShutdown(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
  };
}
