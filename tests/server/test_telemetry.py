"""Spans and events as a collector gets them, over the real routes; only the engine's outputs are scripted."""

import ast
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status
from vllm.outputs import CompletionOutput, RequestOutput

from feedback.store import Store
from feedback.types import NewCompletion, Preference
from server import errors, votes
from server.completions import routes as chat
from server.completions.background import Background
from server.completions.recording import Recording
from server.completions.turns import Turns
from server.engine.adapters import Adapters
from server.engine.grammars import Grammars
from server.engine.serving import Tap, _recording, plain_chunks, primed
from server.errors import EngineLostError
from server.lifecycle import Lifecycle
from server.middleware import RequestMiddleware
from server.settings import Settings, SettingsError, telemetry_variables
from server.telemetry import Telemetry, exporters
from server.telemetry_attributes import contents, ended, scores
from server.versions.policies import NO_VERSION, Policies
from server.versions.swap import Swap
from tests.server.otlp import Collector, attributes, collecting
from tests.server.scripted_llm import ScriptedLlm
from tests.test_imports import ROOT, sources

TRACE, CALLER = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
TRACEPARENT = {"traceparent": f"00-{TRACE}-{CALLER}-01"}
ASK: dict[str, Any] = {"model": "attune", "messages": [{"role": "user", "content": "Secret?"}]}


class SpeakingLlm(ScriptedLlm):
    """Says "Yes." in two tokens to any prompt of three, of which the cache had two; or dies after the first."""

    async def generate(self, prompt: Any, params: Any, request_id: str, **options: Any) -> AsyncIterator[Any]:
        for text, token, reason in (("Yes", 7, None), (".", 8, "stop")):
            part = CompletionOutput(0, text, [token], 0.0, None, finish_reason=reason)
            yield RequestOutput(request_id, None, [1, 2, 3], None, [part], reason is not None, num_cached_tokens=2)
            if self.dead:
                raise ValueError("it broke")


class Frontend:
    """vLLM's serving without its renderer: the real tap and the real stream of plain text."""

    def __init__(self) -> None:
        self.llm = SpeakingLlm()
        self.refusal: Exception | None = None

    async def chat(self, body: Any, recording: Recording) -> Any:
        if self.refusal is not None:
            raise self.refusal
        _recording.set(recording)
        params = SimpleNamespace(logprobs=None)
        outputs = Tap(self.llm).generate({"prompt_token_ids": [1, 2, 3]}, params, f"chatcmpl-{recording.id}")
        if body.get("stream"):
            return await primed(plain_chunks(SimpleNamespace(n=1, stream_options=None), outputs, recording))
        async for _ in outputs:
            pass
        return {"id": recording.id}

    complete = chat


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with collecting() as collector:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url)
        yield collector


@asynccontextmanager
async def site(folder: Path) -> AsyncIterator[tuple[httpx.AsyncClient, Frontend]]:
    """The routes that generate and those that take votes. What there is to send has arrived when it closes."""
    telemetry, frontend, adapters = Telemetry(telemetry_variables()), Frontend(), Adapters(8)
    policies = Policies("attune")
    async with await Store.open(folder / "attune.db") as store:
        app: Any = FastAPI()
        app.state.parts = SimpleNamespace(
            settings=Settings(data=folder),
            store=store,
            policies=policies,
            swap=Swap(None, policies, adapters),
            engine=SimpleNamespace(frontend=frontend, adapters=adapters, grammars=Grammars(), context=None),
            lifecycle=Lifecycle(),
            learner=SimpleNamespace(key="learner"),
            telemetry=telemetry,
            background=Background(),
            turns=Turns(),
        )
        errors.install(app)
        app.include_router(chat.router)
        app.include_router(votes.router)
        transport = httpx.ASGITransport(RequestMiddleware(app, 2**20, ()))
        async with httpx.AsyncClient(base_url="http://127.0.0.1:8000", transport=transport) as http:
            yield http, frontend
    telemetry.close()


async def test_a_generation_is_a_span_below_the_callers_without_what_was_said(
    tmp_path: Path, collector: Collector
) -> None:
    async with site(tmp_path) as (http, _):
        asked = ASK | {"temperature": 0.5, "max_tokens": 9, "stop": "\n"}
        whole = (await http.post("/v1/chat/completions", json=asked, headers=TRACEPARENT)).json()
    (span,) = collector.spans
    assert (span.name, span.kind) == ("chat attune", Span.SPAN_KIND_SERVER)
    assert (span.trace_id.hex(), span.parent_span_id.hex()) == (TRACE, CALLER)
    assert span.status.code == Status.STATUS_CODE_UNSET
    assert span.end_time_unix_nano > span.start_time_unix_nano
    said = attributes(span)
    assert 0 < said.pop("gen_ai.response.time_to_first_chunk") < 30
    assert said == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "attune",
        "gen_ai.request.model": "attune",
        "gen_ai.request.temperature": 0.5,
        "gen_ai.request.max_tokens": 9,
        "gen_ai.request.stop_sequences": ["\n"],
        "gen_ai.response.id": whole["id"],
        "gen_ai.response.model": "attune@0",
        "gen_ai.response.finish_reasons": ["stop"],
        "gen_ai.usage.input_tokens": 3,
        "gen_ai.usage.output_tokens": 2,
        "gen_ai.usage.cache_read.input_tokens": 2,
        "attune.policy_version": 0,
        "attune.completion.status": "completed",
        "server.address": "127.0.0.1",
        "server.port": 8000,
    }
    assert collector.services == {"attune"}


