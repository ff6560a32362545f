"""The messages and tools of a chat request: what vLLM's chat template may count on.

Parts that are no text are refused by their type: attune's record of a conversation holds text. A tool call that is
sent back has arguments that are an object, because templates read them as one.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import pydantic_core
from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

Roles = Literal["system", "developer", "user", "assistant", "tool"]
ShortText = Annotated[str, Field(max_length=512)]
ToolName = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_.-]{1,64}$")]


class Part(BaseModel):
    """A piece of a message's content."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: str
    text: str | None = None
    refusal: str | None = None

    @model_validator(mode="after")
    def _is_text(self) -> "Part":
        if self.type not in ("text", "refusal"):
            raise ValueError(f"a part of type {self.type[:40]!r} is not supported: attune takes text only")
        if getattr(self, self.type) is None:
            raise ValueError(f"a part of type {self.type!r} needs the field {self.type!r}")
        return self


class CalledFunction(BaseModel):
    """Which function was called, and with which arguments."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: str = Field(min_length=1, max_length=64)
    arguments: str

    @model_validator(mode="after")
    def _arguments_are_an_object(self) -> "CalledFunction":
        try:
            arguments = pydantic_core.from_json(self.arguments or "{}", allow_inf_nan=False)
        except ValueError:
            arguments = None
        if not isinstance(arguments, dict):
            raise ValueError("arguments must be a JSON object, written as a string")
        return self


class ToolCall(BaseModel):
    """A tool call in an assistant's message that is sent back."""

    model_config = ConfigDict(extra="allow", strict=True)

    id: ShortText
    type: Literal["function"] = "function"
    function: CalledFunction


class MessageBody(BaseModel):
    """One message as sent."""

    model_config = ConfigDict(extra="allow", strict=True)

    role: Roles
    content: str | Annotated[list[Part], Field(min_length=1, fail_fast=True)] | None = None
    name: ShortText | None = None
    reasoning: str | None = None
    reasoning_content: str | None = None
    refusal: str | None = None
    tool_call_id: ShortText | None = None
    tool_calls: Annotated[list[ToolCall], Field(fail_fast=True)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "MessageBody":
        if self.content is None and not (self.role == "assistant" and (self.tool_calls or self.refusal)):
            raise ValueError("content is missing; only an assistant message with tool_calls or refusal may go without")
        return self


def with_both_names(said: Mapping[str, Any]) -> dict[str, Any]:
    """A message or a delta as clients read it: reasoning under vLLM's name for it and under the older one of others."""
    names = ("reasoning", "reasoning_content")
    thought = next((said[name] for name in names if said.get(name) is not None), None)
    return {**said} if thought is None else {**said, **dict.fromkeys(names, thought)}


class ToolFunction(BaseModel):
    """What a tool is called, does and takes."""

    model_config = ConfigDict(extra="allow", strict=True)

    name: ToolName
    description: str | None = None
    parameters: dict[str, JsonValue] | None = None
    strict: bool | None = None


class Tool(BaseModel):
    """A tool that the model may call."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: Literal["function"]
    function: ToolFunction


class NamedFunction(BaseModel):
    """The name in a tool choice."""

    model_config = ConfigDict(strict=True)

    name: ToolName


class NamedTool(BaseModel):
    """A tool choice that demands one tool."""

    model_config = ConfigDict(strict=True)

    type: Literal["function"]
    function: NamedFunction
