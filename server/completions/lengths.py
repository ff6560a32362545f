"""Is a conversation too long for the model by its bare size? Told before anything looks into it.

A body may hold a hundred thousand messages. Checking them, putting them into the chat template and counting their
tokens takes seconds, to refuse them in the end. Each message is a token at least and no token is longer than the
longest, so what cannot fit is known by counting messages and characters. What might fit is vLLM's to count in tokens.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from server.errors import ApiError


@dataclass(frozen=True)
class Context:
    """How much the model can read."""

    tokens: int
    """The reply included."""
    longest_token: int
    """In characters."""


def check_length(body: Mapping[str, Any], context: Context | None) -> None:
    """Raise `ApiError` 400 for messages that cannot fit. What is malformed is left to the checks that follow."""
    messages = body.get("messages")
    if context is None or not isinstance(messages, list):
        return
    if len(messages) >= context.tokens:
        raise _too_long(f"has {len(messages)} messages, each of them at least one token", context)
    characters = sum(_characters(message) for message in messages)
    # What is to be cut to a length may be longer.
    if characters > context.tokens * context.longest_token and body.get("truncate_prompt_tokens") is None:
        tokens = ceil(characters / context.longest_token)
        raise _too_long(f"has {characters} characters of text, which are at least {tokens} tokens", context)


def _characters(message: object) -> int:
    """How long a message's text is; a part or a call is one character at least."""
    return sum(max(1, len(text)) if isinstance(text, str) else 1 for text in _texts(message))


def _texts(message: object) -> Iterator[object]:
    if not isinstance(message, dict):
        return
    content, calls = message.get("content"), message.get("tool_calls")
    for part in content if isinstance(content, list) else [content]:
        yield part.get("text") if isinstance(part, dict) else part
    for call in calls if isinstance(calls, list) else []:
        function = call.get("function") if isinstance(call, dict) else None
        yield function.get("arguments") if isinstance(function, dict) else None


def _too_long(what: str, context: Context) -> ApiError:
    said = f"The model's maximum context length is {context.tokens} tokens; the conversation {what}."
    return ApiError(400, said, param="messages", code="context_length_exceeded")
