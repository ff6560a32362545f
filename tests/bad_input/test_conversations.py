"""Messages and tools that no template can write down: refused by the field, before the engine sees them."""

from typing import Any

import pytest

from tests.bad_input.asking import CHAT, Asker, chat

pytestmark = pytest.mark.usefixtures("quick")

IMAGE = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}


def user(content: Any) -> list[Any]:
    return [{"role": "user", "content": content}]


def called(**call: Any) -> list[Any]:
    good = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    return [*user("x"), {"role": "assistant", "content": None, "tool_calls": [good | call]}]


MESSAGES: list[tuple[Any, str]] = [
    ([], "messages"),
    (None, "messages"),
    ({}, "messages"),
    ("hi", "messages"),
    ([1], "messages.0"),
    ([None], "messages.0"),
    ([{}], "messages.0.role"),
    ([{"role": "user"}], "messages.0"),
    ([{"role": "assistant"}], "messages.0"),
    ([{"role": "wizard", "content": "x"}], "messages.0.role"),
    ([{"role": 5, "content": "x"}], "messages.0.role"),
    ([{"content": "x"}], "messages.0.role"),
    ([{"role": "user", "content": "x", "name": 5}], "messages.0.name"),
    ([{"role": "assistant", "content": "x", "reasoning": 5}], "messages.0.reasoning"),
    ([{"role": "assistant", "content": "x", "reasoning_content": 5}], "messages.0.reasoning_content"),
    (user(5), "messages.0.content"),
    (user({"a": 1}), "messages.0.content"),
    (user([]), "messages.0.content"),
    (user([1]), "messages.0.content.0"),
    (user(["x"]), "messages.0.content.0"),
    (user([{}]), "messages.0.content.0.type"),
    (user([{"text": "x"}]), "messages.0.content.0.type"),
    (user([{"type": "text"}]), "messages.0.content.0"),
    (user([{"type": "text", "text": 5}]), "messages.0.content.0.text"),
    (user([{"type": "text", "text": "x"}, {"type": "nonsense"}]), "messages.0.content.1"),
    (user([IMAGE]), "messages.0.content.0"),
    (user([{"type": "input_audio", "input_audio": {"data": "", "format": "wav"}}]), "messages.0.content.0"),
    (user([{"type": "file", "file": {"file_id": "x"}}]), "messages.0.content.0"),
    ([{"role": "assistant", "content": "x", "tool_calls": 5}], "messages.0.tool_calls"),
    (called(id=5), "messages.1.tool_calls.0.id"),
    (called(type="other"), "messages.1.tool_calls.0.type"),
    (called(function=5), "messages.1.tool_calls.0.function"),
    (called(function={"name": "f"}), "messages.1.tool_calls.0.function.arguments"),
    (called(function={"name": "f", "arguments": {"a": 1}}), "messages.1.tool_calls.0.function.arguments"),
    (called(function={"name": "f", "arguments": "not json"}), "messages.1.tool_calls.0.function"),
    (called(function={"name": "f", "arguments": "[1]"}), "messages.1.tool_calls.0.function"),
    (called(function={"name": "f", "arguments": "[" * 10_000}), "messages.1.tool_calls.0.function"),
]


def function(**fields: Any) -> dict[str, Any]:
    return {"type": "function", "function": {"name": "f"} | fields}