async def test_streams_background_replies_and_text_completions_have_spans_of_their_own_traces(
    tmp_path: Path, collector: Collector
) -> None:
    async with site(tmp_path) as (http, _):
        streamed = await http.post("/v1/chat/completions", json=ASK | {"stream": True})
        await http.post("/v1/completions", json={"model": "attune@0", "prompt": "Once"}, headers={"traceparent": "no"})
        behind = await http.post("/v1/chat/completions", json=ASK | {"stream": True, "background": True})
    assert "[DONE]" in streamed.text
    assert "[DONE]" in behind.text
    names = ["chat attune", "text_completion attune@0", "chat attune"]
    assert [span.name for span in collector.spans] == names
    assert attributes(collector.spans[0])["gen_ai.request.stream"] is True
    assert {attributes(span)["attune.completion.status"] for span in collector.spans} == {"completed"}
    assert not any(span.parent_span_id for span in collector.spans)
    assert len({span.trace_id for span in collector.spans}) == 3


async def test_errors_are_named_and_never_quoted(tmp_path: Path, collector: Collector) -> None:
    async with site(tmp_path) as (http, frontend):
        frontend.refusal = errors.ApiError(400, "Secret? is too long.", code="context_length_exceeded")
        await http.post("/v1/chat/completions", json=ASK)
        frontend.refusal = EngineLostError()
        await http.post("/v1/chat/completions", json=ASK)
        frontend.refusal, frontend.llm.dead = None, True
        await http.post("/v1/chat/completions", json=ASK | {"stream": True})
    kinds = [(attributes(span)["error.type"], span.status.code) for span in collector.spans]
    failed = Status.STATUS_CODE_ERROR
    assert kinds == [
        ("context_length_exceeded", Status.STATUS_CODE_UNSET),
        ("engine_lost", failed),
        ("_OTHER", failed),
    ]
    assert {attributes(span)["attune.completion.status"] for span in collector.spans} == {"failed"}
    counted = ["gen_ai.usage.output_tokens" in attributes(span) for span in collector.spans]
    assert counted == [False, False, True], "nothing is said of tokens where the engine wrote none"
    assert "Secret" not in str(collector.spans)


async def test_votes_are_events_in_the_span_of_the_reply(tmp_path: Path, collector: Collector) -> None:
    async with site(tmp_path) as (http, _):
        first, second = [(await http.post("/v1/chat/completions", json=ASK)).json()["id"] for _ in range(2)]
        vote = {"completion_id": first, "rating": "down", "comment": "Secret!", "id": "v1"}
        assert (await http.post("/v1/feedback", json=vote)).status_code == 201
        choice = {"completion_ids": [first, second], "outcome": {"chosen": second}, "id": "v2"}
        assert (await http.post("/v1/preferences", json=choice)).status_code == 201
    spans = {attributes(span)["gen_ai.response.id"]: span for span in collector.spans}
    heard = []
    for event in collector.events:
        said = attributes(event)
        assert event.event_name == "gen_ai.evaluation.result"
        span = spans[said.pop("gen_ai.response.id")]
        assert (event.trace_id, event.span_id) == (span.trace_id, span.span_id)
        assert said.pop("attune.reply_index") == 0
        heard.append(tuple(said.values()))
    assert heard == [
        ("feedback", "down", 0.0, "v1"),
        ("preference", "rejected", 0.0, "v2"),
        ("preference", "chosen", 1.0, "v2"),
    ]
    assert "Secret" not in str(collector.events)


async def test_a_vote_on_a_reply_of_an_earlier_run_names_the_response(tmp_path: Path, collector: Collector) -> None:
    async with site(tmp_path) as (http, _):
        reply = (await http.post("/v1/chat/completions", json=ASK)).json()["id"]
    async with site(tmp_path) as (http, _):
        await http.post("/v1/feedback", json={"completion_id": f"{reply}#0", "rating": "up"})
    (event,) = collector.events
    assert (event.trace_id, attributes(event)["gen_ai.response.id"]) == (b"", reply)


