/** What to install, set and run for each kind of sender, with the addresses of this very Hearth. */
import type { Status } from '@/lib/model/api';

export type Endpoints = Status['endpoints'];

export interface Step {
  readonly title: string;
  readonly code: string;
  /** One line under the code. */
  readonly note?: string;
}

export interface Guide {
  readonly id: GuideId;
  readonly title: string;
  readonly steps: readonly Step[];
}

export const GUIDE_IDS = ['python', 'logfire', 'node', 'go', 'collector', 'curl'] as const;
export type GuideId = (typeof GUIDE_IDS)[number];

/** `lines` as one text. */
function text(...lines: readonly string[]): string {
  return lines.join('\n');
}

/** The OpenTelemetry SDKs' own variables, which all languages read. */
function otelVariables({ http }: Endpoints): string {
  return text(
    'export OTEL_SERVICE_NAME=my-service',
    `export OTEL_EXPORTER_OTLP_ENDPOINT=${http}`,
    'export OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
  );
}

function python(endpoints: Endpoints): readonly Step[] {
  return [
    {
      title: 'Install the agent, and instrumentation for the libraries that it finds',
      code: text('pip install opentelemetry-distro opentelemetry-exporter-otlp', 'opentelemetry-bootstrap -a install'),
    },
    {
      title: 'Run your program with it',
      code: text(
        otelVariables(endpoints),
        'export OTEL_LOGS_EXPORTER=otlp',
        'export OTEL_PYTHON_LOGGING_AUTO_INSTRUMENTATION_ENABLED=true',
        'opentelemetry-instrument python app.py',
      ),
      note: 'FastAPI, Django, SQLAlchemy, Redis, HTTPX and many others need no change in the code; the last two variables send the logging module along.',
    },
    {
      title: 'Or set it up in code',
      code: text(
        'from opentelemetry import trace',
        'from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter',
        'from opentelemetry.sdk.resources import Resource',
        'from opentelemetry.sdk.trace import TracerProvider',
        'from opentelemetry.sdk.trace.export import BatchSpanProcessor',
        '',
        'provider = TracerProvider(resource=Resource.create({"service.name": "my-service"}))',
        `exporter = OTLPSpanExporter(endpoint="${endpoints.http}/v1/traces")`,
        'provider.add_span_processor(BatchSpanProcessor(exporter))',
        'trace.set_tracer_provider(provider)',
        '',
        'with trace.get_tracer("hello").start_as_current_span("hello hearth"):',
        '    pass',
        '',
        'provider.shutdown()  # sends what is still waiting',
      ),
    },
  ];
}

function logfire({ app }: Endpoints): readonly Step[] {
  return [
    {
      title: 'Point the SDK here',
      code: text('pip install logfire', '', `export LOGFIRE_BASE_URL=${app}`, 'export LOGFIRE_TOKEN=hearth'),
      note: 'The token may be any word until Hearth has accounts. Without LOGFIRE_BASE_URL the SDK would send your data to Logfire’s cloud.',
    },
    {
      title: 'Use it as ever',
      code: text(
        'import logfire',
        '',
        'logfire.configure(service_name="my-service")',
        '',
        'with logfire.span("hello {name}", name="hearth"):',
        '    logfire.info("inside the span")',
      ),
      note: 'Spans show while they are still running, and every logfire.instrument_…() works unchanged.',
    },
    {
      title: 'Or, instead of the variables, a file: .logfire/logfire_credentials.json',
      code: JSON.stringify({ token: 'hearth', project_name: 'hearth', project_url: app, logfire_api_url: app }, undefined, 2),
      note: 'In the folder that the program starts in. Keep it out of version control.',
    },
  ];
}

function node(endpoints: Endpoints): readonly Step[] {
  return [
    { title: 'Install', code: 'npm install @opentelemetry/api @opentelemetry/auto-instrumentations-node' },
    {
      title: 'Run your program with it',
      code: text(
        otelVariables(endpoints),
        'export OTEL_TRACES_EXPORTER=otlp',
        'export OTEL_METRICS_EXPORTER=otlp',
        'export OTEL_LOGS_EXPORTER=otlp',
        'node --require @opentelemetry/auto-instrumentations-node/register app.js',
      ),
      note: 'For ES modules add --experimental-loader=@opentelemetry/instrumentation/hook.mjs, so that imports are instrumented, too.',
    },
  ];
}