TOOLS: list[tuple[Any, str]] = [
    (5, "tools"),
    ({}, "tools"),
    ([], "tools"),
    ([1], "tools.0"),
    ([{}], "tools.0.type"),
    ([{"type": "function"}], "tools.0.function"),
    ([{"type": "function", "name": "f"}], "tools.0.function"),
    ([{"type": "web_search", "function": {"name": "f"}}], "tools.0.type"),
    ([{"type": "function", "function": {}}], "tools.0.function.name"),
    ([function(), function(name=5)], "tools.1.function.name"),
    ([function(name="a b")], "tools.0.function.name"),
    ([function(name="")], "tools.0.function.name"),
    ([function(name="f\n")], "tools.0.function.name"),
    ([function(name="f" * 65)], "tools.0.function.name"),
    ([function(description=5)], "tools.0.function.description"),
    ([function(strict="x")], "tools.0.function.strict"),
    ([function(parameters=5)], "tools.0.function.parameters"),
    ([function(parameters=[1])], "tools.0.function.parameters"),
    ([function(), function()], "tools"),
    ([function(name=f"f{number}") for number in range(129)], "tools"),
]
CHOICES: list[tuple[Any, str]] = [
    ("sometimes", "tool_choice"),
    (5, "tool_choice"),
    ([], "tool_choice"),
    ({}, "tool_choice.type"),
    ({"type": "function"}, "tool_choice.function"),
    ({"type": "function", "function": 5}, "tool_choice.function"),
    ({"type": "function", "function": {}}, "tool_choice.function.name"),
    ({"type": "function", "function": {"name": 5}}, "tool_choice.function.name"),
    ({"type": "function", "function": {"name": "absent"}}, "tool_choice"),
]
FORMATS: list[tuple[Any, str]] = [
    ("json", "response_format"),
    ([], "response_format"),
    ({}, "response_format.type"),
    ({"type": 5}, "response_format.type"),
    ({"type": "xml"}, "response_format.type"),
    ({"type": "structural_tag", "format": {"type": "regex", "pattern": "a"}}, "response_format.type"),
    ({"type": "json_schema"}, "response_format.json_schema"),
    ({"type": "json_schema", "json_schema": 5}, "response_format.json_schema"),
    ({"type": "json_schema", "json_schema": {"schema": {}}}, "response_format.json_schema.name"),
    ({"type": "json_schema", "json_schema": {"name": "a"}}, "response_format.json_schema.schema"),
    ({"type": "json_schema", "json_schema": {"name": "a", "schema": "{}"}}, "response_format.json_schema.schema"),
    ({"type": "json_schema", "json_schema": {"name": "a", "schema": False}}, "response_format.json_schema.schema"),
]


def name(value: Any) -> str:
    return str(value)[:70]


@pytest.mark.parametrize(("messages", "param"), MESSAGES, ids=name)
def test_messages_that_cannot_be_are_refused_by_their_place(asker: Asker, messages: Any, param: str) -> None:
    asker.refused(CHAT, chat(messages=messages), param=param)


@pytest.mark.parametrize(("tools", "param"), TOOLS, ids=name)
@pytest.mark.parametrize("choice", [None, "required"], ids=["free", "required"])
def test_tools_that_cannot_be_are_refused_by_their_place(asker: Asker, tools: Any, param: str, choice: Any) -> None:
    asker.refused(CHAT, chat(tools=tools, tool_choice=choice), param=param)


@pytest.mark.parametrize(("choice", "param"), CHOICES, ids=name)
def test_a_tool_choice_that_cannot_be_is_refused(asker: Asker, choice: Any, param: str) -> None:
    asker.refused(CHAT, chat(tools=[function()], tool_choice=choice), param=param)


def test_a_call_cannot_be_required_without_tools(asker: Asker) -> None:
    asker.refused(CHAT, chat(tool_choice="required"), param="tool_choice")


@pytest.mark.parametrize(("wanted", "param"), FORMATS, ids=name)
def test_a_format_that_cannot_be_is_refused_by_its_place(asker: Asker, wanted: Any, param: str) -> None:
    asker.refused(CHAT, chat(response_format=wanted), param=param)


def test_the_refusal_of_an_image_says_what_is_taken(asker: Asker) -> None:
    error = asker.refused(CHAT, chat(messages=user([IMAGE])), param="messages.0.content.0")
    assert "image_url" in error["message"]
    assert "text only" in error["message"]


def test_after_all_that_the_server_replies(ask: Asker) -> None:
    assert ask.http.post(CHAT, json=chat(tools=[function()], tool_choice="auto")).status_code == 200
