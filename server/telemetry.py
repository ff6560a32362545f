"""Generations as OpenTelemetry spans and votes as its events, by the semantic conventions for generative AI.

    request (traceparent) -> Telemetry.generation -> span `chat NAME`
    vote                  -> Telemetry.voted      -> event `gen_ai.evaluation.result`, in the reply's span

Imported only where OpenTelemetry's own variables configure an exporter (`server.settings.telemetry_variables`). The
providers are not made the process's: those are vLLM's, which sets them for `--engine.otlp-traces-endpoint`.

The conventions know one side of a call only, the client's, and give it the kind CLIENT. These spans are of the other
side and say SERVER, so that one trace shows both. What people wrote is left out unless asked for (`CAPTURE`), and even
then where a request is not stored. What a learner samples from a rollout policy has no spans, and a vote that is taken
back has no event.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.metadata import entry_points, version
from typing import Any, Literal

from fastapi import Request
from opentelemetry._logs import SeverityNumber
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import NonRecordingSpan, Span, SpanContext, SpanKind, StatusCode, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from feedback.types import Preference, Vote, parse_reply_name
from server.completions.recording import Recording
from server.completions.requests import ChatBody, GenerationBody
from server.errors import ENGINE_LOST, ApiError
from server.settings import SettingsError
from server.telemetry_attributes import asked, contents, ended, given, scores
from server.versions.policies import NO_VERSION

PROTOCOLS = {"grpc": "otlp_proto_grpc", "http/protobuf": "otlp_proto_http"}
CAPTURE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
# The first is what people write; the others are what OpenTelemetry's own instrumentations came to.
WITH_CONTENT = frozenset({"true", "span_only", "span_and_event"})
CLOSE_SECONDS = 5.0
MAX_SPANS = 10_000
"""Of how many replies the span is remembered for votes; later votes name the response alone."""


class Telemetry:
    """The spans and events of one server, which threads of their own send until it is closed."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        """Open the exporters that the variables name. Raises `SettingsError` if one cannot be had."""
        resource = Resource.create({"service.name": "attune", "service.version": version("attune")})
        resource = resource.merge(OTELResourceDetector().detect())
        self._tracers = TracerProvider(resource=resource, shutdown_on_exit=False)
        self._loggers = LoggerProvider(resource=resource, shutdown_on_exit=False)
        for_spans, for_events = [*exporters(variables, "traces")], [*exporters(variables, "logs")]
        self._traced = bool(for_spans)
        self._exporters = for_spans + for_events
        for exporter in for_spans:
            self._tracers.add_span_processor(BatchSpanProcessor(exporter))
        for exporter in for_events:
            self._loggers.add_log_record_processor(BatchLogRecordProcessor(exporter))
        self._tracer = self._tracers.get_tracer("attune", version("attune"))
        self._logger = self._loggers.get_logger("attune", version("attune"))
        self._content = variables.get(CAPTURE, "").lower() in WITH_CONTENT
        self._spans: OrderedDict[str, SpanContext] = OrderedDict()

    def close(self) -> None:
        """Send what is left, and wait no longer than `CLOSE_SECONDS` for an endpoint that does not answer."""
        giving_up = threading.Timer(CLOSE_SECONDS, self._give_up)
        giving_up.start()
        self._tracers.shutdown()
        self._loggers.shutdown()
        giving_up.cancel()

    def _give_up(self) -> None:
        for exporter in self._exporters:
            exporter.shutdown()

    @contextmanager
    def generation(self, request: Request, checked: GenerationBody, recording: Recording) -> Iterator[None]:
        """A span around one generation, below the caller's; what came of it is read from the recording at the end."""
        new = recording.new
        if not self._traced or new.policy_version == NO_VERSION:
            yield
            return
        operation = "chat" if isinstance(checked, ChatBody) else "text_completion"
        host, port = request.scope.get("server") or (None, None)
        known = {
            "gen_ai.operation.name": operation,
            "gen_ai.provider.name": "attune",
            "gen_ai.request.model": new.model,
            "gen_ai.response.id": new.id,
            "gen_ai.response.model": new.system_fingerprint,
            "attune.policy_version": new.policy_version,
            "server.address": host,
            "server.port": port,
        }
        span = self._tracer.start_span(
            f"{operation} {new.model}",
            context=TraceContextTextMapPropagator().extract(request.headers),
            kind=SpanKind.SERVER,
            attributes=given(known | asked(checked)),
        )
        self._remember(new.id, span.get_span_context())
        failure: Exception | str | None = None
        try:
            yield
        except Exception as error:
            failure = error
            raise
        finally:
            span.set_attributes(given(ended(recording)))
            if self._content and new.store:
                span.set_attributes(given(contents(recording)))
            if recording.status == "failed":
                failure = failure or recording.error
            if failure is not None:
                _fail(span, failure)
            span.end()

    def voted(self, vote: Vote | Preference) -> None:
        """An event for each reply that was judged. Sent twice under one id, a vote has two events with that id."""
        for reply, (label, value) in scores(vote).items():
            completion_id, index = parse_reply_name(reply)
            span = self._spans.get(completion_id)
            said = {
                "gen_ai.evaluation.name": "feedback" if isinstance(vote, Vote) else "preference",
                "gen_ai.evaluation.score.label": label,
                "gen_ai.evaluation.score.value": value,
                "gen_ai.evaluation.explanation": vote.comment if self._content else None,
                "gen_ai.response.id": completion_id,
                "attune.reply_index": index,
                "attune.vote_id": vote.id,
            }
            self._logger.emit(
                event_name="gen_ai.evaluation.result",
                context=None if span is None else set_span_in_context(NonRecordingSpan(span)),
                severity_number=SeverityNumber.INFO,
                attributes=given(said),
            )

    def _remember(self, completion_id: str, span: SpanContext) -> None:
        self._spans[completion_id] = span
        if len(self._spans) > MAX_SPANS:
            self._spans.popitem(last=False)


