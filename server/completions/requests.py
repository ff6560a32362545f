"""What a request body may hold: the limits of `/v1/chat/completions` and `/v1/completions`, and attune's own fields.

    bytes -> read_json -> ChatBody / CompletionBody (limits, here) -> vLLM's request model (everything else)

vLLM's request model knows every field, but takes much on trust: its validators fail on wrong types, and a number out of
range may reach the engine. So the fields that can hurt are checked first, here, with pydantic constraints.
Fields that nobody knows are ignored and named once in the log; fields that are known but not served are refused
by name, because ignoring them would give an answer that the client did not ask for.
"""

import logging
import math
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, TypeVar

import pydantic_core
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from server.completions.messages import MessageBody, NamedTool, Tool
from server.errors import ApiError, of_validation

log = logging.getLogger("attune")

REFUSED = {
    "audio": "attune answers in text only",
    "functions": "use `tools`",
    "function_call": "use `tool_choice`",
    "web_search_options": "attune has no web search",
    "prediction": "predicted outputs are not supported",
    "use_beam_search": "beam search cannot be recorded token by token",
    "best_of": "ask for `n` replies and choose among them",
    "suffix": "insertion is not supported",
    "prompt_embeds": "send text or token ids",
    "chat_template": "the template belongs to the policy; start the server with --chat-template",
    "kv_transfer_params": "disaggregated serving is not supported",
    "ec_transfer_params": "disaggregated serving is not supported",
    "mm_processor_kwargs": "attune takes text only",
    "media_io_kwargs": "attune takes text only",
    "vllm_xargs": "extra engine arguments are not open to clients",
}
DEFAULTS = {"best_of": 1}
# Fields of OpenAI's that change nothing here: said for other servers' sake, and harmless to ignore.
HARMLESS = frozenset(
    {"service_tier", "safety_identifier", "prompt_cache_key", "prompt_cache_retention", "verbosity", *DEFAULTS}
)

# Arguments of the renderer, which variables of a chat template must not take the place of.
TEMPLATE_ARGUMENTS = frozenset(
    {"add_generation_prompt", "chat_template", "continue_final_message", "conversation", "documents", "max_length"}
    | {"messages", "padding", "return_assistant_tokens_mask", "return_dict", "return_tensors", "tokenize"}
    | {"tokenizer_kwargs", "tools", "truncation"}
)
# Python may read such a number as infinite, and JSON has no way to write that back: 210 digits and e99 are 309.
HUGE_NUMBER = re.compile(rb"[eE]\+?[0-9]{3}|[0-9]{210}")

Text = Annotated[str, Field(max_length=512)]
MetadataKey = Annotated[str, Field(min_length=1, max_length=64)]
Metadata = Annotated[dict[MetadataKey, Text], Field(max_length=16)]
StopString = Annotated[str, Field(min_length=1, max_length=256)]
TokenId = Annotated[int, Field(ge=0, lt=2**31)]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Prompt = Annotated[str, Field(min_length=1)]
TokenName = Annotated[str, Field(pattern=r"^[0-9]{1,9}$")]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Bias = Annotated[Finite, Field(ge=-100, le=100)]
# Pydantic collects a fault for every element of a list, which takes seconds for a list of a hundred thousand; a list
# that has no bound of its own ends at its first. Objects are counted before they are looked into.
TokenIds = Annotated[list[TokenId], Field(min_length=1, fail_fast=True)]
MAX_ENTRIES = {"stream_options": 8, "repetition_detection": 8, "logit_bias": 1024, "metadata": 16}


class GenerationBody(BaseModel):
    """What both endpoints share. Strict: "2" is no number here and 1 is not true, as with OpenAI."""

    model_config = ConfigDict(extra="allow", strict=True)

    model: str | None = Field(None, min_length=1, max_length=512)
    n: int | None = Field(None, ge=1)
    stream: bool | None = None
    stream_options: dict[str, bool | None] | None = None
    temperature: Finite | None = Field(None, ge=0, le=2)
    top_p: Finite | None = Field(None, gt=0, le=1)
    top_k: int | None = Field(None, ge=-1, lt=2**31)
    min_p: Finite | None = Field(None, ge=0, le=1)
    frequency_penalty: Finite | None = Field(None, ge=-2, le=2)
    presence_penalty: Finite | None = Field(None, ge=-2, le=2)
    # The engine divides by it: what is nearly zero makes infinite logits, and of those no distribution.
    repetition_penalty: Finite | None = Field(None, ge=0.01, le=10)
    repetition_detection: dict[str, Count] | None = None
    min_tokens: int | None = Field(None, ge=0, lt=2**31)
    stop: StopString | Annotated[list[StopString], Field(max_length=16)] | None = None
    stop_token_ids: list[TokenId] | None = Field(None, max_length=64)
    logit_bias: dict[TokenName, Bias] | None = None
    bad_words: list[StopString] | None = Field(None, max_length=64)
    allowed_token_ids: list[TokenId] | None = Field(None, min_length=1, max_length=4096)
    logprob_token_ids: list[TokenId] | None = Field(None, max_length=128)
    prompt_logprobs: int | None = Field(None, ge=0, le=20)
    seed: int | None = Field(None, ge=-(2**63), lt=2**63)
    priority: int | None = Field(None, ge=0, le=1000)
    stream_interval: int | None = Field(None, ge=1, lt=2**31)
    thinking_token_budget: int | None = Field(None, ge=-1, lt=2**31)
    routed_experts_prompt_start: int | None = Field(None, ge=0, lt=2**31)
    user: Text | None = None
    store: bool | None = None
    metadata: Metadata | None = None
    response_format: dict[str, JsonValue] | None = None
    structured_outputs: dict[str, JsonValue] | None = None

    @model_validator(mode="before")
    @classmethod
    def _few_entries(cls, body: Any) -> Any:
        for name, most in MAX_ENTRIES.items():
            if isinstance(value := body.get(name), dict) and len(value) > most:
                _raise_for(name, f"holds {len(value)} entries; at most {most} are allowed")
        return body


