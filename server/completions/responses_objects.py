"""The response object: from a request that is being answered, and from a stored completion.

A response is a stored completion shown in another shape. Its id is the completion's, so votes,
`/v1/chat/completions/{id}` and `previous_response_id` all take it, and any stored chat completion can be shown as a
response.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from feedback.types import NewCompletion, StoredCompletion
from server.completions.responses_items import output_of

PREFIX = "resp_"
STATUSES = {"running": "in_progress", "interrupted": "cancelled", "failed": "failed"}
DEFAULTS: dict[str, Any] = {
    "instructions": None,
    "max_output_tokens": None,
    "parallel_tool_calls": True,
    "previous_response_id": None,
    "reasoning": {"effort": None, "summary": None},
    "temperature": None,
    "text": {"format": {"type": "text"}},
    "tool_choice": "auto",
    "top_p": None,
}


def response_json(
    made: NewCompletion | StoredCompletion,
    status: str,
    output: Sequence[Mapping[str, Any]] = (),
    usage: Mapping[str, Any] | None = None,
    error: str | None = None,
) -> dict[str, Any]:
    """OpenAI's response object, and which policy version wrote it."""
    said = {**made.parameters, **asked_of(made)}
    return {
        "id": made.id,
        "object": "response",
        "created_at": made.created,
        "status": status,
        "background": bool(said.get("background")),
        "error": None if error is None else {"code": "server_error", "message": error},
        "incomplete_details": {"reason": "max_output_tokens"} if status == "incomplete" else None,
        "model": made.model,
        "output": list(output),
        **{name: default if said.get(name) is None else said[name] for name, default in DEFAULTS.items()},
        "tools": [
            {"parameters": None, "strict": None, **tool.get("function", {}), "type": "function"}
            for tool in made.tools or ()
        ],
        "truncation": "disabled",
        "usage": None if usage is None else _usage(usage),
        "store": made.store if isinstance(made, NewCompletion) else made.stored,
        "user": made.user,
        "metadata": dict(made.metadata),
        "system_fingerprint": made.system_fingerprint,
        "policy_version": made.policy_version,
    }


def asked_of(made: NewCompletion | StoredCompletion) -> Mapping[str, Any]:
    """What a request for a response said beside its chat request; nothing for a chat completion."""
    asked: Mapping[str, Any] = made.parameters.get("response", {}) if made.id.startswith(PREFIX) else {}
    return asked


def stored_json(stored: StoredCompletion) -> dict[str, Any]:
    """A stored completion as a response: its first reply."""
    output: list[dict[str, Any]] = []
    finish_reason = None
    if stored.choices:
        message, finish_reason = stored.choices[0].message, stored.choices[0].finish_reason
        output = output_of(message, stored.id) if message else []
    status = STATUSES.get(stored.status) or status_of(finish_reason)
    return response_json(stored, status, ended(output, status), stored.usage, stored.error)


def status_of(finish_reason: str | None) -> str:
    """How a response ended, from why its reply did."""
    return {"length": "incomplete", "abort": "cancelled"}.get(finish_reason or "", "completed")


def ended(output: Sequence[dict[str, Any]], status: str) -> list[dict[str, Any]]:
    """The items of a response that ended so: where it was cut, its last item was."""
    if status == "completed" or not output:
        return list(output)
    return [*output[:-1], {**output[-1], "status": "incomplete"}]


def _usage(usage: Mapping[str, Any]) -> dict[str, Any]:
    cached = (usage.get("prompt_tokens_details") or {}).get("cached_tokens") or 0
    reasoning = (usage.get("completion_tokens_details") or {}).get("reasoning_tokens") or 0
    return {
        "input_tokens": usage["prompt_tokens"],
        "input_tokens_details": {"cached_tokens": cached, "cache_write_tokens": 0},
        "output_tokens": usage["completion_tokens"],
        "output_tokens_details": {"reasoning_tokens": reasoning},
        "total_tokens": usage["total_tokens"],
    }
