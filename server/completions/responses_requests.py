"""What a body of `POST /v1/responses` may hold, and the chat request that it stands for.

    body -> ResponseBody (limits) -> chat_body -> the way of every chat request

Sampling fields, vLLM's own included, have the same names in both and pass through. What a response has to show of its
request and a chat request has no place for goes along as `response`, into the row's parameters and not to the engine.
"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, field_validator, model_validator

from server.completions.messages import ShortText, ToolFunction, ToolName
from server.completions.requests import GenerationBody, check, refuse
from server.completions.responses_items import Item, messages_of
from server.errors import ApiError

REFUSED = {
    "conversation": "use `previous_response_id`",
    "prompt": "prompts are not kept here; send `instructions` and `input`",
    "include": "there is nothing more to include",
    "top_logprobs": "ask /v1/chat/completions for logprobs, or read them from the stored completion",
    "context_management": "a conversation is not shortened",
    "moderation": "attune has no moderation",
    "n": "a response is one reply",
    "messages": "use `input`",
    "response_format": "use `text.format`",
    "max_tokens": "use `max_output_tokens`",
    "max_completion_tokens": "use `max_output_tokens`",
    "logprobs": "ask /v1/chat/completions for logprobs, or read them from the stored completion",
}
# What some clients ask for with every request: there is nothing encrypted here, so it is not missed.
NEVER_THERE = "reasoning.encrypted_content"
# A chat request has no place for these, or another name or shape.
ECHOED = ("instructions", "previous_response_id", "max_output_tokens", "text", "reasoning", "tool_choice")
TRANSLATED = frozenset({*ECHOED, *REFUSED, "input", "tools", "truncation", "stream_options", "response"})
# The places of a chat request as the client of a response knows them, for errors.
PLACES = (
    ("response_format.json_schema", "text.format"),
    ("response_format", "text.format"),
    (".function.parameters", ".parameters"),
    ("max_completion_tokens", "max_output_tokens"),
    ("reasoning_effort", "reasoning.effort"),
)


class FunctionTool(ToolFunction):
    """A tool that the model may call; a chat request has the same one level deeper."""

    type: Literal["function"]

    @model_validator(mode="before")
    @classmethod
    def _is_a_function(cls, tool: Any) -> Any:
        if isinstance(tool, dict) and isinstance(kind := tool.get("type"), str) and kind != "function":
            raise ValueError(f"a tool of type {kind[:40]!r} is not supported: attune runs no tools of its own")
        return tool


class FunctionChoice(BaseModel):
    """A tool choice that demands one tool."""

    model_config = ConfigDict(strict=True)

    type: Literal["function"]
    name: ToolName


class TextFormat(BaseModel):
    """How the text is to be written."""

    model_config = ConfigDict(extra="allow", strict=True)

    type: Literal["text", "json_object", "json_schema"]
    name: ShortText | None = None
    schema_: dict[str, JsonValue] | None = Field(None, alias="schema")
    strict: bool | None = None

    @model_validator(mode="after")
    def _has_a_schema(self) -> "TextFormat":
        if self.type == "json_schema" and (self.name is None or self.schema_ is None):
            raise ValueError("a format of type 'json_schema' needs a name and a schema")
        return self


class TextOptions(BaseModel):
    """What is asked of the text."""

    model_config = ConfigDict(extra="allow", strict=True)

    format: TextFormat | None = None


class Reasoning(BaseModel):
    """How much a model that reasons should; a summary of it is not made."""

    model_config = ConfigDict(extra="allow", strict=True)

    effort: ShortText | None = None


class ResponseBody(GenerationBody):
    """A body of `POST /v1/responses`."""

    input: str | Annotated[list[Item], Field(min_length=1, fail_fast=True)]
    instructions: str | None = None
    previous_response_id: Annotated[str, Field(min_length=1, max_length=128)] | None = None
    max_output_tokens: int | None = Field(None, ge=1, lt=2**31)
    tools: list[FunctionTool] | None = Field(None, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | FunctionChoice | None = None
    parallel_tool_calls: bool | None = None
    text: TextOptions | None = None
    reasoning: Reasoning | None = None
    truncation: Literal["disabled"] | None = None
    background: bool | None = None
    chat_template_kwargs: dict[str, JsonValue] | None = None

    @field_validator("input")
    @classmethod
    def _says_something(cls, said: str | list[Any]) -> str | list[Any]:
        if not messages_of(said):
            raise ValueError("there must be a message or a tool's answer to reply to")
        return said


def check_response(body: Mapping[str, Any]) -> ResponseBody:
    """The body with its limits checked, or an `ApiError` that names the field."""
    wanted = body.get("include")
    included = [name for name in wanted if name != NEVER_THERE] if isinstance(wanted, list) else wanted
    refuse({**body, "include": included}, REFUSED)
    return check(ResponseBody, body)


def chat_body(body: Mapping[str, Any], checked: ResponseBody, past: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The chat request that asks the same, after the messages of `past`."""
    chat = {name: value for name, value in body.items() if name not in TRANSLATED}
    system = [] if checked.instructions is None else [{"role": "system", "content": checked.instructions}]
    chat["messages"] = [*system, *past, *messages_of(checked.input)]
    chat["response"] = {name: body[name] for name in ECHOED if body.get(name) is not None}
    if checked.max_output_tokens is not None:
        chat["max_completion_tokens"] = checked.max_output_tokens
    if checked.tools:
        chat["tools"] = [_tool(tool) for tool in body["tools"]]
    if isinstance(checked.tool_choice, FunctionChoice):
        chat["tool_choice"] = {"type": "function", "function": {"name": checked.tool_choice.name}}
    elif checked.tool_choice not in (None, "auto"):
        # `auto` is what happens anyway, and clients say it without any tools, which a chat request may not.
        chat["tool_choice"] = checked.tool_choice
    if checked.text is not None and checked.text.format is not None:
        chat["response_format"] = _response_format(body["text"]["format"])
    if checked.reasoning is not None and checked.reasoning.effort is not None:
        chat["reasoning_effort"] = checked.reasoning.effort
    return chat


def _tool(tool: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "function", "function": {name: value for name, value in tool.items() if name != "type"}}


def _response_format(wanted: Mapping[str, Any]) -> dict[str, Any]:
    if wanted["type"] != "json_schema":
        return {"type": wanted["type"]}
    return {"type": "json_schema", "json_schema": {name: value for name, value in wanted.items() if name != "type"}}


def in_words_of_responses(error: ApiError) -> ApiError:
    """The refusal of a chat request, with the names that its fields have in a response's."""
    message, param = error.message, error.param
    for chat, response in PLACES:
        message = message.replace(chat, response)
        param = param and param.replace(chat, response)
    param = "input" if param == "messages" else param
    return ApiError(error.status, message, param=param, code=error.code, retry_after=error.retry_after)
