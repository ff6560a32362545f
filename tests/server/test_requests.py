"""Bodies as bytes and as fields: what the checks take vLLM takes too, and what would hurt behind them they refuse."""

import json
from typing import Any

import pytest
import torch
from fastapi import Request
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest
from vllm.model_executor.layers.utils import apply_penalties

from server.completions.generation import _for_engine
from server.completions.requests import ChatBody, CompletionBody, check, own_fields, read_json
from server.errors import ApiError


def request_of(body: bytes) -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body}

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


@pytest.mark.parametrize(
    "number",
    [b"1e309", b"-1e+309", b"1E0309", b"9" * 309 + b".0", b"9" * 210 + b"e99", b"9" * 210 + b".5e99"],
    ids=lambda number: f"{number[:3].decode()}...{number[-5:].decode()}",
)
async def test_a_number_that_python_reads_as_infinite_is_refused_however_it_is_written(number: bytes) -> None:
    with pytest.raises(ApiError) as caught:
        await read_json(request_of(b'{"zzz": [{"a": ' + number + b"}]}"))
    assert (caught.value.status, caught.value.code) == (400, "invalid_json")


@pytest.mark.parametrize(
    "number", [b"1e308", b"9" * 209 + b"e99", b"9" * 309], ids=["1e308", "209 digits", "309 digits"]
)
async def test_the_largest_numbers_that_can_be_kept_are_read(number: bytes) -> None:
    assert await read_json(request_of(b'{"zzz": ' + number + b"}")) == {"zzz": json.loads(number)}


BODIES: list[tuple[Any, dict[str, Any]]] = [
    (ChatBody, {"messages": [{"role": "user", "content": "hi"}]}),
    (CompletionBody, {"prompt": "hi"}),
]


@pytest.mark.parametrize(("kind", "body"), BODIES)
@pytest.mark.parametrize(
    ("field", "value", "param"),
    [
        ("stream_interval", 2**70, "stream_interval"),
        ("thinking_token_budget", 2**70, "thinking_token_budget"),
        ("routed_experts_prompt_start", 2**70, "routed_experts_prompt_start"),
        ("repetition_detection", {"max_pattern_size": 2**70, "min_count": 2}, "repetition_detection.max_pattern_size"),
        ("repetition_detection", {"max_pattern_size": 4, "min_count": -1}, "repetition_detection.min_count"),
        ("repetition_detection", dict.fromkeys("abcdefghi", 1), "repetition_detection"),
        ("repetition_penalty", 1e-38, "repetition_penalty"),
    ],
)
def test_a_number_that_the_engine_cannot_take_is_refused_by_its_field(
    kind: Any, body: dict[str, Any], field: str, value: Any, param: str
) -> None:
    with pytest.raises(ApiError) as caught:
        check(kind, body | {field: value})
    assert (caught.value.status, caught.value.param) == (400, param)


def test_the_least_repetition_penalty_leaves_the_engine_a_distribution_and_a_smaller_one_may_not() -> None:
    assert check(CompletionBody, {"prompt": "hi", "repetition_penalty": 0.01}).repetition_penalty == 0.01
    assert torch.isfinite(_penalised(0.01)).all()
    assert torch.isnan(_penalised(1e-38)).all()


def _penalised(penalty: float) -> torch.Tensor:
    """What vLLM makes of two logits whose tokens the prompt has, as logprobs."""
    none, seen = torch.zeros(1), torch.tensor([[0, 1]])
    logits = apply_penalties(torch.tensor([[20.0, -20.0]]), seen, seen, none, none, torch.tensor([penalty]))
    return logits.log_softmax(-1)


@pytest.mark.parametrize("role", ["system", "developer", "user", "assistant", "tool"])
def test_fields_of_a_message_that_are_null_are_as_if_left_out(role: str) -> None:
    nulls = dict.fromkeys(("name", "tool_calls", "tool_call_id", "reasoning", "refusal", "audio"))
    body = {"messages": [nulls | {"role": role, "content": "hi"}]}
    check(ChatBody, body)
    (seen,) = ChatCompletionRequest.model_validate(_for_engine(body)).messages
    assert seen == {"role": "system" if role == "developer" else role, "content": "hi"}
    assert body["messages"][0]["name"] is None


def test_a_message_of_calls_alone_keeps_its_content_of_null() -> None:
    call = {"id": "c", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    said = {"role": "assistant", "content": None, "tool_calls": [call]}
    assert _for_engine({"messages": [said | {"name": None}]})["messages"] == [said]


def test_one_reply_to_choose_from_is_what_there_is_anyway_and_two_are_refused() -> None:
    check(CompletionBody, {"prompt": "hi", "best_of": 1})
    with pytest.raises(ApiError) as caught:
        check(CompletionBody, {"prompt": "hi", "best_of": 2})
    assert caught.value.param == "best_of"


def test_a_field_of_the_other_endpoint_is_dropped_and_named_and_an_unknown_one_only_named(
    caplog: pytest.LogCaptureFixture,
) -> None:
    body = {"prompt": "x", "messages": [1], "n": 2, "paint": "blue"}
    own = own_fields(body, frozenset({"prompt", "n"}), frozenset({"messages", "n"}))
    assert own == {"prompt": "x", "n": 2, "paint": "blue"}
    assert [record.args for record in caplog.records] == [("messages",), ("paint",)]
