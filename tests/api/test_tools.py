"""Tools: offered, forbidden, demanded and named; whole and streamed; and the way back with a tool's answer."""

import copy
import json
from collections.abc import Callable
from typing import Any

import openai
import pytest

from tests.api.asking import MODEL, WEATHER, no_blanks, token_of, tokenizer

Stored = Callable[[str], Any]
PARIS: list[Any] = [{"role": "user", "content": "What is the weather in Paris?"}]
NAMED: Any = {"type": "function", "function": {"name": "get_weather"}}
NOTHING: dict[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}
CLOCK: Any = {"type": "function", "function": {"name": "tell_time", "parameters": NOTHING}}
ASK: dict[str, Any] = {"model": MODEL, "messages": PARIS, "max_tokens": 400}


def assembled(chunks: Any) -> tuple[str, dict[str, Any]]:
    """A streamed reply's id and message, put together as clients do: strings joined, calls by their index."""
    content, calls, completion_id = "", {}, ""
    for chunk in chunks:
        completion_id = chunk.id
        (choice,) = chunk.choices
        content += choice.delta.content or ""
        for part in choice.delta.tool_calls or ():
            if part.id:
                assert part.index not in calls, "a call's id comes once"
                calls[part.index] = {"id": part.id, "type": part.type, "function": {"name": "", "arguments": ""}}
            calls[part.index]["function"]["name"] += part.function.name or ""
            calls[part.index]["function"]["arguments"] += part.function.arguments or ""
    message: dict[str, Any] = {"role": "assistant", "content": content or None}
    return completion_id, message | ({"tool_calls": [calls[i] for i in sorted(calls)]} if calls else {})


def said(message: dict[str, Any]) -> dict[str, Any]:
    """A stored message without what is null, and nothing said as null."""
    kept = {key: value for key, value in message.items() if value is not None}
    return {"content": None} | kept if kept.get("content") else kept | {"content": None}


@pytest.mark.parametrize("choice", ["required", NAMED], ids=["required", "named"])
def test_a_demanded_call_fits_the_schema_of_its_tool(client: openai.OpenAI, stored: Stored, choice: Any) -> None:
    reply = client.chat.completions.create(
        **ASK, tools=[WEATHER], tool_choice=choice, parallel_tool_calls=False, logit_bias=no_blanks()
    )
    message = reply.choices[0].message
    assert message.content is None
    assert message.tool_calls is not None
    (call,) = message.tool_calls
    assert call.type == "function"
    assert call.function.name == "get_weather"
    arguments = json.loads(call.function.arguments)
    assert set(arguments) == {"city"}
    assert arguments["city"] in ("Paris", "Oslo", "New York")
    # As OpenAI does it: a call that the client named is no decision of the model's.
    assert reply.choices[0].finish_reason == ("tool_calls" if choice == "required" else "stop")
    kept = stored(reply.id)
    assert kept["choices"][0]["message"]["tool_calls"] == [call.model_dump()]
    assert kept["tools"] == [WEATHER]


@pytest.mark.parametrize("choice", ["required", NAMED, "auto"], ids=["required", "named", "auto"])
def test_streamed_calls_assemble_to_the_stored_message(client: openai.OpenAI, stored: Stored, choice: Any) -> None:
    completion_id, message = assembled(
        client.chat.completions.create(
            **ASK, tools=[WEATHER], tool_choice=choice, stream=True, temperature=0.7, logit_bias=no_blanks()
        )
    )
    kept = stored(completion_id)["choices"][0]
    assert said(kept["message"]) == said(message)
    assert len(kept["token_ids"]) == len(kept["token_logprobs"]) > 0
    if choice != "auto":
        assert all(set(json.loads(call["function"]["arguments"])) == {"city"} for call in message["tool_calls"])


def test_calls_may_come_in_parallel_unless_forbidden(client: openai.OpenAI) -> None:
    tools = [copy.deepcopy(WEATHER), copy.deepcopy(CLOCK)]
    for tool in tools:
        tool["function"]["strict"] = True
    # The bias makes the model call again and again until its tokens are spent.
    again = {str(token_of("<tool_call>")): 100} | no_blanks()

    def calls(parallel: bool) -> Any:
        stream = client.chat.completions.create(
            **ASK, tools=tools, tool_choice="auto", parallel_tool_calls=parallel, logit_bias=again, stream=True
        )
        return assembled(stream)[1]["tool_calls"]

    several = calls(True)
    assert len(several) > 1
    assert len({call["id"] for call in several}) == len(several)
    assert len(calls(False)) == 1


def test_tool_choice_none_hides_no_text_and_makes_no_call(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        **(ASK | {"max_tokens": 20}), tools=[WEATHER], tool_choice="none", extra_body={"ignore_eos": True}
    )
    assert not reply.choices[0].message.tool_calls
    assert isinstance(reply.choices[0].message.content, str)


def test_a_tool_that_is_not_offered_cannot_be_named(client: openai.OpenAI) -> None:
    other: Any = {"type": "function", "function": {"name": "launch"}}
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(**ASK, tools=[WEATHER], tool_choice=other)
    assert caught.value.type == "invalid_request_error"


def test_the_answer_of_a_tool_reaches_the_prompt(client: openai.OpenAI, stored: Stored) -> None:
    first = client.chat.completions.create(
        **ASK, tools=[WEATHER], tool_choice="required", parallel_tool_calls=False, logit_bias=no_blanks()
    )
    message = first.choices[0].message
    assert message.tool_calls is not None
    answer = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "Sunny, 21 degrees"}
    conversation: list[Any] = [*PARIS, message.model_dump(), answer]
    second = client.chat.completions.create(model=MODEL, messages=conversation, max_tokens=4, tools=[WEATHER])
    prompt = tokenizer().decode(stored(second.id)["prompt_token_ids"], skip_special_tokens=False)
    assert "Sunny, 21 degrees" in prompt
    assert "get_weather" in prompt.rpartition("What is the weather in Paris?")[2]
    messages = client.chat.completions.messages.list(second.id).data
    assert [kept.role for kept in messages] == ["user", "assistant", "tool"]
