"""Items of the Responses API and messages of a chat: the same conversation, told in two ways.

    items (input) -> messages_of -> chat request                  a reply that comes back as items meets itself in
    messages, reply -> items_of, output_of -> items (output)      the message tree: both ways give equal messages

What a model said to itself (`reasoning` items) is shown, and left out when it is sent back: it is no part of a
conversation.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from server.completions.messages import CalledFunction, ShortText

TEXTS = ("input_text", "output_text", "text")


class ItemPart(BaseModel):
    """A piece of a message or of a tool's answer."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: str
    text: str | None = None
    refusal: str | None = None

    @model_validator(mode="after")
    def _is_text(self) -> "ItemPart":
        if self.type not in (*TEXTS, "refusal"):
            raise ValueError(f"a part of type {self.type[:40]!r} is not supported: attune takes text only")
        if (self.refusal if self.type == "refusal" else self.text) is None:
            raise ValueError(f"a part of type {self.type!r} lacks its text")
        return self

    def of_chat(self) -> dict[str, Any]:
        """The same part as a chat request has it."""
        if self.type == "refusal":
            return {"type": "refusal", "refusal": self.refusal}
        return {"type": "text", "text": self.text}


Content = str | Annotated[list[ItemPart], Field(min_length=1, fail_fast=True)]


class MessageItem(BaseModel):
    """Something that was said."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: Literal["message"] = "message"
    role: Literal["system", "developer", "user", "assistant"]
    content: Content


class CallItem(CalledFunction):
    """A call of a tool, as the model made it."""

    type: Literal["function_call"]
    call_id: ShortText


class CallOutputItem(BaseModel):
    """What a tool answered."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: Literal["function_call_output"]
    call_id: ShortText
    output: Content


class ReasoningItem(BaseModel):
    """What the model said to itself."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: Literal["reasoning"]


def _kind(item: Any) -> str | None:
    """The type of an item; a message may go without."""
    kind = item.get("type", "message") if isinstance(item, dict) else getattr(item, "type", None)
    return kind if isinstance(kind, str) else None


Item = Annotated[
    Annotated[MessageItem, Tag("message")]
    | Annotated[CallItem, Tag("function_call")]
    | Annotated[CallOutputItem, Tag("function_call_output")]
    | Annotated[ReasoningItem, Tag("reasoning")],
    Discriminator(
        _kind,
        custom_error_type="item",
        custom_error_message="an item must be a message, function_call, function_call_output or reasoning",
    ),
]


def messages_of(said: str | Iterable[MessageItem | CallItem | CallOutputItem | ReasoningItem]) -> list[dict[str, Any]]:
    """The messages that an input stands for. Calls belong to the assistant's message before them."""
    if isinstance(said, str):
        return [{"role": "user", "content": said}]
    messages: list[dict[str, Any]] = []
    for item in said:
        if isinstance(item, MessageItem):
            messages.append({"role": item.role, "content": _text_of(item.content)})
        elif isinstance(item, CallOutputItem):
            messages.append({"role": "tool", "tool_call_id": item.call_id, "content": _text_of(item.output)})
        elif isinstance(item, CallItem):
            if not messages or messages[-1]["role"] != "assistant":
                messages.append({"role": "assistant", "content": None})
            function = {"name": item.name, "arguments": item.arguments}
            calls = messages[-1].setdefault("tool_calls", [])
            calls.append({"id": item.call_id, "type": "function", "function": function})
    return messages


def _text_of(content: str | Sequence[ItemPart]) -> str | list[dict[str, Any]]:
    """One piece of text is text, as a reply is kept; several stay apart."""
    if isinstance(content, str):
        return content
    parts = [part.of_chat() for part in content]
    return parts[0]["text"] if len(parts) == 1 and parts[0]["type"] == "text" else parts


def empty_item(kind: Literal["message", "reasoning"], response_id: str, place: int) -> dict[str, Any]:
    """An item of the output whose text is still to be written, with its one part."""
    if kind == "reasoning":
        part: dict[str, Any] = {"type": "reasoning_text", "text": ""}
        return {"id": _name("rs", response_id, place), "type": "reasoning", "summary": [], "content": [part]}
    part = {"type": "output_text", "text": "", "annotations": [], "logprobs": []}
    return {"id": _name("msg", response_id, place), "type": "message", "role": "assistant", "content": [part]}


def call_item(call: Mapping[str, Any], response_id: str, place: int) -> dict[str, Any]:
    """A call of a tool as an item."""
    function = call.get("function") or {}
    return {
        "id": _name("fc", response_id, place),
        "type": "function_call",
        "call_id": call.get("id"),
        "name": function.get("name") or "",
        "arguments": function.get("arguments") or "",
    }


def output_of(message: Mapping[str, Any], response_id: str, start: int = 0) -> list[dict[str, Any]]:
    """A reply as items, numbered from `start`: what it said to itself, what it said, what it called."""
    items: list[dict[str, Any]] = []
    calls = message.get("tool_calls") or ()
    for kind, said in (("reasoning", message.get("reasoning")), ("message", message.get("content"))):
        if said or (kind == "message" and not calls):
            item = empty_item("reasoning" if kind == "reasoning" else "message", response_id, start + len(items))
            if isinstance(said, list):
                item["content"] = [_shown(part, "output_text") for part in said]
            else:
                item["content"][0]["text"] = said or ""
            items.append(item)
    items += [call_item(call, response_id, start + len(items) + number) for number, call in enumerate(calls)]
    return [{**item, "status": "completed"} for item in items]


def items_of(messages: Iterable[Mapping[str, Any]], response_id: str) -> list[dict[str, Any]]:
    """A conversation as the items that `input` would hold."""
    items: list[dict[str, Any]] = []
    for message in messages:
        place = len(items)
        content = message["content"]
        if message["role"] == "assistant":
            items += output_of(message, f"{response_id}_in", place)
            continue
        parts = content if isinstance(content, list) else [{"type": "text", "text": content}]
        shown = [_shown(part, "input_text") for part in parts]
        if message["role"] == "tool":
            own = {"type": "function_call_output", "call_id": message.get("tool_call_id"), "output": shown}
            own["output"] = content if isinstance(content, str) else shown
        else:
            own = {"type": "message", "role": message["role"], "content": shown}
        items.append({"id": _name("msg", f"{response_id}_in", place), **own, "status": "completed"})
    return items


def _shown(part: Mapping[str, Any], kind: str) -> dict[str, Any]:
    if part.get("type") == "refusal":
        return {"type": "refusal", "refusal": part["refusal"]}
    more: dict[str, Any] = {"annotations": [], "logprobs": []} if kind == "output_text" else {}
    return {"type": kind, "text": part.get("text", ""), **more}


def _name(kind: str, response_id: str, place: int) -> str:
    """An item's id: the same whenever it is shown."""
    return f"{kind}_{response_id.removeprefix('resp_')}_{place}"
