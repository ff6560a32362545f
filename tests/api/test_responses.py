"""OpenAI's Responses API through openai-python: the same replies as chat, under the same names."""

import json
from collections.abc import Callable
from typing import Any, Literal

import httpx
import openai
import pytest
from openai.types.responses import Response, ResponseFunctionToolCall
from pydantic import BaseModel

from tests.api.asking import HELLO, MODEL, WEATHER, error_of, no_blanks, tokenizer
from tests.api.streams import engine_processes, paused
from tests.live import Served

Stored = Callable[[str], Any]
SHORT: dict[str, Any] = {"model": MODEL, "max_output_tokens": 8, "extra_body": {"ignore_eos": True}}
TOOL: Any = {"type": "function", "strict": None, **WEATHER["function"]}
CALLING: dict[str, Any] = {
    "model": MODEL,
    "tools": [TOOL],
    "tool_choice": "required",
    "parallel_tool_calls": False,
    "extra_body": {"logit_bias": no_blanks()},
}


class Mood(BaseModel):
    mood: Literal["calm", "cross"]


@pytest.fixture(scope="module")
def first(client: openai.OpenAI) -> Response:
    """A response with everything said that it can show again."""
    return client.responses.create(
        **SHORT, input="Hello!", instructions="Be kind.", temperature=0.5, user="ada", metadata={"topic": "greeting"}
    )


def call_of(response: Response) -> ResponseFunctionToolCall:
    (call,) = response.output
    assert isinstance(call, ResponseFunctionToolCall)
    return call


def test_a_response_is_a_stored_completion_that_can_be_voted_on(
    first: Response, stored: Stored, http: httpx.Client
) -> None:
    assert first.id.startswith("resp_")
    assert (first.status, first.incomplete_details and first.incomplete_details.reason) == (
        "incomplete",
        "max_output_tokens",
    )
    kept = stored(first.id)
    assert kept["choices"][0]["message"]["content"] == first.output_text
    assert (kept["policy_version"], kept["user"], kept["metadata"]) == (0, "ada", {"topic": "greeting"})
    assert first.usage is not None
    assert (first.usage.input_tokens, first.usage.output_tokens) == (kept["usage"]["prompt_tokens"], 8)
    prompt = tokenizer().decode(kept["prompt_token_ids"], skip_special_tokens=False)
    assert prompt.index("Be kind.") < prompt.index("Hello!")
    vote = http.post("/v1/feedback", json={"completion_id": first.id, "rating": "up"})
    assert vote.status_code == 201, vote.text


def test_it_is_read_back_as_it_was_sent(client: openai.OpenAI, first: Response) -> None:
    assert client.responses.retrieve(first.id) == first
    assert (first.instructions, first.temperature, first.max_output_tokens) == ("Be kind.", 0.5, 8)


def test_a_stream_tells_every_step_in_order(client: openai.OpenAI, stored: Stored) -> None:
    events = list(client.responses.create(**SHORT, input=HELLO, stream=True))
    kinds = [event.type.removeprefix("response.") for event in events]
    opening = ["created", "in_progress", "output_item.added", "content_part.added"]
    closing = ["output_text.done", "content_part.done", "output_item.done", "incomplete"]
    assert kinds == [*opening, *["output_text.delta"] * (len(kinds) - 8), *closing]
    last: Any = events[-1]
    said = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert said == last.response.output_text == stored(last.response.id)["choices"][0]["message"]["content"]
    assert client.responses.retrieve(last.response.id) == last.response


def test_a_response_goes_on_from_another_without_its_instructions(client: openai.OpenAI, first: Response) -> None:
    second = client.responses.create(**SHORT, input="And now?", previous_response_id=first.id)
    messages = client.chat.completions.messages.list(second.id).data
    assert [(message.role, message.content) for message in messages] == [
        ("user", "Hello!"),
        ("assistant", first.output_text),
        ("user", "And now?"),
    ]
    assert second.previous_response_id == first.id


def test_output_sent_back_as_input_is_the_same_conversation(
    client: openai.OpenAI, first: Response, http: httpx.Client
) -> None:
    following: Any = {"role": "user", "content": "And now?"}
    named = client.responses.create(**SHORT, input=[following], previous_response_id=first.id)
    said: Any = [{"role": "user", "content": "Hello!"}, *(item.model_dump() for item in first.output), following]
    resent = client.responses.create(**SHORT, input=said)
    # Only replies to the same prompt can be compared.
    choice = {"completion_ids": [named.id, resent.id], "outcome": "tie"}
    assert http.post("/v1/preferences", json=choice).status_code == 201


