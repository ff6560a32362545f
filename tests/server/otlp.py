"""A collector: it takes what OpenTelemetry's exporters send over HTTP, and keeps it as plain values."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass
class Collector:
    url: str
    spans: list[Any] = field(default_factory=list)
    events: list[Any] = field(default_factory=list)
    services: set[str] = field(default_factory=set)


def plain(value: Any) -> Any:
    """An OTLP value as Python has it."""
    kind = value.WhichOneof("value")
    return [plain(one) for one in value.array_value.values] if kind == "array_value" else getattr(value, kind)


def attributes(said: Any) -> dict[str, Any]:
    return {one.key: plain(one.value) for one in said.attributes}


@contextmanager
def collecting() -> Iterator[Collector]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["content-length"]))
            if self.path == "/v1/traces":
                for group in ExportTraceServiceRequest.FromString(sent).resource_spans:
                    collector.services.add(attributes(group.resource)["service.name"])
                    collector.spans += [span for scope in group.scope_spans for span in scope.spans]
            else:
                assert self.path == "/v1/logs"
                for logs in ExportLogsServiceRequest.FromString(sent).resource_logs:
                    collector.services.add(attributes(logs.resource)["service.name"])
                    collector.events += [event for scope in logs.scope_logs for event in scope.log_records]
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        collector = Collector(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()
