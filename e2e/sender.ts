/** A real OpenTelemetry SDK that sends to a Hearth: what the browser tests look at. */
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resources, tracing } from '@opentelemetry/sdk-node';

export interface Sender {
  readonly tracer: ReturnType<tracing.BasicTracerProvider['getTracer']>;
  /** Runs `work` with `span` as the parent of what it starts; ends it after. */
  within<T>(span: Span, work: () => T): T;
  /** Sends what has ended so far. */
  flush(): Promise<void>;
  /** Sends what is there and closes the exporter; rejects when Hearth did not take it. */
  close(): Promise<void>;
}

/** A tracer of `service` that exports to `endpoint` (OTLP/HTTP base URL) as protobuf. */
export function createSender(endpoint: string, service: string): Sender {
  const provider = new tracing.BasicTracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': service,
      'service.version': '1.4.0',
      'deployment.environment.name': 'production',
    }),
    spanProcessors: [new tracing.BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
  });
  return {
    tracer: provider.getTracer('checkout', '2.0.0'),
    within(span, work) {
      const result = context.with(trace.setSpan(context.active(), span), work);
      span.end();
      return result;
    },
    flush: () => provider.forceFlush(),
    async close() {
      await provider.forceFlush();
      await provider.shutdown();
    },
  };
}

/** Sends one request of a shop: an HTTP server span, a failing payment call under it, and two queries. Returns its trace id. */
export async function sendCheckout(endpoint: string): Promise<string> {
  const sender = createSender(endpoint, 'shop');
  const start = Date.now() - 400;
  const root = sender.tracer.startSpan('POST /checkout', {
    kind: SpanKind.SERVER,
    startTime: start,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/checkout',
      'http.response.status_code': 502,
      'tenant.id': 'acme',
      'cart.items': ['tea', 'cup'],
    },
  });
  const parent = trace.setSpan(context.active(), root);
  for (const [index, table] of ['carts', 'prices'].entries()) {
    const attributes = { 'db.system.name': 'postgresql', 'db.query.text': `SELECT * FROM ${table} WHERE id = $1` };
    sender.tracer
      .startSpan(`SELECT ${table}`, { kind: SpanKind.CLIENT, startTime: start + 10 + index * 30, attributes }, parent)
      .end(start + 30 + index * 30);
  }
  const payment = sender.tracer.startSpan('POST payments.example/charge', { kind: SpanKind.CLIENT, startTime: start + 90 }, parent);
  payment.recordException(
    { name: 'PaymentRefused', message: 'card <b>expired</b>', stack: 'PaymentRefused: card expired\n    at charge (payments.ts:12:5)' },
    start + 380,
  );
  payment.setStatus({ code: SpanStatusCode.ERROR, message: 'card expired' });
  payment.end(start + 385);
  root.setStatus({ code: SpanStatusCode.ERROR });
  root.end(start + 400);
  await sender.close();
  return root.spanContext().traceId;
}
