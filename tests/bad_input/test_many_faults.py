"""Bodies that are wrong a hundred thousand times over: one fault is enough, and the others cost nothing."""

import time
from typing import Any

import pytest

from server.completions.lengths import Context, check_length
from server.completions.requests import ChatBody, CompletionBody, check
from server.completions.structured import constraints
from server.errors import ApiError
from tests.bad_input.asking import CHAT, Asker, chat, text

MANY = 100_000
BODIES: list[tuple[type[ChatBody] | type[CompletionBody], dict[str, Any], str]] = [
    (ChatBody, chat(messages=[0] * MANY), "messages.0"),
    (ChatBody, chat(messages=[{"role": "user", "content": [0] * MANY}]), "messages.0.content.0"),
    (ChatBody, chat(messages=[{"role": "assistant", "tool_calls": [0] * MANY}]), "messages.0.tool_calls.0"),
    (ChatBody, chat(stream_options={str(number): 0 for number in range(MANY)}), "stream_options"),
    (ChatBody, chat(logit_bias={f"x{number}": 0 for number in range(MANY)}), "logit_bias"),
    (ChatBody, chat(metadata={str(number): 0 for number in range(MANY)}), "metadata"),
    (CompletionBody, text(prompt=[""] * MANY), "prompt.0"),
    (CompletionBody, text(prompt=[-1] * MANY), "prompt.0"),
    (CompletionBody, text(prompt=[[]] * MANY), "prompt.0"),
]


@pytest.mark.parametrize(("kind", "body", "param"), BODIES, ids=[param for _, _, param in BODIES])
def test_the_first_fault_ends_the_check(
    kind: type[ChatBody] | type[CompletionBody], body: dict[str, Any], param: str
) -> None:
    begun = time.process_time()
    with pytest.raises(ApiError) as caught:
        check(kind, body)
    assert time.process_time() - begun < 0.1
    assert (caught.value.status, caught.value.param) == (400, param)


SMALL = Context(tokens=2048, longest_token=13)
LONG = 2048 * 13
X = {"role": "user", "content": "x"}
OVERLONG: list[tuple[str, list[Any], str]] = [
    ("messages", [0] * MANY, "has 100000 messages"),
    ("as many messages as tokens", [X] * 2048, "has 2048 messages"),
    ("text", [X, X | {"content": "x" * LONG}], "has 26625 characters of text, which are at least 2049 tokens"),
    ("parts", [X | {"content": [0] * MANY}], "has 100000 characters"),
    ("calls", [X | {"content": "", "tool_calls": [0] * MANY}], "has 100001 characters"),
]


@pytest.mark.parametrize(("messages", "said"), [case[1:] for case in OVERLONG], ids=[case[0] for case in OVERLONG])
def test_messages_that_cannot_fit_the_context_are_counted_and_not_looked_into(messages: list[Any], said: str) -> None:
    with pytest.raises(ApiError) as caught:
        check_length(chat(messages=messages), SMALL)
    assert (caught.value.status, caught.value.param, caught.value.code) == (400, "messages", "context_length_exceeded")
    assert said in caught.value.message
    assert "2048 tokens" in caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        chat(messages=[X] * 2047),
        chat(messages=[X | {"content": "x" * LONG}]),
        chat(messages=[X | {"content": "x" * LONG * 2}], truncate_prompt_tokens=9),
        chat(messages="x" * LONG * 2),
        chat(
            messages=[5, {"content": 5, "tool_calls": 5}, {"content": [{"text": 5}], "tool_calls": [{"function": 5}]}]
        ),
        text(),
    ],
    ids=["messages", "characters", "to be cut", "no list", "malformed", "no chat"],
)
def test_messages_that_may_fit_the_context_are_left_to_the_engine(body: dict[str, Any]) -> None:
    check_length(body, SMALL)


def test_a_hundred_thousand_messages_are_refused_with_both_lengths(ask: Asker) -> None:
    error = ask.refused(CHAT, chat(messages=[X] * MANY), param="messages")
    longest = ask.http.get("/v1/models").json()["data"][0]["max_model_len"]
    assert error["code"] == "context_length_exceeded"
    assert f"{longest} tokens" in error["message"]
    assert f"{MANY} messages" in error["message"]


def tools(count: int, properties: int) -> list[dict[str, Any]]:
    """Tools that are each easy to compile."""
    parameters = {"type": "object", "properties": {f"p{i}": {"type": "string"} for i in range(properties)}}
    return [
        {"type": "function", "function": {"name": f"t{i}", "parameters": parameters, "strict": True}}
        for i in range(count)
    ]


def test_required_tools_are_tried_as_the_one_grammar_that_they_become() -> None:
    (alone,) = constraints(check(ChatBody, chat(tools=tools(1, 2), tool_choice="required")))
    assert alone.field == "tools.0.function.parameters"
    (together,) = constraints(check(ChatBody, chat(tools=tools(3, 2), tool_choice="required")))
    assert together.field == "tools"
    assert all(f'"t{i}"' in together.text for i in range(3))


def test_required_tools_that_are_costly_together_are_refused(ask: Asker) -> None:
    ask.refused(CHAT, chat(tools=tools(128, 90), tool_choice="required"), param="tools")