function go(endpoints: Endpoints): readonly Step[] {
  return [
    {
      title: 'Install',
      code: text(
        'go get go.opentelemetry.io/otel \\',
        '  go.opentelemetry.io/otel/sdk \\',
        '  go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp',
      ),
    },
    {
      title: 'Set up the tracer',
      code: text(
        'package main',
        '',
        'import (',
        '\t"context"',
        '\t"log"',
        '',
        '\t"go.opentelemetry.io/otel"',
        '\t"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"',
        '\tsdktrace "go.opentelemetry.io/otel/sdk/trace"',
        ')',
        '',
        'func main() {',
        '\tctx := context.Background()',
        '\texporter, err := otlptracehttp.New(ctx) // reads the variables below',
        '\tif err != nil {',
        '\t\tlog.Fatal(err)',
        '\t}',
        '\tprovider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter))',
        '\tdefer provider.Shutdown(ctx) // sends what is still waiting',
        '\totel.SetTracerProvider(provider)',
        '',
        '\t_, span := otel.Tracer("hello").Start(ctx, "hello hearth")',
        '\tspan.End()',
        '}',
      ),
    },
    { title: 'Run it', code: text(otelVariables(endpoints), 'go run .') },
  ];
}

function collector({ http }: Endpoints): readonly Step[] {
  return [
    {
      title: 'Add an exporter to the Collector’s configuration',
      code: text(
        'receivers:',
        '  otlp:',
        '    protocols:',
        '      # Hearth itself has 4317 and 4318 when both run on one machine',
        '      grpc:',
        '        endpoint: localhost:14317',
        '      http:',
        '        endpoint: localhost:14318',
        '',
        'exporters:',
        '  # before Collector 0.144 the name is otlphttp/hearth',
        '  otlp_http/hearth:',
        `    endpoint: ${http}`,
        '',
        'service:',
        '  pipelines:',
        '    traces:',
        '      receivers: [otlp]',
        '      exporters: [otlp_http/hearth]',
        '    metrics:',
        '      receivers: [otlp]',
        '      exporters: [otlp_http/hearth]',
        '    logs:',
        '      receivers: [otlp]',
        '      exporters: [otlp_http/hearth]',
      ),
      note: 'To send to Hearth beside what you have, list both exporters in each pipeline.',
    },
  ];
}

function curl({ http }: Endpoints): readonly Step[] {
  return [
    {
      title: 'Send one span by hand',
      code: text(
        'NOW=$(date +%s)',
        `curl -i ${http}/v1/traces -H 'content-type: application/json' -d '{`,
        `  "resourceSpans": [{`,
        `    "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "my-service"}}]},`,
        `    "scopeSpans": [{"spans": [{`,
        `      "traceId": "'$(openssl rand -hex 16)'",`,
        `      "spanId": "'$(openssl rand -hex 8)'",`,
        `      "name": "hello hearth",`,
        `      "kind": 2,`,
        `      "startTimeUnixNano": "'$((NOW - 1))'000000000",`,
        `      "endTimeUnixNano": "'$NOW'000000000"`,
        `    }]}]`,
        `  }]`,
        `}'`,
      ),
      note: 'A 200 says that it is stored. Protobuf and gzip work at the same address, gRPC at its own.',
    },
  ];
}

/** Every guide, filled in with `endpoints`. */
export function guides(endpoints: Endpoints): readonly Guide[] {
  return [
    { id: 'python', title: 'Python', steps: python(endpoints) },
    { id: 'logfire', title: 'Logfire SDK', steps: logfire(endpoints) },
    { id: 'node', title: 'Node', steps: node(endpoints) },
    { id: 'go', title: 'Go', steps: go(endpoints) },
    { id: 'collector', title: 'Collector', steps: collector(endpoints) },
    { id: 'curl', title: 'curl', steps: curl(endpoints) },
  ];
}