def _fail(span: Span, failure: Exception | str) -> None:
    """Say what kind of error it was, never its message, which may quote a request. A refusal is the caller's error."""
    if isinstance(failure, ApiError):
        kind = failure.code or str(failure.status)
    elif isinstance(failure, Exception):
        kind = type(failure).__qualname__
    else:
        kind = "engine_lost" if failure == ENGINE_LOST else "_OTHER"
    span.set_attribute("error.type", kind)
    if not isinstance(failure, ApiError) or failure.status >= 500:
        span.set_status(StatusCode.ERROR)


def exporters(variables: Mapping[str, str], signal: Literal["traces", "logs"]) -> Iterator[Any]:
    """The exporters of a signal: those it names, OTLP where only an endpoint is given, else none.

    OTLP is sent as http/protobuf unless told otherwise, as the specification has it. Raises `SettingsError`.
    """
    upper = signal.upper()
    endpoint = f"OTEL_EXPORTER_OTLP_{upper}_ENDPOINT" in variables or "OTEL_EXPORTER_OTLP_ENDPOINT" in variables
    named = variables.get(f"OTEL_{upper}_EXPORTER", "otlp" if endpoint else "none")
    protocol = variables.get(f"OTEL_EXPORTER_OTLP_{upper}_PROTOCOL") or variables.get("OTEL_EXPORTER_OTLP_PROTOCOL")
    for name in filter("none".__ne__, map(str.strip, named.split(","))):
        if name == "otlp" and (protocol or "http/protobuf") not in PROTOCOLS:
            raise SettingsError(f"OpenTelemetry: the protocol must be {' or '.join(PROTOCOLS)}, not {protocol!r}")
        full = PROTOCOLS[protocol or "http/protobuf"] if name == "otlp" else name
        found = [*entry_points(group=f"opentelemetry_{signal}_exporter", name=full)]
        if not found:
            raise SettingsError(f"OTEL_{upper}_EXPORTER: there is no exporter {name!r} here; otlp, console or none is")
        yield found[0].load()()