class ChatBody(GenerationBody):
    """A body of `POST /v1/chat/completions`."""

    background: bool | None = None
    other_arm: bool | None = None
    messages: Annotated[list[MessageBody], Field(min_length=1, fail_fast=True)]
    max_tokens: int | None = Field(None, ge=1, lt=2**31)
    max_completion_tokens: int | None = Field(None, ge=1, lt=2**31)
    logprobs: bool | None = None
    top_logprobs: int | None = Field(None, ge=0, le=20)
    tools: list[Tool] | None = Field(None, min_length=1, max_length=128)
    tool_choice: Literal["none", "auto", "required"] | NamedTool | None = None
    parallel_tool_calls: bool | None = None
    modalities: list[Literal["text"]] | None = None
    chat_template_kwargs: dict[str, JsonValue] | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> "ChatBody":
        names = [tool.function.name for tool in self.tools or ()]
        if repeated := {name for name in names if names.count(name) > 1}:
            _raise_for("tools", f"the name {min(repeated)!r} is given to more than one tool")
        if isinstance(self.tool_choice, NamedTool) and (name := self.tool_choice.function.name) not in names:
            _raise_for("tool_choice", f"there is no tool {name!r} among the tools")
        if self.tool_choice == "required" and not names:
            _raise_for("tool_choice", "a call is required, but there are no tools")
        if self.background and not self.stream:
            _raise_for("background", "a chat completion in the background needs stream: true")
        if taken := TEMPLATE_ARGUMENTS & (self.chat_template_kwargs or {}).keys():
            _raise_for("chat_template_kwargs", f"{min(taken)!r} is not a variable of the template's")
        return self


class CompletionBody(GenerationBody):
    """A body of `POST /v1/completions`."""

    prompt: (
        Prompt
        | Annotated[list[Prompt], Field(min_length=1, fail_fast=True)]
        | TokenIds
        | Annotated[list[TokenIds], Field(min_length=1, fail_fast=True)]
    )
    max_tokens: int | None = Field(None, ge=0, lt=2**31)
    logprobs: int | None = Field(None, ge=0, le=20)
    echo: bool | None = None
    background: Literal[False] | None = None


Body = TypeVar("Body", bound=BaseModel)


async def read_json(request: Request) -> dict[str, Any]:
    """The body as a JSON object; too deep a nesting, NaN and lone surrogates are refused by the parser."""
    raw = await request.body()
    try:
        body = pydantic_core.from_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise ApiError(400, f"The body is not valid JSON: {error}", code="invalid_json") from None
    if HUGE_NUMBER.search(raw) and not _is_finite(body):
        raise ApiError(400, "The body holds a number that is too large.", code="invalid_json")
    if not isinstance(body, dict):
        raise ApiError(400, "The body must be a JSON object.", code="invalid_json")
    return body


def _is_finite(value: object) -> bool:
    """Whether every number in a JSON value is one; the parser has bounded the depth."""
    if isinstance(value, dict):
        return all(map(_is_finite, value.values()))
    if isinstance(value, list):
        return all(map(_is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


def _raise_for(field: str, message: str) -> None:
    """Say of a field, from a validator of the whole body, what is wrong with it."""
    raise PydanticCustomError("field", "{message}", {"message": message, "field": field})


def check(kind: type[Body], body: Mapping[str, Any]) -> Body:
    """The body with its limits checked, or an `ApiError` that names the field."""
    refuse(body, REFUSED)
    try:
        return kind.model_validate(body)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise of_validation([_placed(fault) for fault in faults], body) from None


def refuse(body: Mapping[str, Any], reasons: Mapping[str, str]) -> None:
    """Raise `ApiError` for a field that is known and not served, with the reason."""
    for name, reason in reasons.items():
        # A null, a false or the API's own default says what would happen anyway.
        if (value := body.get(name)) and value != DEFAULTS.get(name):
            raise ApiError(400, f"{name} is not supported: {reason}.", param=name, code="unsupported_parameter")


def _placed(fault: Mapping[str, Any]) -> dict[str, Any]:
    """A fault at the field that its validator named, if it did."""
    field = fault.get("ctx", {}).get("field")
    return {**fault, "loc": (*fault["loc"], field) if field else fault["loc"]}


def own_fields(body: Mapping[str, Any], own: frozenset[str], others: frozenset[str]) -> dict[str, Any]:
    """The body without what only the other endpoint's bodies have, which nobody has checked here.

    That, and what nobody knows, is named once in the log.
    """
    name_unknown(body, own)
    return {name: value for name, value in body.items() if name in own or name not in others}


_named: set[str] = set()


def name_unknown(body: Mapping[str, Any], known: frozenset[str]) -> None:
    """Say once in the log which fields of requests mean nothing here."""
    for name in body:
        if name not in known and name not in HARMLESS and name not in _named and len(_named) < 1000:
            _named.add(name)
            log.warning("requests carry the field %.64r, which attune does not know and ignores", name)
