"""Plain OpenTelemetry: traces, logs and metrics through the exporter named on the command line, `http` or `grpc`."""

import json
import sys

from opentelemetry import metrics, trace
from opentelemetry._logs import LogRecord, SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.metrics import Histogram, MeterProvider
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.metrics.view import ExponentialBucketHistogramAggregation, View
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

protocol = sys.argv[1]
if protocol == "http":
    from opentelemetry.exporter.otlp.proto.http import Compression
    from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    options = {"compression": Compression.Gzip}
else:
    from grpc import Compression
    from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter
    from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter

    options = {"compression": Compression.Gzip, "insecure": True}

resource = Resource.create(
    {"service.name": f"compat-otel-{protocol}", "service.version": "0.1.0", "deployment.environment.name": "test", "host.name": "box"}
)

spans = TracerProvider(resource=resource)
spans.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(**options)))
tracer = spans.get_tracer("compat", "9.9")

records = LoggerProvider(resource=resource)
records.add_log_record_processor(BatchLogRecordProcessor(OTLPLogExporter(**options)))
logger = records.get_logger("compat", "9.9")

points = MeterProvider(
    resource=resource,
    metric_readers=[PeriodicExportingMetricReader(OTLPMetricExporter(**options), export_interval_millis=600_000)],
    views=[View(instrument_type=Histogram, instrument_name="*.exponential", aggregation=ExponentialBucketHistogramAggregation())],
)
meter = points.get_meter("compat", "9.9")


def traces_and_logs() -> str:
    with tracer.start_as_current_span("earlier") as earlier:
        pass
    with tracer.start_as_current_span(
        "GET /things",
        kind=trace.SpanKind.SERVER,
        links=[trace.Link(earlier.get_span_context(), {"why": "after"})],
        attributes={
            "tenant.id": "acme",
            "http.request.method": "GET",
            "http.route": "/things",
            "http.response.status_code": 500,
            "big": 2**53 + 1,
            "part": 0.25,
            "yes": True,
            "list": ["a", "b"],
            "text": "Grüße 🔥",
        },
    ) as server:
        with tracer.start_as_current_span("SELECT things", kind=trace.SpanKind.CLIENT) as client:
            client.set_attribute("db.system.name", "sqlite")
            client.add_event("fetched", {"rows": 3})
        logger.emit(
            LogRecord(
                timestamp=server.start_time + 1_000,
                severity_number=SeverityNumber.WARN,
                severity_text="WARNING",
                body={"what": "shelf", "left": [1, 2]},
                event_name="stock.low",
                attributes={"item": "lamp", "tenant.id": "acme"},
            )
        )
        try:
            raise KeyError("gone")
        except KeyError as error:
            server.record_exception(error)
            server.set_status(trace.Status(trace.StatusCode.ERROR, "no such thing"))
    return format(server.get_span_context().trace_id, "032x")


def measure() -> None:
    prefix = f"compat.{protocol}"
    counter = meter.create_counter(f"{prefix}.counter")
    up_down = meter.create_up_down_counter(f"{prefix}.up_down")
    gauge = meter.create_gauge(f"{prefix}.gauge")
    explicit = meter.create_histogram(f"{prefix}.explicit", explicit_bucket_boundaries_advisory=[1, 2, 5])
    exponential = meter.create_histogram(f"{prefix}.exponential")
    # Exported three times: the cumulative counter goes 0, 3, 8.
    for added in (0, 3, 5):
        counter.add(added, {"k": "v"})
        up_down.add(added - 2)
        gauge.set(20.5 + added)
        if added > 0:
            explicit.record(added)
            exponential.record(added)
        points.force_flush()


trace_id = traces_and_logs()
measure()
spans.force_flush()
records.force_flush()
for provider in (spans, records, points):
    provider.shutdown()
print(json.dumps({"trace": trace_id}))