def test_a_response_goes_on_from_any_reply_of_a_chat(client: openai.OpenAI) -> None:
    chat = client.chat.completions.create(model=MODEL, messages=HELLO, max_tokens=4, n=2)
    following = client.responses.create(**SHORT, input="Go on.", previous_response_id=f"{chat.id}#1")
    messages = client.chat.completions.messages.list(following.id).data
    assert messages[1].content == chat.choices[1].message.content


def test_a_tool_is_called_and_its_answer_reaches_the_prompt(client: openai.OpenAI, stored: Stored) -> None:
    asked = client.responses.create(**CALLING, input="What is the weather in Paris?")
    call = call_of(asked)
    assert asked.status == "completed"
    assert json.loads(call.arguments)["city"] in ("Paris", "Oslo", "New York")
    assert stored(asked.id)["tools"] == [{"type": "function", "function": {**WEATHER["function"], "strict": None}}]
    answer: Any = {"type": "function_call_output", "call_id": call.call_id, "output": "Sunny, 21 degrees"}
    told = client.responses.create(**SHORT, input=[answer], previous_response_id=asked.id, tools=[TOOL])
    prompt = tokenizer().decode(stored(told.id)["prompt_token_ids"], skip_special_tokens=False)
    assert "Sunny, 21 degrees" in prompt
    items = client.responses.input_items.list(told.id, order="asc").data
    assert [item.type for item in items] == ["message", "function_call", "function_call_output"]


def test_a_streamed_call_is_the_one_that_is_kept(client: openai.OpenAI) -> None:
    with client.responses.stream(**CALLING, input="What is the weather in Paris?") as stream:
        kinds = [event.type for event in stream]
        final = stream.get_final_response()
    assert kinds[-3:] == ["response.function_call_arguments.done", "response.output_item.done", "response.completed"]
    kept = call_of(client.responses.retrieve(final.id))
    assert kept.to_dict() == {key: value for key, value in call_of(final).to_dict().items() if key in kept.to_dict()}


def test_a_response_of_a_schema_is_parsed(client: openai.OpenAI) -> None:
    reply = client.responses.parse(
        model=MODEL, input="How are you?", text_format=Mood, extra_body={"logit_bias": no_blanks()}
    )
    assert reply.output_parsed is not None
    assert reply.output_parsed.mood in ("calm", "cross")
    assert client.responses.retrieve(reply.id).text == reply.text


def test_the_input_is_listed_newest_first_and_in_pages(client: openai.OpenAI, first: Response) -> None:
    said: Any = [{"role": "user", "content": "One"}, {"role": "assistant", "content": "Two"}]
    response = client.responses.create(**SHORT, input=[*said, {"role": "user", "content": "Three"}])
    items: Any = client.responses.input_items.list(response.id).data
    assert [item.content[0].text for item in items] == ["Three", "Two", "One"]
    page = client.responses.input_items.list(response.id, limit=2)
    assert page.has_more
    rest = client.responses.input_items.list(response.id, after=items[1].id).data
    assert [item.id for item in rest] == [items[2].id]
    (only,) = client.responses.input_items.list(first.id).data
    assert only.role == "user", "the instructions are no input"  # type: ignore[union-attr]


def test_a_deleted_response_is_gone_from_everywhere(client: openai.OpenAI) -> None:
    response = client.responses.create(**SHORT, input="Forget me.")
    client.responses.delete(response.id)
    for gone in (
        lambda: client.responses.retrieve(response.id),
        lambda: client.responses.delete(response.id),
        lambda: client.responses.cancel(response.id),
        lambda: client.responses.input_items.list(response.id),
        lambda: client.chat.completions.retrieve(response.id),
    ):
        with pytest.raises(openai.NotFoundError) as caught:
            gone()
        assert caught.value.code == "not_found"
    with pytest.raises(openai.BadRequestError) as refused:
        client.responses.create(**SHORT, input="Go on.", previous_response_id=response.id)
    assert (refused.value.param, refused.value.code) == ("previous_response_id", "previous_response_not_found")