async def test_what_was_said_is_there_when_asked_for_but_not_of_what_is_not_stored(
    tmp_path: Path, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
    async with site(tmp_path) as (http, _):
        await http.post("/v1/chat/completions", json=ASK)
        await http.post("/v1/chat/completions", json=ASK | {"store": False})
    kept, private = map(attributes, collector.spans)
    assert json.loads(kept["gen_ai.input.messages"]) == [
        {"role": "user", "parts": [{"type": "text", "content": "Secret?"}]}
    ]
    assert json.loads(kept["gen_ai.output.messages"]) == [
        {"role": "assistant", "parts": [{"type": "text", "content": "Yes."}]}
    ]
    assert not {"gen_ai.input.messages", "gen_ai.output.messages"} & set(private)


async def test_calls_their_results_and_cut_replies_are_said_in_the_conventions_words(tmp_path: Path) -> None:
    call = {"id": "call_1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1}'}}
    messages: list[Any] = [
        {"role": "user", "content": [{"type": "text", "text": "Add."}]},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": "3"},
    ]
    async with await Store.open(tmp_path / "attune.db") as store:
        recording = Recording(store, NewCompletion("chatcmpl-1", "attune", 0, 1, messages=messages))
        recording.choice(0).message = {"role": "assistant", "reasoning": "1 + 2", "content": "Thr"}
        recording.end("interrupted")
    assert ended(recording)["gen_ai.response.finish_reasons"] == ["interrupted"]
    said = contents(recording)
    assert [one["parts"] for one in json.loads(said["gen_ai.input.messages"])] == [
        [{"type": "text", "content": "Add."}],
        [{"type": "tool_call", "id": "call_1", "name": "add", "arguments": '{"a": 1}'}],
        [{"type": "tool_call_response", "id": "call_1", "response": "3"}],
    ]
    assert json.loads(said["gen_ai.output.messages"])[0]["parts"] == [
        {"type": "reasoning", "content": "1 + 2"},
        {"type": "text", "content": "Thr"},
    ]


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("tie", [("tie", 0.5), ("tie", 0.5), ("tie", 0.5)]),
        ("both_bad", [("both_bad", 0.0), ("both_bad", 0.0), ("both_bad", 0.0)]),
        ({"ranking": [["c"], ["a"], ["b"]]}, [("rank_2", 0.5), ("rank_3", 0.0), ("rank_1", 1.0)]),
        ({"ranking": [["a", "b", "c"]]}, [("tie", 0.5), ("tie", 0.5), ("tie", 0.5)]),
    ],
)
def test_a_preference_scores_each_reply(outcome: Any, expected: Any) -> None:
    found = scores(Preference("p", ("a", "b", "c"), outcome, "ada", None, {}, 1, "current"))
    assert [found[reply] for reply in "abc"] == expected


async def test_what_a_learner_samples_has_no_span(tmp_path: Path, collector: Collector) -> None:
    telemetry = Telemetry(telemetry_variables())
    async with await Store.open(tmp_path / "attune.db") as store:
        recording = Recording(store, NewCompletion("cmpl-1", "attune@rollout-1", NO_VERSION, 1, prompt="Once"))
        with telemetry.generation(None, None, recording):  # type: ignore[arg-type] - it looks at neither
            pass
    telemetry.close()
    assert collector.spans == []


def test_exporters_are_those_that_the_variables_name() -> None:
    def names(variables: dict[str, str], signal: Any) -> list[str]:
        return [f"{type(one).__module__}.{type(one).__name__}" for one in exporters(variables, signal)]

    http = "opentelemetry.exporter.otlp.proto.http"
    assert names({"OTEL_TRACES_EXPORTER": "otlp"}, "traces") == [f"{http}.trace_exporter.OTLPSpanExporter"]
    assert names({"OTEL_TRACES_EXPORTER": "otlp"}, "logs") == []
    both = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9"}
    assert names(both, "logs") == [f"{http}._log_exporter.OTLPLogExporter"]
    assert names(both | {"OTEL_LOGS_EXPORTER": "none"}, "logs") == []
    assert names(both | {"OTEL_EXPORTER_OTLP_LOGS_PROTOCOL": "grpc"}, "logs") == [
        "opentelemetry.exporter.otlp.proto.grpc._log_exporter.OTLPLogExporter"
    ]
    with pytest.raises(SettingsError, match=r"OTEL_TRACES_EXPORTER: there is no exporter 'jaeger' here"):
        names({"OTEL_TRACES_EXPORTER": "jaeger"}, "traces")
    with pytest.raises(SettingsError, match=r"must be grpc or http/protobuf, not 'http/json'"):
        names(both | {"OTEL_EXPORTER_OTLP_PROTOCOL": "http/json"}, "traces")


def test_nothing_is_read_unless_an_exporter_is_configured() -> None:
    endpoint = {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:9"}
    assert telemetry_variables({"OTEL_SERVICE_NAME": "a", "OTEL_TRACES_EXPORTER": ""}) == {}
    assert telemetry_variables(endpoint | {"PATH": "/bin"}) == endpoint
    assert telemetry_variables(endpoint | {"OTEL_SDK_DISABLED": "TRUE"}) == {}


def test_no_module_of_the_server_loads_opentelemetry_by_being_imported() -> None:
    loading = set()
    for path in sources(ROOT):
        at_the_top = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if not isinstance(node, ast.If)]
        for node in ast.walk(
            ast.Module([one for one in at_the_top if isinstance(one, ast.Import | ast.ImportFrom)], [])
        ):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.startswith("opentelemetry") or name == "server.telemetry" for name in named):
                loading.add(path.relative_to(ROOT).as_posix())
    assert loading == {"server/telemetry.py"}
