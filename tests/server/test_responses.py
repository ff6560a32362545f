"""The two shapes of a conversation, and events from chunks, where the starter model cannot be made to say it all."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import TypeAdapter
from vllm.entrypoints.openai.chat_completion.protocol import ChatCompletionRequest

from feedback.store import Store
from feedback.types import NewCompletion
from server.completions.recording import Recording
from server.completions.responses_events import events
from server.completions.responses_items import items_of, messages_of, output_of
from server.completions.responses_requests import chat_body, check_response, in_words_of_responses
from server.engine.serving import DONE
from server.errors import ApiError

CALL = {"id": "call_1", "type": "function", "function": {"name": "add", "arguments": '{"a": 1}'}}
SPOKEN: list[dict[str, Any]] = [
    {"role": "system", "content": "Be kind."},
    {"role": "user", "content": [{"type": "text", "text": "One"}, {"type": "text", "text": "two"}]},
    {"role": "assistant", "content": "Let me see.", "tool_calls": [CALL, {**CALL, "id": "call_2"}]},
    {"role": "tool", "tool_call_id": "call_1", "content": "3"},
    {"role": "tool", "tool_call_id": "call_2", "content": "3"},
    {"role": "assistant", "content": None, "tool_calls": [CALL]},
    {"role": "tool", "tool_call_id": "call_1", "content": "3"},
    {"role": "assistant", "content": "Three."},
    {"role": "user", "content": "Thanks!"},
]


def test_a_conversation_comes_back_from_its_items_as_the_same_messages() -> None:
    items = items_of(SPOKEN, "resp_7")
    assert messages_of(check_response({"input": items}).input) == SPOKEN
    assert len({item["id"] for item in items}) == len(items) == 11


def test_a_conversation_that_is_too_long_is_the_input_of_a_response() -> None:
    assert in_words_of_responses(ApiError(400, "too long", param="messages")).param == "input"


def test_reasoning_is_shown_first_and_not_sent_back() -> None:
    items = output_of({"role": "assistant", "content": "Four.", "reasoning": "2 + 2"}, "resp_7")
    assert [(item["type"], item["content"][0]["text"]) for item in items] == [
        ("reasoning", "2 + 2"),
        ("message", "Four."),
    ]
    assert messages_of(check_response({"input": items}).input) == [{"role": "assistant", "content": "Four."}]


@pytest.mark.parametrize("tools", [None, [], [{"type": "function", "name": "add", "parameters": {"type": "object"}}]])
@pytest.mark.parametrize("choice", [None, "auto", "none"])
def test_a_tool_choice_that_demands_nothing_is_taken_with_tools_and_without(choice: str | None, tools: Any) -> None:
    body = {"input": "hi", "tool_choice": choice, "tools": tools}
    chat = ChatCompletionRequest.model_validate(chat_body(body, check_response(body), ()))
    assert chat.tool_choice == ((choice or "auto") if tools else "none")


ENCRYPTED = "reasoning.encrypted_content"


def test_what_clients_always_ask_to_be_included_is_ignored_and_all_else_is_refused() -> None:
    body = {"input": "hi", "include": [ENCRYPTED]}
    assert "include" not in chat_body(body, check_response(body), ())
    others: list[Any] = [["message.output_text.logprobs"], [ENCRYPTED, "web_search_call.results"], [5], ENCRYPTED]
    for include in others:
        with pytest.raises(ApiError, match="include is not supported") as refused:
            check_response({"input": "hi", "include": include})
        assert (refused.value.status, refused.value.param) == (400, "include")


async def streamed(folder: Path, deltas: list[dict[str, Any]], finish_reason: str, error: str | None = None) -> Any:
    """The events of a reply that came in these deltas, each checked against openai-python's own type of it."""

    async def chunks() -> AsyncIterator[bytes]:
        for delta in [*deltas, {}]:
            choice = {"index": 0, "delta": delta, "finish_reason": None if delta else finish_reason}
            yield f"data: {json.dumps({'choices': [choice]})}\n\n".encode()
        if error is not None:
            yield f"data: {json.dumps({'error': {'message': error}})}\n\n".encode()
        yield DONE

    async with await Store.open(folder / "attune.db") as store:
        recording = Recording(store, NewCompletion(id="resp_7", model="attune", policy_version=0, created=1))
        sent = [event.decode() async for event in events(chunks(), recording)]
    found = []
    for event in sent:
        name, data = event.removesuffix("\n\n").split("\n")
        body = json.loads(data.removeprefix("data: "))
        assert name == f"event: {body['type']}"
        TypeAdapter(ResponseStreamEvent).validate_python(body, strict=True)
        found.append(body)
    assert [event["sequence_number"] for event in found] == list(range(len(found)))
    return found


def part(index: int, name: str | None, arguments: str) -> dict[str, Any]:
    said = {"index": index, "function": {"name": name, "arguments": arguments}}
    return {"tool_calls": [said | ({"id": f"call_{index}", "type": "function"} if name else {})]}


async def test_reasoning_text_and_calls_are_items_one_after_the_other(tmp_path: Path) -> None:
    deltas = [
        {"role": "assistant", "content": ""},
        {"reasoning": "Hm"},
        {"reasoning": "m."},
        {"content": "Let me see."},
        part(0, "add", ""),
        part(0, None, '{"a": 1}'),
        part(1, "add", "{}"),
    ]
    found = await streamed(tmp_path, deltas, "tool_calls")
    assert [event["type"].removeprefix("response.") for event in found] == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "reasoning_text.delta",
        "reasoning_text.delta",
        "reasoning_text.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "output_item.added",
        "function_call_arguments.delta",
        "function_call_arguments.done",
        "output_item.done",
        "output_item.added",
        "function_call_arguments.delta",
        "function_call_arguments.done",
        "output_item.done",
        "completed",
    ]
    whole = {"reasoning": "Hmm.", "content": "Let me see.", "tool_calls": [{**CALL, "id": "call_0"}]}
    whole["tool_calls"].append({"id": "call_1", "function": {"name": "add", "arguments": "{}"}})  # type: ignore[attr-defined]
    assert found[-1]["response"]["output"] == output_of(whole, "resp_7")


async def test_a_reply_that_was_cut_says_so_in_its_last_item(tmp_path: Path) -> None:
    found = await streamed(tmp_path, [{"content": "One, t"}], "length")
    response = Response.model_validate(found[-1]["response"])
    assert found[-1]["type"] == "response.incomplete"
    assert (response.status, response.output[0].status) == ("incomplete", "incomplete")  # type: ignore[union-attr]
    assert found[-1]["response"]["incomplete_details"] == {"reason": "max_output_tokens"}


async def test_an_empty_reply_is_an_empty_message(tmp_path: Path) -> None:
    found = await streamed(tmp_path, [], "stop")
    assert [item["content"][0]["text"] for item in found[-1]["response"]["output"]] == [""]


async def test_a_failure_is_the_last_event(tmp_path: Path) -> None:
    found = await streamed(tmp_path, [{"content": "One"}], "stop", error="The engine stopped.")
    assert found[-1]["type"] == "response.failed"
    assert found[-1]["response"]["error"] == {"code": "server_error", "message": "The engine stopped."}
    assert found[-1]["response"]["output"][0]["status"] == "incomplete"