def test_a_response_that_is_not_to_be_stored_is_not(client: openai.OpenAI) -> None:
    response = client.responses.create(**SHORT, input="Forget me.", store=False)
    assert response.store is False  # type: ignore[attr-defined]
    with pytest.raises(openai.NotFoundError):
        client.responses.retrieve(response.id)


def test_a_streamed_response_can_be_cancelled(client: openai.OpenAI, live_server: Served) -> None:
    long: Any = {"model": MODEL, "input": HELLO, "max_output_tokens": 1900, "extra_body": {"ignore_eos": True}}
    for _ in range(5):  # a machine that stood still may have let the reply come to its end before the engine is held
        with client.responses.create(**long, stream=True) as events:
            response_id = next(iter(events)).response.id  # type: ignore[union-attr]
            with paused(engine_processes(live_server)):
                if client.responses.retrieve(response_id).status != "in_progress":
                    continue
                cancelled = client.responses.cancel(response_id)
            last: Any = list(events)[-1]
        break
    else:
        pytest.fail("every reply came to its end before the engine was held")
    assert (cancelled.id, cancelled.status) == (response_id, "cancelled")
    assert (last.type, last.response.status) == ("response.incomplete", "cancelled")
    assert last.response.output_text.startswith(cancelled.output_text)
    assert client.responses.cancel(response_id) == client.responses.retrieve(response_id) == cancelled


ITEM = {"type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"}


@pytest.mark.parametrize(
    ("field", "value", "param"),
    [
        ("input", None, "input"),
        ("input", 5, "input"),
        ("input", [], "input"),
        ("input", [5], "input.0"),
        ("input", [{"type": "item_reference", "id": "msg_1"}], "input.0"),
        ("input", [{"type": "reasoning", "summary": []}], "input"),
        ("input", [{"role": "user"}], "input.0.content"),
        ("input", [{"role": "tool", "content": "x"}], "input.0.role"),
        ("input", [{"role": "user", "content": [{"type": "input_image"}]}], "input.0.content.0"),
        ("input", [{**ITEM, "arguments": "[1]"}], "input.0"),
        ("input", [{**ITEM, "type": "function_call_output"}], "input.0.output"),
        ("model", "gpt-4o", "model"),
        ("instructions", 5, "instructions"),
        ("max_output_tokens", 0, "max_output_tokens"),
        ("max_output_tokens", 100_000, "max_output_tokens"),
        ("temperature", 3, "temperature"),
        ("previous_response_id", "resp_nothing", "previous_response_id"),
        ("previous_response_id", 5, "previous_response_id"),
        ("background", "yes", "background"),
        ("conversation", "conv_1", "conversation"),
        ("prompt", {"id": "pmpt_1"}, "prompt"),
        ("include", ["message.output_text.logprobs"], "include"),
        ("n", 2, "n"),
        ("messages", HELLO, "messages"),
        ("truncation", "auto", "truncation"),
        ("tools", [{"type": "web_search"}], "tools.0"),
        (
            "tools",
            [{**TOOL, "strict": True, "parameters": {"type": "object", "minProperties": -1}}],
            "tools.0.parameters",
        ),
        ("tool_choice", {"type": "function", "name": "launch"}, "tool_choice"),
        ("text", {"format": {"type": "json_schema", "name": "x"}}, "text.format"),
        ("text", {"format": {"type": "json_schema", "name": "x", "schema": {"minItems": -1}}}, "text.format.schema"),
        ("reasoning", {"effort": "lots"}, "reasoning.effort"),
        ("metadata", {"a": 5}, "metadata.a"),
        ("stream", "yes", "stream"),
    ],
)
def test_what_cannot_be_served_is_refused_by_name(http: httpx.Client, field: str, value: Any, param: str) -> None:
    response = http.post("/v1/responses", json={"model": MODEL, "input": "Hi", field: value})
    assert response.status_code == (404 if field == "model" else 400), response.text
    assert error_of(response)["param"] == param


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_response_that_never_was_is_not_found(http: httpx.Client, method: str) -> None:
    assert error_of(http.request(method, "/v1/responses/resp_nothing"))["code"] == "not_found"


def test_a_stored_response_is_not_streamed_again(http: httpx.Client, first: Response) -> None:
    assert error_of(http.get(f"/v1/responses/{first.id}?stream=true"))["param"] == "stream"
